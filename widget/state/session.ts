import { ApiError, load } from '../api/client.ts';
import type { Desk } from './element-state.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { InvoicePayStatusEvent } from '../events/status.ts';
import { currentLocale } from '../i18n/locale.ts';
import type { Sentence } from './invoice-messages.ts';
import { after } from '../api/retry-after.ts';
import { read } from '../api/batched-reads.ts';
import type { Renewal } from '../api/token-renewal.ts';

/** How long after a failure it is not asked again by itself, in milliseconds: twice as long after each, up to a limit. */
const SOON = 1_000;
const LATE = 30_000;

const renewal = async () => (await import('../api/token-renewal.ts')).Renewal;

/**
 * One element's conversation with its proxy, about one token at one place in the page, and what is shown of it for now.
 * With another token, proxy or place it is over: no answer comes of it any more, and nothing is shown, sent or opened.
 */
export class Session {
  /** A look that is on its way, for all who want one meanwhile; undefined before the first. */
  looking: Promise<void> | null | undefined;
  error: ApiError | null = null;
  /** A sentence about what just happened, such as a changed amount. */
  notice: Sentence | null = null;
  /** What was last spoken to those who do not see. */
  said = '';
  /** The button whose work is being done, by its name. */
  busy = '';
  readonly proxy: string;
  /** What the conversation is about, as the element has it. */
  readonly key: string;
  readonly #desk: Desk;
  readonly #token: string;
  readonly #tokenUrl: string | null;
  #renewal: Renewal | undefined;
  /** When it may be asked again by itself, by the page's own clock in milliseconds. */
  retryAt = 0;
  /** In a row. */
  #failures = 0;
  /** How many views were shown. */
  #shown = 0;

  /**
   * @param proxy the proxy's address, relative to the page or not; empty where nobody gave one
   * @param before the conversation that this one follows
   */
  constructor(desk: Desk, proxy: string, before?: Session) {
    const { token, tokenUrl } = desk.element;
    this.#desk = desk;
    this.proxy = proxy;
    this.#token = token ?? '';
    this.#tokenUrl = tokenUrl;
    this.key = keyOf(desk);
    if (this.key === before?.key) this.#renewal = before.#renewal;
  }

  get isOver(): boolean {
    const desk = this.#desk;
    return desk.session !== this || !desk.element.isConnected || this.key !== keyOf(desk);
  }

  /**
   * Asks with the token in use, which may be fresher than the one given.
   *
   * @param isFirst where it may be about something else than the last one, too: what is asked next is about that
   * @throws {ApiError} also where it is over by then
   */
  ask<T>(question: (token: string) => Promise<T>, isFirst = false): Promise<T> {
    return this.own(this.#asked(question, isFirst));
  }

  /** What comes of something that takes its time. @throws also where the conversation is over by then */
  async own<T>(work: Promise<T>): Promise<T> {
    const check = () => {
      if (this.isOver) throw new ApiError('over');
    };
    // Awaited, since zone.js takes what it chains by itself for unhandled before anybody can handle it.
    try {
      const done = await work;
      check();
      return done;
    } catch (error) {
      check();
      throw error;
    }
  }

  /** Asks for the view again. What fails is shown. */
  async look(): Promise<void> {
    const shown = this.#shown;
    // A payment made meanwhile has shown a later view.
    const isLatest = () => shown === this.#shown;
    try {
      const view = await this.ask((token) => read(this.base, token, currentLocale(this.#desk.element)));
      if (isLatest()) this.show(view);
    } catch (error) {
      if (isLatest()) this.fail(error);
    }
  }

  /** Shows a view that was just answered. @throws {ApiError} where it is none, or not of this invoice */
  show(view: unknown): void {
    const desk = this.#desk;
    if (this.isOver || !desk.accepts(view)) throw new ApiError('unreachable');
    const previous = desk.invoice;
    this.#shown++;
    desk.invoice = view;
    desk.reflect();
    this.heal();
    if (previous?.status !== view.status) this.send(new InvoicePayStatusEvent(view, previous));
  }

  /** What was asked was answered. */
  heal(): void {
    this.error = null;
    this.#failures = 0;
    this.#desk.redraw();
  }

  /** Shows and sends an error. Other than the proxy's are ours, and reported as such. */
  readonly fail = (error: unknown): void => {
    if (this.isOver) return;
    const shown = error instanceof ApiError ? error : new ApiError('unreachable');
    this.error = shown;
    // It was said of what was before.
    this.notice = null;
    this.retryAt = after(Math.min(SOON * 2 ** this.#failures++, LATE));
    this.#desk.rest(shown.restFor);
    this.#desk.redraw();
    this.send(new InvoicePayErrorEvent(shown.code, shown.reference));
    if (shown !== error) reportError(error);
  };

  /** @returns false where it is over, or somebody prevented what was to follow */
  send(event: Event): boolean {
    return !this.isOver && this.#desk.element.dispatchEvent(event) && !this.isOver;
  }

  /** The proxy's address, with a slash at its end. @throws {ApiError} where nobody gave one */
  get base(): string {
    if (!this.proxy) throw new ApiError('proxy_missing');
    return new URL(this.proxy.replace(/(?<!\/)\/*$/, '/'), document.baseURI).href;
  }

  async #asked<T>(question: (token: string) => Promise<T>, isFirst: boolean): Promise<T> {
    if (!this.#tokenUrl) return question(this.#token);
    const Renewal = await load(renewal);
    this.#renewal ??= new Renewal(this.#token, this.#tokenUrl);
    return this.#renewal.ask(this, question, isFirst);
  }
}

function keyOf({ element: { token, tokenUrl, proxy } }: Desk): string {
  return [token, tokenUrl, proxy].join(' ');
}
