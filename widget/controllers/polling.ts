import type { ReactiveController } from 'lit';
import type { ApiError } from '../api/client.ts';
import type { Desk } from '../state/element-state.ts';
import { currentLocale } from '../i18n/locale.ts';
import { onLangChange } from './lang-observer.ts';

const live = new Set<Live>();
let timer: ReturnType<typeof setTimeout> | undefined;
let looks = 0;

/**
 * Keeps an element up to date by itself while a payment is under way, and in the language of its place. All on a page
 * share one clock, so that their questions go out together.
 */
export class Live implements ReactiveController {
  readonly #desk: Desk;
  #wasMoving = false;
  #error: ApiError | null = null;
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
    this.#desk.element.refresh();
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
  }

  hostUpdated(): void {
    const { isMoving } = this;
    const { error } = this.#desk.session;
    // Who is in trouble is not to be asked as often.
    if (error && error !== this.#error) slacken();
    else if (isMoving && !this.#wasMoving) hasten();
    this.#error = error;
    this.#wasMoving = isMoving;
  }

  #followLang(): void {
    const { element, locale, session } = this.#desk;
    if (currentLocale(element) !== locale) this.#desk.speak().catch(session.fail);
  }
}

/** Starts over with short pauses: something has just begun to move. */
function hasten(): void {
  looks = 0;
  plan();
}

/** Goes on with longer pauses. */
function slacken(): void {
  looks = looks < 10 ? 10 : 20;
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

function listen(change: 'addEventListener' | 'removeEventListener'): void {
  document[change]('visibilitychange', hasten);
  for (const type of ['pageshow', 'focus', 'online']) window[change](type, hasten);
}
