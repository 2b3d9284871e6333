import { base32 } from './base32.ts';

/** Fills bytes with what nobody can guess, and answers them. */
export type Random = (bytes: Uint8Array) => Uint8Array;

const RUNTIMES_OWN: Random = (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);

let random = RUNTIMES_OWN;

/**
 * Takes the place of the runtime's own from now on. It is that of the process, not of one proxy: errors and notifications get
 * their ids where no part of a proxy is at hand.
 */
export function useRandom(given = RUNTIMES_OWN): void {
  random = given;
}

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  random(bytes);
  return bytes;
}

/** A random name that nothing else has: 128 bits. */
export function createId(prefix: string): string {
  return prefix + base32(randomBytes(16));
}
