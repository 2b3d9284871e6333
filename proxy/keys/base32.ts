import { base32nopad } from '@scure/base';

/** RFC 4648 section 6, in lower case and without padding: safe in paths, easy to read aloud. */
export function base32(bytes: Uint8Array): string {
  return base32nopad.encode(bytes).toLowerCase();
}

/**
 * The bytes of a text; undefined where `base32` would not have written it so. Surplus bits must be zero, or one MAC
 * could be written in several ways. RFC 4648 section 3.5
 */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  // Checked before the case is changed: in capitals ı is an I.
  if (!/^[a-z2-7]*$/.test(text)) return undefined;
  try {
    return new Uint8Array(base32nopad.decode(text.toUpperCase()));
  } catch {
    return undefined;
  }
}
