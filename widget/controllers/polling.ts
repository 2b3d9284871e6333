import type { ReactiveController } from '@lit/reactive-element';
import { pollingPause } from '../../shared/polling.ts';
import type { ApiError } from '../api/client.ts';
import type { ElementState } from '../state/element-state.ts';

const connected = new Set<Polling>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** How often was asked since something last began. */
let rounds = 0;

/**
 * Refreshes an element while a payment is in progress. All elements of a page share one timer, so that their questions
 * go out together.
 */
export class Polling implements ReactiveController {
  readonly #state: ElementState;
  /** What was in progress last; undefined for nothing. */
  #last: string | undefined;
  #error: ApiError | null = null;

  constructor(state: ElementState) {
    this.#state = state;
    state.host.addController(this);
  }

  /** A payment was started and may still bring money. */
  get isInProgress(): boolean {
    const { payment, stillPayable } = this.#state.invoice ?? {};
    const isUnderWay = /^(open|pending|authorized)$/.test(payment?.status ?? '');
    return isUnderWay || (stillPayable?.some(({ bankTransfer }) => !bankTransfer) ?? false);
  }

  refresh(): void {
    this.#state.host.refresh();
  }

  hostConnected(): void {
    if (connected.size === 0) listen('addEventListener');
    connected.add(this);
    restart();
  }

  hostDisconnected(): void {
    connected.delete(this);
    if (connected.size === 0) listen('removeEventListener');
    schedule();
  }

  hostUpdated(): void {
    const { error } = this.#state.session;
    const { createdAt, method } = this.#state.invoice?.payment ?? {};
    const now = this.isInProgress ? `${createdAt} ${method}` : undefined;
    // A proxy in trouble is asked less often.
    if (error && error !== this.#error) slowDown();
    else if (now && now !== this.#last) restart();
    this.#error = error;
    this.#last = now;
  }
}

/** Starts again with short pauses. */
function restart(): void {
  rounds = 0;
  schedule();
}

/** Goes on with the next longer pauses. */
function slowDown(): void {
  rounds = rounds < 10 ? 10 : 20;
  schedule();
}

function schedule(): void {
  clearTimeout(timer);
  const isInProgress = [...connected].some((each) => each.isInProgress);
  if (isInProgress && !document.hidden) timer = setTimeout(tick, pollingPause(rounds));
}

function tick(): void {
  rounds++;
  for (const each of connected) if (each.isInProgress) each.refresh();
  schedule();
}

function listen(change: 'addEventListener' | 'removeEventListener'): void {
  document[change]('visibilitychange', restart);
  for (const type of ['pageshow', 'focus', 'online']) window[change](type, restart);
}
