import type { TextGroup, Texts } from '../i18n/texts.ts';
import { ApiError, inTime } from './client.ts';

/** Imports a file; its argument counts in the build for the proxy, where it ends the file's address. */
export type Chunk<T> = (query?: string) => Promise<T>;

/** The files that the state needs. The element hands them in: only the element knows them (`element/lazy.ts`). */
export type Chunks = {
  qrPath: Chunk<Pick<typeof import('../../shared/qr-path.ts'), 'qrPath'>>;
  tokenRenewal: Chunk<Pick<typeof import('./token-renewal.ts'), 'TokenRenewal'>>;
  /** By group and language. */
  texts: Record<TextGroup, Record<string, Chunk<{ texts: Partial<Texts> }>>>;
};

const loaded = new Map<unknown, Promise<unknown>>();
let query = '';
let retries = 0;
let most = Number.POSITIVE_INFINITY;

/** For pages whose import map knows only so many addresses of each file. After the last one, that one is asked again. */
export function limitRetries(number: number): void {
  most = number;
}

/**
 * Imports a file of the element. Where that fails it is asked for once more, under another address: browsers remember
 * the addresses that failed. A file that came and threw, as where Trusted Types refuse lit-html, is also reported, since
 * an error in the element does not say why.
 *
 * @param chunk always the same function
 * @throws {ApiError} where the file cannot be had
 */
export function loadChunk<T>(chunk: Chunk<T>): Promise<T> {
  const retry = () => {
    if (retries < most) query = `?${++retries}`;
    return chunk(query);
  };
  let loading = loaded.get(chunk) as Promise<T> | undefined;
  if (!loading) {
    loading = inTime(chunk(query).catch(retry)).catch((error) => {
      if (!isLoadFailure(error)) reportError(error);
      throw new ApiError('unreachable');
    });
    loaded.set(chunk, loading);
    loading.catch(() => loaded.delete(chunk));
  }
  return loading;
}

/** Whether a file did not come at all, in the words of browsers ("Failed to fetch dynamically imported module") and bundlers. */
function isLoadFailure(error: unknown): boolean {
  return error instanceof ApiError || /import|chunk/i.test(String(error));
}
