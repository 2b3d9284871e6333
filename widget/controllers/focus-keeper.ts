import type { ReactiveController } from '@lit/reactive-element';
import type { Host } from '../state/host.ts';

/**
 * Keeps the focus in the element when the focused control is removed: at the same place in the tab order, or at the last
 * control. While the element has no control, the focus waits for the next one, unless it is elsewhere by then.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: Host;
  /** The place of the focused control in the tab order; -1 for none. */
  #place = -1;
  #isLost = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
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
    // Where the focus goes on, people already look: the page must not jump.
    reachable[Math.min(this.#place, reachable.length - 1)]?.focus({ preventScroll: true });
    this.#isLost = !this.#root.activeElement;
  }

  get #root(): ShadowRoot {
    return this.#host.shadowRoot!;
  }

  #reachable(): HTMLElement[] {
    const all = this.#root.querySelectorAll<HTMLElement>('button, input, a, summary, [tabindex]');
    return [...all].filter((each) => each.checkVisibility());
  }
}
