import type { InvoiceView } from '../../shared/api.ts';
import { readInvoice } from '../api/batched-reads.ts';
import { ApiError } from '../api/client.ts';
import type { Chunks } from '../api/load-chunk.ts';
import { loadChunk } from '../api/load-chunk.ts';
import { timeAfter } from '../api/retry-after.ts';
import type { TokenRenewal } from '../api/token-renewal.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { InvoicePayStatusEvent } from '../events/status.ts';
import { currentLocale } from '../i18n/locale.ts';
import type { Host } from './host.ts';
import type { Message } from './message.ts';

/** The pause before an automatic retry, in milliseconds: doubled with each failure, up to a limit. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** What a session needs of the state that it belongs to. */
type Owner = {
  readonly host: Host;
  readonly chunks: Chunks;
  readonly session: Session;
  invoice: InvoiceView | null;
  accepts: (answer: unknown) => answer is InvoiceView;
  startWait: (pause: number) => void;
  reflectStatus: () => void;
  requestUpdate: () => void;
};

/**
 * One element's questions to its proxy with one token at one place in the page, and what is shown of them for now.
 * With another token, proxy or place the session is over: its answers are dropped, and nothing is shown, sent or opened.
 */
export class Session {
  /** An update that is on its way, shared by all who ask for one meanwhile; undefined before the first. */
  loading: Promise<void> | null | undefined;
  error: ApiError | null = null;
  /** About what just happened, such as a changed amount. */
  message: Message | null = null;
  /** The text of the live region, which screen readers announce. */
  liveText = '';
  /** The name of the button whose work is being done. */
  busy = '';
  readonly proxy: string;
  /** The same for two sessions with the same token and proxy. */
  readonly key: string;
  readonly #owner: Owner;
  readonly #token: string;
  readonly #tokenUrl: string | null;
  #renewal: TokenRenewal | undefined;
  /** No automatic retry before, by `performance.now()`. */
  noAutoRetryBefore = 0;
  /** In a row. */
  #failures = 0;
  /** How many answers were shown. */
  #shown = 0;

  /**
   * @param proxy the proxy's address, relative to the page or not; empty where nobody gave one
   * @param before the session that this one follows
   */
  constructor(owner: Owner, proxy: string, before?: Session) {
    const { token, tokenUrl } = owner.host;
    this.#owner = owner;
    this.proxy = proxy;
    this.#token = token ?? '';
    this.#tokenUrl = tokenUrl;
    this.key = keyOf(owner);
    if (this.key === before?.key) this.#renewal = before.#renewal;
  }

  get isOver(): boolean {
    const owner = this.#owner;
    return owner.session !== this || !owner.host.isConnected || this.key !== keyOf(owner);
  }

  /**
   * Asks with the token in use, which may be fresher than the one given.
   *
   * @param isFirst the token may now be about another invoice, and so are the questions that follow
   * @throws {ApiError} also where the session is over by then
   */
  ask<T>(question: (token: string) => Promise<T>, isFirst = false): Promise<T> {
    return this.whileCurrent(this.#asked(question, isFirst));
  }

  /** The result of some work. @throws also where the session is over by then */
  async whileCurrent<T>(work: Promise<T>): Promise<T> {
    const check = () => {
      if (this.isOver) throw new ApiError('over');
    };
    // Awaited, not chained: zone.js reports a chained rejection before anybody can handle it.
    try {
      const done = await work;
      check();
      return done;
    } catch (error) {
      check();
      throw error;
    }
  }

  /** Asks for the invoice, and shows it or the error. */
  async loadInvoice(): Promise<void> {
    const shown = this.#shown;
    // A payment that was made meanwhile has brought a newer answer.
    const isLatest = () => shown === this.#shown;
    try {
      const locale = currentLocale(this.#owner.host);
      const answer = await this.ask((token) => readInvoice(this.base, token, locale));
      if (isLatest()) this.show(answer);
    } catch (error) {
      if (isLatest()) this.fail(error);
    }
  }

  /** Shows an invoice that was just answered. @throws {ApiError} where it is none, or another one */
  show(answer: unknown): void {
    const owner = this.#owner;
    if (this.isOver || !owner.accepts(answer)) throw new ApiError('unreachable');
    const previous = owner.invoice;
    this.#shown++;
    owner.invoice = answer;
    owner.reflectStatus();
    this.clearError();
    if (previous?.status !== answer.status) this.send(new InvoicePayStatusEvent(answer, previous));
  }

  /** After a good answer. */
  clearError(): void {
    this.error = null;
    this.#failures = 0;
    this.#owner.requestUpdate();
  }

  /** Shows and sends an error. Any other than an `ApiError` is a fault of this code, and reported as such. */
  readonly fail = (error: unknown): void => {
    if (this.isOver) return;
    const shown = error instanceof ApiError ? error : new ApiError('unreachable');
    this.error = shown;
    // It is older than the error.
    this.message = null;
    this.noAutoRetryBefore = timeAfter(Math.min(FIRST_PAUSE * 2 ** this.#failures++, LONGEST_PAUSE));
    this.#owner.startWait(shown.retryAfter);
    this.#owner.requestUpdate();
    this.send(new InvoicePayErrorEvent(shown.code, shown.reference));
    if (shown !== error) reportError(error);
  };

  /** @returns false where the session is over, or the event was cancelled */
  send(event: Event): boolean {
    return !this.isOver && this.#owner.host.dispatchEvent(event) && !this.isOver;
  }

  /** The proxy's address, with a slash at its end. @throws {ApiError} where nobody gave one */
  get base(): string {
    if (!this.proxy) throw new ApiError('proxy_missing');
    return new URL(this.proxy.replace(/(?<!\/)\/*$/, '/'), document.baseURI).href;
  }

  async #asked<T>(question: (token: string) => Promise<T>, isFirst: boolean): Promise<T> {
    if (!this.#tokenUrl) return question(this.#token);
    const { TokenRenewal } = await loadChunk(this.#owner.chunks.tokenRenewal);
    this.#renewal ??= new TokenRenewal(this.#token, this.#tokenUrl);
    return this.#renewal.ask(this, question, isFirst);
  }
}

function keyOf({ host: { token, tokenUrl, proxy } }: Owner): string {
  return [token, tokenUrl, proxy].join(' ');
}
