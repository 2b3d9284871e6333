import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { base64url, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import { ConfigError, readConfig } from '../../proxy/config/index.ts';
import { ProxyError } from '../../proxy/errors.ts';
import { createVerifier } from '../../proxy/token/index.ts';
import { checkKeys } from '../../proxy/token/verification-keys.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const IAT = NOW / 1000;
const SECRET = 'an invoice secret of at least 32 bytes';
const CLAIMS = {
  aud: 'invoice-pay',
  sub: 'invoice-1',
  currency: 'EUR',
  total: '121.00',
  iat: IAT,
  exp: IAT + 60,
};

type Pair = Awaited<ReturnType<typeof pair>>;
type Header = Record<string, unknown> & { alg: string };

async function pair(alg: 'EdDSA' | 'ES256', kid?: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const named = kid === undefined ? {} : { kid };
  const jwk: JWK = { ...(await exportJWK(publicKey)), ...named };
  const sign = (header: Record<string, unknown> = named) =>
    new SignJWT(CLAIMS).setProtectedHeader({ alg, ...header }).sign(privateKey);
  return { privateKey, publicKey, jwk, sign };
}

const [ed, ec, other] = await Promise.all([pair('EdDSA', 'ed'), pair('ES256', 'ec'), pair('EdDSA', 'ed')]);
const folder = mkdtempSync(join(tmpdir(), 'jwks-'));
after(() => rmSync(folder, { recursive: true }));

function configOf(INVOICE_JWKS: string, more = {}) {
  const env = { MOLLIE_API_KEY: 'test_key', PROXY_SECRET: SECRET, INVOICE_JWKS, ...more };
  return readConfig(env, (path) => new Uint8Array(readFileSync(path)));
}

const setOf = (...pairs: Pair[]) => JSON.stringify({ keys: pairs.map(({ jwk }) => jwk) });
const verifierOf = (set: string, more = {}) => createVerifier(configOf(set, more), () => NOW);

/** The code of the error, or `verified`. */
async function outcome(token: string | Promise<string>, set = setOf(ed, ec), more = {}): Promise<string> {
  try {
    await verifierOf(set, more)(await token);
    return 'verified';
  } catch (error) {
    assert.ok(error instanceof ProxyError, String(error));
    return error.code;
  }
}

/** A token that only looks right: any header, any signature. */
function forged(header: Header, signature = 'AAAA'): string {
  const part = (value: object) => base64url.encode(JSON.stringify(value));
  return `${part(header)}.${part(CLAIMS)}.${signature}`;
}

test('tokens are verified by the key of the set that their kid names', async () => {
  assert.equal(await outcome(ed.sign()), 'verified');
  assert.equal(await outcome(ec.sign()), 'verified');
});

test('a token without kid is verified by any key of the set', async () => {
  assert.equal(await outcome(ed.sign({})), 'verified');
  assert.equal(await outcome(ec.sign({})), 'verified');
});

test('a set of keys and a shared secret can be used side by side', async () => {
  const shared = new SignJWT(CLAIMS)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET));
  const both = { INVOICE_SECRET: SECRET };
  assert.equal(await outcome(shared, setOf(ed), both), 'verified');
  assert.equal(await outcome(ed.sign(), setOf(ed), both), 'verified');
  assert.equal(await outcome(shared, setOf(ed)), 'invalid_token');
});

test('a kid that is not in the set, or names another key of it, is refused', async () => {
  for (const kid of ['unknown', '', '../../dev/null', "' OR 1=1", 'ec', '__proto__', 7, ['ed'], null]) {
    assert.equal(await outcome(ed.sign({ kid })), 'invalid_token', String(kid));
  }
});

test('a shared secret has no name: a kid that is not in the set is tried with it', async () => {
  const named = new SignJWT(CLAIMS)
    .setProtectedHeader({ alg: 'HS256', kid: 'shop' })
    .sign(new TextEncoder().encode(SECRET));
  assert.equal(await outcome(named, setOf(ed), { INVOICE_SECRET: SECRET }), 'verified');
  assert.equal(
    await outcome(other.sign({ kid: 'shop' }), setOf(ed), { INVOICE_SECRET: SECRET }),
    'invalid_token',
  );
});

test('Ed25519 is EdDSA by its newer name, in header and key alike', async () => {
  for (const alg of ['EdDSA', 'Ed25519']) {
    const set = JSON.stringify({ keys: [{ ...ed.jwk, alg }] });
    for (const named of ['EdDSA', 'Ed25519']) {
      assert.equal(await outcome(ed.sign({ alg: named, kid: 'ed' }), set), 'verified', `${alg} ${named}`);
      assert.equal(await outcome(other.sign({ alg: named, kid: 'ed' }), set), 'invalid_token');
    }
  }
});

