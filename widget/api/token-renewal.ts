import { ApiError, inTime, PATIENCE } from './client.ts';
import { payload, tokenClaims } from './token-claims.ts';

/** A token this close to its end is renewed first, in milliseconds: it must outlive the request and some clock skew. */
const MARGIN = 60_000;

/** RFC 7515, section 7.1. */
const THREE_PARTS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Those who ask: once they are gone, nothing is asked for them. */
type Asker = { readonly isOver: boolean };

/** Keeps a token fresh: before it expires, and where the proxy refuses it. */
export class TokenRenewal {
  #token: string;
  readonly #url: URL;
  #renewal: Promise<void> | null = null;
  /** Why there is no fresh token; null where there is one. */
  #error: ApiError | null = null;
  /** What the questions are about. */
  #subject = '';
  /** The address may not be asked before, by `performance.now()`. */
  #waitsUntil = 0;
  /** By this device's clock even a fresh token has expired, so the clock is wrong and only the proxy can judge. */
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
  async ask<T>(asker: Asker, question: (token: string) => Promise<T>, isFirst: boolean): Promise<T> {
    if (!this.#token || (isStale(this.#token) && !this.#isClockWrong)) await this.#renewed();
    // A token that could not be renewed may still be accepted.
    if (!this.#token) throw this.#error;
    if (isFirst) this.#subject = tokenClaims(this.#token).subject;
    this.#check(asker);
    try {
      return await question(this.#token);
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
      await this.#renewed();
      if (this.#error) throw this.#error;
      this.#check(asker);
      // Once: a token that is refused although it is fresh will be refused again.
      return question(this.#token);
    }
  }

  /** Nothing is asked with the token of another invoice, and nothing that nobody waits for. */
  #check({ isOver }: Asker): void {
    if (isOver || tokenClaims(this.#token).subject !== this.#subject) throw new ApiError('token_unavailable');
  }

  /** One renewal serves all who ask meanwhile. */
  #renewed(): Promise<void> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renew(): Promise<void> {
    if (performance.now() < this.#waitsUntil) return;
    // The request carries credentials, so another origin is never asked. `self.origin` is also right in `about:srcdoc`.
    const isOwn = self.origin !== 'null' && this.#url.origin === self.origin;
    const answer = isOwn ? await fetchText(this.#url) : {};
    const { token = '', response } = answer;
    if (THREE_PARTS.test(token) && payload(token).aud) {
      this.#token = token;
      this.#error = null;
      this.#isClockWrong = isStale(token);
    } else {
      this.#error = new ApiError('token_unavailable', null, response);
      this.#waitsUntil = performance.now() + this.#error.retryAfter;
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

/** By the browser's clock. A token without `exp` never expires. */
function isStale(token: string): boolean {
  return Number(payload(token).exp) * 1000 - Date.now() < MARGIN;
}

/** By status or by code: in an answer about many invoices none has a status of its own, and a gateway's answer has no code. */
function isRefusedToken(error: unknown): boolean {
  return (
    error instanceof ApiError && (error.status === 401 || /^(token_expired|invalid_token)$/.test(error.code))
  );
}
