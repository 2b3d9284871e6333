import type { ReactiveController } from '@lit/reactive-element';
import type { ElementState } from '../state/element-state.ts';

/** Refreshes an element when people or the network are back. */
export class RefreshOnReturn implements ReactiveController {
  readonly #state: ElementState;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: ElementState) {
    this.#state = state;
    state.host.addController(this);
  }

  hostConnected(): void {
    this.#listen('addEventListener');
  }

  hostDisconnected(): void {
    this.#listen('removeEventListener');
  }

  #listen(change: 'addEventListener' | 'removeEventListener'): void {
    document[change]('visibilitychange', this.#returned);
    for (const type of ['pageshow', 'focus', 'online']) window[change](type, this.#returned);
  }

  readonly #returned = (event: Event): void => {
    const { invoice, session, host } = this.#state;
    // A page that loads is shown once, when its first questions are already on their way.
    if (event instanceof PageTransitionEvent && !event.persisted) return;
    // What an administrator reads is only refreshed on request.
    if (document.hidden || !(invoice || session.error)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => host.refresh(), session.noAutoRetryBefore - performance.now());
  };
}
