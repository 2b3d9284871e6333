import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps the focus in the element where the button that had it goes with what it was for. */
export class Focus implements ReactiveController {
  readonly #element: ReactiveControllerHost & HTMLElement;
  #was = false;

  constructor(element: ReactiveControllerHost & HTMLElement) {
    this.#element = element;
    element.addController(this);
  }

  hostUpdate(): void {
    this.#was = this.#isInside;
  }

  hostUpdated(): void {
    if (this.#was && !this.#isInside) this.#element.focus();
  }

  get #isInside(): boolean {
    return Boolean(this.#element.shadowRoot?.activeElement);
  }
}
