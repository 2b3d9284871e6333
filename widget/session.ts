import type { InvoiceView } from '../proxy/types.ts';
import { ApiError, type Call, call, PATIENCE } from './api.ts';
import { read } from './reads.ts';
import { tokenFacts } from './token.ts';

/** A token this close to its end is renewed first, in milliseconds: it must outlive the request and some clock skew. */
const RENEWAL = 60_000;

/** One element's conversation with its proxy: keeps the token fresh and never asks before it may. */
export class Session {
  /** BCP 47 */
  language = 'en';
  readonly #proxy: string;
  readonly #tokenUrl: string | null;
  #token: string | null;
  #renewal: Promise<string> | null = null;
  #refusal: ApiError | null = null;

  /** @param proxy the proxy's address, relative to the page or not; empty where nobody gave one */
  constructor(proxy: string, token: string | null, tokenUrl: string | null) {
    this.#proxy = proxy;
    this.#token = token;
    this.#tokenUrl = tokenUrl;
  }

  /** Until when the proxy wants to be left alone, in milliseconds since 1970. */
  get retryAt(): number {
    return this.#refusal?.retryAt ?? 0;
  }

  /** The token in use, which may be fresher than the one given; empty where there is none yet. */
  token(): Promise<string> {
    const token = this.#token ?? '';
    const stale = !token || tokenFacts(token).expiresAt - Date.now() < RENEWAL;
    return this.#tokenUrl && stale ? this.#renewed() : Promise.resolve(token);
  }

  /** @throws {ApiError} */
  read(): Promise<InvoiceView> {
    return this.#ask((token) => read(this.#base(), token, this.language));
  }

  /**
   * @param path without a slash before it, such as `v1/invoice/refresh`
   * @throws {ApiError}
   */
  call<T>(method: Call['method'], path: string, body?: object): Promise<T> {
    return this.#ask((token) =>
      call<T>({ method, url: this.#base() + path, language: this.language, token, ...(body && { body }) }),
    );
  }

  async #ask<T>(question: (token: string) => Promise<T>): Promise<T> {
    if (this.#refusal && Date.now() < this.#refusal.retryAt) throw this.#refusal;
    try {
      const token = await this.token();
      try {
        return await question(token);
      } catch (error) {
        // Once: a token that is refused although it is fresh will be refused again.
        if (!this.#tokenUrl || !isRefusedToken(error)) throw error;
        return await question(await this.#renewed());
      }
    } catch (error) {
      if (error instanceof ApiError && error.retryAt) this.#refusal = error;
      throw error;
    }
  }

  #base(): string {
    if (!this.#proxy) throw new ApiError('proxy_missing');
    return new URL(this.#proxy.replace(/\/*$/, '/'), document.baseURI).href;
  }

  /** One renewal serves all who ask meanwhile. */
  #renewed(): Promise<string> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renew(): Promise<string> {
    const url = new URL(this.#tokenUrl!, document.baseURI);
    // Credentials travel with it, so another origin is never asked.
    const token = url.origin === location.origin ? await fetchText(url) : '';
    if (token) {
      this.#token = token;
    } else if (!this.#token || tokenFacts(this.#token).expiresAt < Date.now()) {
      throw new ApiError('token_unavailable');
    }
    return this.#token!;
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

function isRefusedToken(error: unknown): boolean {
  return error instanceof ApiError && /^(token_expired|invalid_token)$/.test(error.code);
}
