import { base32 } from './base32.ts';

/** Finds one answer in the log: short, so that people can read it out. 40 bits. */
export function createReference(): string {
  const text = base32(crypto.getRandomValues(new Uint8Array(5)));
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** A random name that nothing else has: 128 bits. */
export function createId(prefix: string): string {
  return prefix + base32(crypto.getRandomValues(new Uint8Array(16)));
}
