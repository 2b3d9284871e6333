import { AsyncLocalStorage } from 'node:async_hooks';
import { createReference } from '../keys/random.ts';

const ofRequest = new AsyncLocalStorage<string>();

/** Gives all that `run` does and starts one reference: its lines in the log bear it, and so does its answer. */
export function underOneReference<T>(run: () => T): T {
  return ofRequest.run(createReference(), run);
}

/** The reference of the request for which this is done; undefined in the background. */
export function referenceOfRequest(): string | undefined {
  return ofRequest.getStore();
}

/** That of the request, or one of its own in the background. */
export function currentReference(): string {
  return referenceOfRequest() ?? createReference();
}
