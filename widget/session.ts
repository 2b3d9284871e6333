import type { InvoiceView } from '../proxy/types.ts';
import { ApiError, load } from './api.ts';
import { read } from './reads.ts';
import type { Renewal } from './renewal.ts';

/** One element's conversation with its proxy. */
export class Session {
  /** A look that is on its way, for all who want one meanwhile. */
  looking: Promise<void> | null = null;
  readonly #proxy: string;
  readonly #token: string;
  readonly #renewal: Promise<Renewal> | null;

  /**
   * @param proxy the proxy's address, relative to the page or not; empty where nobody gave one
   * @param tokenUrl answers a fresh token as text
   */
  constructor(proxy: string, token: string | null, tokenUrl: string | null) {
    this.#proxy = proxy;
    this.#token = token ?? '';
    this.#renewal = tokenUrl ? renewal(this.#token, tokenUrl) : null;
  }

  /** @param language BCP 47, for the words in the answer. @throws {ApiError} */
  read(language: string): Promise<InvoiceView> {
    return this.ask((token) => read(this.base, token, language));
  }

  /** Asks with the token in use, which may be fresher than the one given. @throws {ApiError} */
  async ask<T>(question: (token: string) => Promise<T>): Promise<T> {
    const renewal = await this.#renewal;
    return renewal ? renewal.ask(question) : question(this.#token);
  }

  /** The proxy's address, with a slash at its end. @throws {ApiError} where nobody gave one */
  get base(): string {
    if (!this.#proxy) throw new ApiError('proxy_missing');
    return new URL(this.#proxy.replace(/(?<!\/)\/*$/, '/'), document.baseURI).href;
  }
}

async function renewal(token: string, tokenUrl: string): Promise<Renewal> {
  const { Renewal } = await load(() => import('./renewal.ts'));
  return new Renewal(token, tokenUrl);
}
