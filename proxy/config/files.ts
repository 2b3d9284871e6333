import { z } from 'zod';
import { readDataUrl } from '../lib/data-url.ts';

/** Where file names may stand in the configuration. Runtimes without files give none. */
export type ReadFile = (path: string) => Uint8Array<ArrayBuffer>;

/** A public key of the host, from INVOICE_JWKS. */
export type PublicJwk = {
  kty: string;
  crv: string;
  kid?: string | undefined;
  x: string;
  y?: string | undefined;
};

const LOGO_TYPES: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

/** 32 bytes as base64url: a coordinate of either curve. RFC 7518 section 6.2.1.2, RFC 8037 section 2 */
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const kid = z.string().optional();

const publicJwks = z.object({
  keys: z
    .array(
      z.union([
        z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, kid }),
        z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate, kid }),
      ]),
    )
    .min(1),
});

/** The host's public keys, as JSON or from a file. */
export function readJwks(value: string | undefined, readFile: ReadFile | undefined): PublicJwk[] {
  if (!value) return [];
  const text = value.startsWith('{') ? value : new TextDecoder().decode(fileAt(value, readFile));
  const expected = 'expected a JWK Set of public keys, Ed25519 or P-256, as JSON or as a file';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(expected);
  }
  const parsed = publicJwks.safeParse(json);
  if (!parsed.success) throw new Error(expected);
  if (parsed.data.keys.some((key) => 'd' in key))
    throw new Error('expected public keys; a private key is in the set');
  return parsed.data.keys as PublicJwk[];
}

/** An image as a `data:` URL, so that no page asks another server for it. */
export function readLogo(value: string | undefined, readFile: ReadFile | undefined): string | null {
  if (!value) return null;
  const expected = 'expected a file (svg, png, jpg, webp) or a data: URL of an image, never an address';
  if (/^image\/[\w.+-]+$/.test(dataTypeOf(value))) return value;
  const type = LOGO_TYPES[value.split('.').at(-1)?.toLowerCase() ?? ''];
  if (!type || /^[a-z]+:/i.test(value)) throw new Error(expected);
  const binary = Array.from(fileAt(value, readFile), (byte) => String.fromCharCode(byte)).join('');
  return `data:${type};base64,${btoa(binary)}`;
}

function dataTypeOf(value: string): string {
  return (value.startsWith('data:') && readDataUrl(value)?.type) || '';
}

function fileAt(path: string, readFile: ReadFile | undefined): Uint8Array<ArrayBuffer> {
  let why = '';
  try {
    if (readFile) return readFile(path);
  } catch (error) {
    // The path stands in the variable, for the operator to see.
    why = ` (${(error as NodeJS.ErrnoException).code})`;
  }
  throw new Error(`expected a file that can be read${why}`);
}
