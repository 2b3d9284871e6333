import type { CompactJWSHeaderParameters } from 'jose';
import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { compactVerify } from 'jose/jws/compact/verify';
import type { VerificationKey } from './verification-keys.ts';

/** The names of algorithms that the log repeats; any other text in a token is the caller's. RFC 7518, RFC 8037, RFC 9864 */
const ALGORITHM = /^(none|(HS|RS|ES|PS)(256|384|512)|EdDSA|Ed25519)$/;

/** Another secret that the token may be signed with, and what the log says if it is. */
type Reading = { why: string; secret: Uint8Array };

const AS_TEXT = 'the secret is the text as it stands';

/**
 * Returns a function that says why no key fits a token: for the log, in one of a few fixed sentences, so that nothing of
 * the token or of a secret gets there.
 */
export function createSignatureExplainer(invoiceSecrets: readonly string[], proxySecrets: readonly string[]) {
  const readings: Reading[] = [
    ...invoiceSecrets.flatMap(readingsOf),
    ...proxySecrets.map((secret) =>
      reading('it is signed with PROXY_SECRET, expected INVOICE_SECRET', secret),
    ),
  ];

  return async function explain(token: string, keys: readonly VerificationKey[]): Promise<string> {
    const header = headerOf(token);
    if (!header) return 'it is no JWT: expected three parts in base64url';
    const { alg, kid } = header;
    const expected = [...new Set(keys.flatMap(({ algorithms }) => algorithms))];
    if (!expected.includes(alg ?? '')) {
      const named = ALGORITHM.test(String(alg)) ? `its alg is ${alg}` : 'its alg is none that is known';
      return `${named}, expected ${expected.join(' or ')}`;
    }
    if (alg === 'HS256') {
      for (const { why, secret } of readings) if (await fits(token, secret)) return why;
      return 'its signature fits no INVOICE_SECRET';
    }
    if (alg === 'ES256' && token.split('.')[2]?.length !== 86) {
      return 'its ES256 signature is not 64 bytes: expected r and s, not DER';
    }
    if (kid !== undefined && keys.every((key) => key.kid !== kid)) return 'its kid is none of INVOICE_JWKS';
    return 'its signature fits no key of INVOICE_JWKS';
  };
}

function headerOf(token: string): CompactJWSHeaderParameters | undefined {
  try {
    return token.split('.').length === 3
      ? (decodeProtectedHeader(token) as CompactJWSHeaderParameters)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What libraries, shells and files make of a secret by mistake. */
function readingsOf(secret: string): Reading[] {
  const decoded = (from: string) => `it is signed with INVOICE_SECRET decoded from ${from}; ${AS_TEXT}`;
  const added = (what: string) => `it is signed with INVOICE_SECRET and ${what} around it; ${AS_TEXT}`;
  const hex = /^([0-9a-f]{2})+$/i.test(secret)
    ? secret.match(/../g)!.map((byte) => Number.parseInt(byte, 16))
    : [];
  return [
    { why: decoded('hex'), secret: Uint8Array.from(hex) },
    { why: decoded('base64'), secret: fromBase64(secret) },
    ...['\n', '\r\n'].map((end) => reading(added('a line end'), secret + end)),
    ...['"', "'"].map((quote) => reading(added('quotes'), quote + secret + quote)),
  ].filter(({ secret: bytes }) => bytes.length > 0);
}

/** Of either alphabet; empty where the text is no base64. */
function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (byte) =>
      byte.charCodeAt(0),
    );
  } catch {
    return new Uint8Array();
  }
}

function reading(why: string, text: string): Reading {
  return { why, secret: new TextEncoder().encode(text) };
}

function fits(token: string, secret: Uint8Array): Promise<boolean> {
  return compactVerify(token, secret, { algorithms: ['HS256'] }).then(
    () => true,
    () => false,
  );
}
