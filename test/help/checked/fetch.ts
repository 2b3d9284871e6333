import { problemOf } from './check.ts';
import { fail } from './fail.ts';

/** `fetch` for a proxy in another process, at the root of its address: what it answers is checked on arrival. */
export async function fetch(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await globalThis.fetch(url, init);
  const { status, headers, redirected } = response;
  const { method = 'GET' } = init;
  const path = new URL(url).pathname;
  const authorization = new Headers(init.headers).get('authorization');
  // One that is cut off tells nothing of the rest.
  const text = await response
    .clone()
    .text()
    .catch(() => undefined);
  if (redirected || text === undefined) return response;
  const problem = problemOf({ method, path, authorization, status, headers, text });
  if (problem) fail(`${method} ${path}: ${problem}`);
  return response;
}
