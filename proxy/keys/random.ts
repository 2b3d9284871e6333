import { base32 } from './base32.ts';

/** A random name that nothing else has: 128 bits. */
export function createId(prefix: string): string {
  return prefix + base32(crypto.getRandomValues(new Uint8Array(16)));
}