test('another private key is refused, though its kid is the same', async () => {
  assert.equal(await outcome(other.sign()), 'invalid_token');
});

test('while a key is being replaced, both hold', async () => {
  const next = await pair('EdDSA', 'ed-2');
  assert.equal(await outcome(ed.sign(), setOf(ed, next)), 'verified');
  assert.equal(await outcome(next.sign(), setOf(ed, next)), 'verified');
});

test('no algorithm but the key’s own is taken, whatever the token says', async () => {
  const spki = await exportSPKI(ed.publicKey);
  const publicTexts = [spki, spki.trim(), JSON.stringify(ed.jwk), ed.jwk.x!, setOf(ed)];
  for (const text of publicTexts) {
    const confused = new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256', kid: 'ed' })
      .sign(new TextEncoder().encode(text));
    assert.equal(await outcome(confused, setOf(ed), { INVOICE_SECRET: SECRET }), 'invalid_token');
  }
  for (const alg of ['none', 'None', 'HS256', 'RS256', 'ES256', 'EdDSA', '']) {
    for (const signature of ['', 'AAAA']) {
      assert.equal(await outcome(forged({ alg, kid: 'ed' }, signature)), 'invalid_token', alg);
    }
  }
});

test('a key that the token brings along is not looked at, nor fetched', async (t) => {
  const fetched = t.mock.method(globalThis, 'fetch', () => assert.fail('fetched'));
  const url = 'http://127.0.0.1:9/keys.json';
  for (const header of [{ jwk: other.jwk }, { jku: url }, { x5u: url }, { x5c: ['AAAA'] }]) {
    assert.equal(await outcome(other.sign({ kid: 'ed', ...header })), 'invalid_token');
    assert.equal(await outcome(other.sign({ ...header })), 'invalid_token');
  }
  assert.equal(fetched.mock.callCount(), 0);
});

test('what a header calls critical and nobody here knows is refused', async () => {
  for (const header of [
    { crit: ['exp'], exp: 1 },
    { crit: ['b64'], b64: false },
    { crit: [] },
    { crit: ['unknown'] },
  ]) {
    const text = forged({ alg: 'EdDSA', kid: 'ed', ...header });
    assert.equal(await outcome(text), 'invalid_token', JSON.stringify(header));
  }
  const input = forged({ alg: 'EdDSA', kid: 'ed', crit: ['unknown'], unknown: 1 }, '').slice(0, -1);
  const signature = await crypto.subtle.sign('Ed25519', ed.privateKey, new TextEncoder().encode(input));
  assert.equal(await outcome(`${input}.${base64url.encode(new Uint8Array(signature))}`), 'invalid_token');
});

test('the set may stand in a file', async () => {
  const path = join(folder, 'keys.json');
  writeFileSync(path, setOf(ed));
  assert.equal(await outcome(ed.sign(), path), 'verified');
});

test('a set with a private key, of other keys or of none is refused at the start, and not shown', async () => {
  const withPrivate = { ...ed.jwk, ...(await exportJWK(ed.privateKey)) };
  const rsa = { kty: 'RSA', n: 'AAAA', e: 'AQAB' };
  const wrong = [
    withPrivate,
    rsa,
    { kty: 'oct', k: SECRET },
    { ...ed.jwk, x: 'AAAA' },
    { ...ec.jwk, y: undefined },
    {},
    null,
  ];
  const sets = [...wrong.map((key) => ({ keys: [ec.jwk, key] })), { keys: [] }, { keys: {} }, ed.jwk];
  for (const text of [...sets.map((set) => JSON.stringify(set)), '{', join(folder, 'none.json'), folder]) {
    assert.throws(
      () => configOf(text),
      ({ name, message }: Error) => {
        assert.equal(name, ConfigError.name, message);
        assert.match(message, /INVOICE_JWKS: expected /);
        assert.ok(!message.includes(withPrivate.d!) && !message.includes(SECRET), message);
        return true;
      },
    );
  }
});

test('a key that is no point on its curve is an error at the start, or of whoever brings a token', async () => {
  const set = (jwk: JWK) => configOf(JSON.stringify({ keys: [jwk] }));
  await checkKeys(set(ec.jwk));
  const off = set({ ...ec.jwk, y: ec.jwk.x! });
  const problems = ['INVOICE_JWKS: expected public keys that are valid on their curve'];
  await assert.rejects(checkKeys(off), { name: 'ConfigError', problems });
  const verify = createVerifier(off, () => NOW);
  // An error that nobody takes would end the process.
  await setImmediate();
  await assert.rejects(verify(await ec.sign()));
});
