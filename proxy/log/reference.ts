import { AsyncLocalStorage } from 'node:async_hooks';
import { base32 } from '../keys/base32.ts';
import { randomBytes } from '../keys/random.ts';
import { isOnWorkers } from '../lib/scope.ts';

/** Made when it is first needed: most requests say nothing. */
type Reference = { text?: string };

const ofRequest = new AsyncLocalStorage<Reference>();

/** Works under a reference that have not ended. */
let underWay = 0;

/**
 * Runs `run` under a reference of its own, which its log lines and its answer carry; within another, under that one.
 * While nothing runs so, nothing follows promises either, which on Node 22 makes each of them twice as dear.
 */
export async function underOneReference<T>(run: () => Promise<T>): Promise<T> {
  if (ofRequest.getStore()) return run();
  underWay++;
  try {
    return await ofRequest.run({}, run);
  } finally {
    underWay--;
    // Workers follow promises without such a price, and cannot stop.
    if (underWay === 0 && !isOnWorkers) ofRequest.disable();
  }
}

/** The reference of the request for which this is done; undefined in the background. */
export function referenceOfRequest(): string | undefined {
  const reference = ofRequest.getStore();
  if (!reference) return undefined;
  reference.text ??= createReference();
  return reference.text;
}

/** The reference of the request, or a new one in the background. */
export function currentReference(): string {
  return referenceOfRequest() ?? createReference();
}

/** Finds one answer in the log: short, so that people can read it out. 40 bits. */
export function createReference(): string {
  const text = base32(randomBytes(5));
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
