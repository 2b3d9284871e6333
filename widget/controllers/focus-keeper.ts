import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps the focus in the element where what had it goes: at the same place in the order of what can be reached, else
 * the last one. Where there is nothing to reach for a while, the focus comes back with it, unless it is elsewhere by then.
 */
export class Focus implements ReactiveController {
  readonly #element: ReactiveControllerHost & HTMLElement;
  /** The place of what had the focus; -1 where nothing here has. */
  #place = -1;
  #isLost = false;

  constructor(element: ReactiveControllerHost & HTMLElement) {
    this.#element = element;
    element.addController(this);
  }

  hostUpdate(): void {
    const { activeElement } = this.#root;
    if (activeElement) this.#place = this.#reachable().indexOf(activeElement as HTMLElement);
    else if (!this.#isLost || document.activeElement !== document.body) this.#place = -1;
  }

  hostUpdated(): void {
    this.#isLost = this.#place >= 0 && !this.#root.activeElement;
    if (!this.#isLost) return;
    const reachable = this.#reachable();
    reachable[Math.min(this.#place, reachable.length - 1)]?.focus();
    this.#isLost = !this.#root.activeElement;
  }

  get #root(): ShadowRoot {
    return this.#element.shadowRoot!;
  }

  #reachable(): HTMLElement[] {
    const all = this.#root.querySelectorAll<HTMLElement>('button, a, summary, [tabindex]');
    return [...all].filter((each) => each.checkVisibility());
  }
}
