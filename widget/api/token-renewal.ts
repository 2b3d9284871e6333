import { ApiError, inTime, PATIENCE } from './client.ts';
import type { Session } from '../state/session.ts';
import { payload, tokenFacts } from './token-claims.ts';

/** A token this close to its end is renewed first, in milliseconds: it must outlive the request and some clock skew. */
const MARGIN = 60_000;

/** RFC 7515, section 7.1. */
const THREE_PARTS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Keeps a token fresh: before it expires, and where the proxy refuses it. */
export class Renewal {
  #token: string;
  readonly #url: URL;
  #renewal: Promise<void> | null = null;
  /** Why there is no fresh token; null where there is one. */
  #error: ApiError | null = null;
  /** What the questions are about. */
  #subject = '';
  /** Until when the address wants to be left alone, by the page's own clock in milliseconds. */
  #restsUntil = 0;
  /** By this clock even a fresh token has expired, so that it says nothing: the proxy judges. */
  #isClockWrong = false;

  /**
   * @param token the first one; empty where there is none yet
   * @param url answers a fresh token as text; asked only on the page's own origin
   */
  constructor(token: string, url: string) {
    this.#token = token;
    this.#url = new URL(url, document.baseURI);
  }

  /**
   * Asks with the token, and once more with a fresh one, always about the same thing.
   *
   * @param isFirst where the token may be about another thing from now on
   * @throws {ApiError}
   */
  async ask<T>(session: Session, question: (token: string) => Promise<T>, isFirst: boolean): Promise<T> {
    if (!this.#token || (isStale(this.#token) && !this.#isClockWrong)) await this.#renewed();
    // One that could not be renewed may be good all the same.
    if (!this.#token) throw this.#error;
    if (isFirst) this.#subject = tokenFacts(this.#token).subject;
    this.#check(session);
    try {
      return await question(this.#token);
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
      await this.#renewed();
      if (this.#error) throw this.#error;
      this.#check(session);
      // Once: a token that is refused although it is fresh will be refused again.
      return question(this.#token);
    }
  }

  /** What was pressed for one invoice is not asked for another, and what nobody waits for is not asked at all. */
  #check({ isOver }: Session): void {
    if (isOver || tokenFacts(this.#token).subject !== this.#subject) throw new ApiError('token_unavailable');
  }

  /** One renewal serves all who ask meanwhile. */
  #renewed(): Promise<void> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renew(): Promise<void> {
    if (performance.now() < this.#restsUntil) return;
    // Credentials travel with it, so another origin is never asked. A frame without an address has its page's.
    const isOwn = self.origin !== 'null' && this.#url.origin === self.origin;
    const answer = isOwn ? await fetchText(this.#url) : {};
    const { token = '', response } = answer;
    if (THREE_PARTS.test(token) && payload(token).aud) {
      this.#token = token;
      this.#error = null;
      this.#isClockWrong = isStale(token);
    } else {
      this.#error = new ApiError('token_unavailable', null, response);
      this.#restsUntil = performance.now() + this.#error.restFor;
    }
  }
}

type Fetched = { token?: string; response?: Response };

/** The text at an address, where it can be had. */
async function fetchText(url: URL): Promise<Fetched> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await inTime(fetch(url, { cache: 'no-store', signal }));
    return { response, ...(response.ok && { token: (await inTime(response.text())).trim() }) };
  } catch {
    return {};
  }
}

/** By the browser's clock. A token that does not say when it expires never does. */
function isStale(token: string): boolean {
  return Number(payload(token).exp) * 1000 - Date.now() < MARGIN;
}

/** However it was said: an answer about many invoices has no status for each, and a gateway's has no code. */
function isRefusedToken(error: unknown): boolean {
  return (
    error instanceof ApiError && (error.status === 401 || /^(token_expired|invalid_token)$/.test(error.code))
  );
}
