import { AsyncLocalStorage } from 'node:async_hooks';

/** https://developers.cloudflare.com/workers/runtime-apis/web-standards/#navigatoruseragent */
export const isOnWorkers = globalThis.navigator?.userAgent === 'Cloudflare-Workers';

/** One request, or one round of the background, on Workers. */
type Scope = { own: Map<object, unknown>; underWay: Set<Promise<unknown>> };

const scopes = new AsyncLocalStorage<Scope>();

/**
 * Runs a request, or a round of the background. On Workers a request may not use what another has opened, waits for ever
 * for what another does, and takes all that it has under way with it when it ends; elsewhere this does nothing.
 * https://developers.cloudflare.com/workers/observability/errors/#cannot-perform-io-on-behalf-of-a-different-request
 * @param hold is given the end of all work, that which goes on after the answer included
 */
export function inScope<T>(run: () => Promise<T>, hold: (end: Promise<void>) => void): Promise<T> {
  if (!isOnWorkers) return run();
  const scope: Scope = { own: new Map(), underWay: new Set() };
  const result = scopes.run(scope, run);
  scopes.run(scope, () => goesOn(result));
  hold(settled(scope));
  return result;
}

/** Runs a round of the background, and ends when all of its work has. */
export async function inBackground<T>(run: () => Promise<T>): Promise<T> {
  let end: Promise<void> | undefined;
  try {
    return await inScope(run, (settled) => {
      end = settled;
    });
  } finally {
    await end;
  }
}

async function settled({ underWay }: Scope): Promise<void> {
  while (underWay.size > 0) await Promise.allSettled(underWay);
}

/** Says that `work` goes on although nobody may be waiting for it any more. */
export function goesOn(work: Promise<unknown>): void {
  const underWay = scopes.getStore()?.underWay;
  if (!underWay) return;
  const end = () => void underWay.delete(work);
  underWay.add(work);
  work.then(end, end);
}

/** What all requests share while work is under way, made at the first use; on Workers each request has its own. */
export function perScope<T>(make: () => T): () => T {
  const shared = new Map<object, unknown>();
  return () => {
    const own = scopes.getStore()?.own ?? shared;
    if (!own.has(make)) own.set(make, make());
    return own.get(make) as T;
  };
}
