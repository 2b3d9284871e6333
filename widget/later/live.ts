import type { ReactiveController } from 'lit';
import type { ApiError } from '../api.ts';
import type { Desk } from '../desk.ts';
import { currentLocale } from '../language.ts';
import { onLangChange } from './lang-change.ts';

/** What setTimeout can wait at most, in milliseconds; more would be taken for none. */
const LONGEST_WAIT = 2 ** 31 - 1;

const live = new Set<Live>();
let timer: ReturnType<typeof setTimeout> | undefined;
let looks = 0;

/**
 * Keeps an element up to date: looks again when the page comes back, by itself while a payment is under way, and
 * where the proxy asked for a pause, after it. All on a page share one clock, so that their questions go out together.
 */
export class Live implements ReactiveController {
  readonly #desk: Desk;
  #wasMoving = false;
  #error: ApiError | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #forgetLang = () => {};

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.element.addController(this);
  }

  /** An attempt was started and may still bring money, so that news may come any moment. */
  get isMoving(): boolean {
    const { payment, stillPayable } = this.#desk.invoice ?? {};
    const isUnderWay = /^(open|pending|authorized)$/.test(payment?.status ?? '');
    return isUnderWay || (stillPayable?.some(({ bankTransfer }) => !bankTransfer) ?? false);
  }

  look(): void {
    // What an administrator reads moves only when asked.
    if (this.#desk.invoice || this.#desk.error) this.#desk.element.refresh();
  }

  hostConnected(): void {
    if (live.size === 0) listen('addEventListener');
    live.add(this);
    hasten();
    this.#forgetLang = onLangChange(this.#desk.element, () => this.#followLang());
  }

  hostDisconnected(): void {
    live.delete(this);
    if (live.size === 0) listen('removeEventListener');
    plan();
    this.#forgetLang();
    clearTimeout(this.#retry);
  }

  hostUpdate(): void {
    const { error } = this.#desk;
    if (error === this.#error) return;
    this.#error = error;
    this.#rest(pauseAfter(error?.retryAfter));
  }

  hostUpdated(): void {
    const { isMoving } = this;
    if (isMoving && !this.#wasMoving) hasten();
    this.#wasMoving = isMoving;
  }

  #followLang(): void {
    const { element, locale, fail } = this.#desk;
    if (currentLocale(element) !== locale) this.#desk.speak().catch(fail);
  }

  /** Leaves the proxy alone, then looks again. */
  #rest(milliseconds: number): void {
    clearTimeout(this.#retry);
    this.#desk.resting = milliseconds > 0;
    if (!this.#desk.resting) return;
    this.#retry = setTimeout(() => {
      this.#desk.resting = false;
      this.look();
    }, milliseconds);
  }
}

/** `Retry-After` is a number of seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function pauseAfter(header: string | null | undefined): number {
  if (!header) return 0;
  const wait = Number(header) >= 0 ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Math.min(wait || 0, LONGEST_WAIT);
}

/** Starts over with short pauses: something has just begun to move. */
function hasten(): void {
  looks = 0;
  plan();
}

/** In milliseconds: ten times 3 seconds, ten times 10, then 30. */
function pause(): number {
  return looks < 10 ? 3_000 : looks < 20 ? 10_000 : 30_000;
}

function plan(): void {
  clearTimeout(timer);
  const isMoving = [...live].some((each) => each.isMoving);
  if (isMoving && !document.hidden) timer = setTimeout(tick, pause());
}

function tick(): void {
  looks++;
  for (const each of live) if (each.isMoving) each.look();
  plan();
}

function wake(event: Event): void {
  // As a page loads, it shows itself once; its first questions are on their way already.
  if (event instanceof PageTransitionEvent && !event.persisted) return;
  if (!document.hidden) for (const each of live) each.look();
  hasten();
}

function listen(change: 'addEventListener' | 'removeEventListener'): void {
  document[change]('visibilitychange', wake);
  for (const type of ['pageshow', 'focus', 'online']) window[change](type, wake);
}
