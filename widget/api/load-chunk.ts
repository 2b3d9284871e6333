import { ApiError, inTime } from './client.ts';

/** Imports a file; its argument counts in the build for the proxy, where it ends the file's address. */
export type Chunk<T> = (query?: string) => Promise<T>;

const loaded = new Map<unknown, Promise<unknown>>();
let query = '';
let retries = 0;

/**
 * Imports a file of the element. Where that fails it is asked for once more, under another address: browsers remember
 * the addresses that failed.
 *
 * @param chunk always the same function
 * @throws {ApiError} where the file cannot be had
 */
export function loadChunk<T>(chunk: Chunk<T>): Promise<T> {
  const retry = () => {
    query = `?${++retries}`;
    return chunk(query);
  };
  let loading = loaded.get(chunk) as Promise<T> | undefined;
  if (!loading) {
    loading = inTime(chunk(query).catch(retry)).catch(() => {
      throw new ApiError('unreachable');
    });
    loaded.set(chunk, loading);
    loading.catch(() => loaded.delete(chunk));
  }
  return loading;
}
