import { ApiError, PATIENCE } from './api.ts';
import { payload } from './token.ts';

/** A token this close to its end is renewed first, in milliseconds: it must outlive the request and some clock skew. */
const MARGIN = 60_000;

/** Keeps a token fresh: before it expires, and where the proxy refuses it. */
export class Renewal {
  #token: string;
  readonly #url: URL;
  #renewal: Promise<string> | null = null;

  /**
   * @param token the first one; empty where there is none yet
   * @param url answers a fresh token as text; asked only on the page's own origin
   */
  constructor(token: string, url: string) {
    this.#token = token;
    this.#url = new URL(url, document.baseURI);
  }

  /** A token that will outlive a request. */
  async #fresh(): Promise<string> {
    const isStale = !this.#token || expiry(this.#token) - Date.now() < MARGIN;
    return isStale ? this.#renewed() : this.#token;
  }

  /** Asks with the token, and once more with a fresh one. @throws {ApiError} */
  async ask<T>(question: (token: string) => Promise<T>): Promise<T> {
    try {
      return await question(await this.#fresh());
    } catch (error) {
      // Once: a token that is refused although it is fresh will be refused again.
      if (!isRefusedToken(error)) throw error;
      return question(await this.#renewed());
    }
  }

  /** One renewal serves all who ask meanwhile. */
  #renewed(): Promise<string> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renew(): Promise<string> {
    // Credentials travel with it, so another origin is never asked.
    const token =
      self.origin !== 'null' && this.#url.origin === self.origin ? await fetchText(this.#url) : '';
    if (token) this.#token = token;
    else if (!this.#token || expiry(this.#token) < Date.now()) {
      throw new ApiError('token_unavailable');
    }
    return this.#token;
  }
}

/** The text at an address; empty where it cannot be had. */
async function fetchText(url: URL): Promise<string> {
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    return response.ok ? (await response.text()).trim() : '';
  } catch {
    return '';
  }
}

/** In milliseconds since 1970; never where the token does not say. */
function expiry(token: string): number {
  return (payload(token).exp ?? Infinity) * 1000;
}

function isRefusedToken(error: unknown): boolean {
  return error instanceof ApiError && /^(token_expired|invalid_token)$/.test(error.code);
}
