import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { ProxyError } from '../../proxy/errors.ts';
import type { Facts } from '../../proxy/token/claims.ts';
import { createVerifier, type InvoiceToken } from '../../proxy/token/index.ts';
import { type Claims, INVOICE_SECRET, signToken } from '../help/stage.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const IAT = NOW / 1000;
const DAY = 24 * 60 * 60;

const verify = createVerifier({ invoiceSecrets: [INVOICE_SECRET], invoiceJwks: [] }, () => NOW);
const sign = (claims: Claims = {}, secret?: string) => signToken(NOW, claims, secret);

async function factsOf(claims: Claims): Promise<Facts> {
  return ((await verify(await sign(claims))) as InvoiceToken).facts;
}

async function errorOf(token: string | Promise<string>): Promise<ProxyError> {
  try {
    await verify(await token);
  } catch (error) {
    assert.ok(error instanceof ProxyError, String(error));
    return error;
  }
  assert.fail('the token was taken');
}

const codeOf = async (token: string | Promise<string>) => (await errorOf(token)).code;

test('the least that a token says is a whole invoice', async () => {
  assert.deepEqual(await factsOf({ number: undefined }), {
    sub: 'invoice-1',
    rev: IAT,
    iat: IAT,
    number: 'invoice-1',
    date: null,
    dueDate: null,
    currency: 'EUR',
    total: 12_100,
    paidElsewhere: 0,
    booked: [],
    void: false,
    description: 'invoice-1',
    url: null,
    locale: null,
  });
});

test('the audience says who asks; the administrator needs no invoice', async () => {
  const audienceOf = async (claims: Claims) => (await verify(await sign(claims))).audience;
  assert.equal(await audienceOf({ aud: 'invoice-pay' }), 'payer');
  assert.equal(await audienceOf({ aud: 'invoice-pay:manage' }), 'merchant');
  const nothing = { sub: undefined, total: undefined, currency: undefined, number: undefined };
  assert.equal(await audienceOf({ aud: 'invoice-pay:admin', ...nothing }), 'admin');
});

test('an audience that is unknown is refused, and so is more or less than one', async () => {
  for (const aud of ['', 'invoice-pay:', 'Invoice-Pay', 'invoice-pay:manage ', 'constructor', '__proto__']) {
    assert.equal(await codeOf(sign({ aud })), 'wrong_audience', aud);
  }
  for (const aud of [['invoice-pay'], ['invoice-pay', 'invoice-pay:admin'], undefined, 7, null, {}]) {
    const { code, params } = await errorOf(sign({ aud }));
    assert.deepEqual([code, params], ['invalid_invoice', { claim: 'aud', expected: 'one string' }]);
  }
});

test('while a secret is being replaced, both hold', async () => {
  const [old, fresh] = ['the old secret, of more than 32 bytes', 'the new secret, of more than 32 bytes'];
  const both = createVerifier({ invoiceSecrets: [fresh, old], invoiceJwks: [] }, () => NOW);
  for (const secret of [old, fresh]) assert.equal((await both(await sign({}, secret))).audience, 'payer');
  const expired = sign({ iat: IAT - 20, exp: IAT - 10 }, old);
  await assert.rejects(both(await expired), { code: 'token_expired' });
  await assert.rejects(both(await sign()), { code: 'invalid_token' });
});

test('a signature that does not fit is refused, whatever the token says', async () => {
  const token = await sign();
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const richer = (await sign({ total: '0.01' })).split('.')[1];
  const changed = [
    `${header}.${richer}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${token}A`,
  ];
  const nonsense = [
    '',
    '.',
    '..',
    'a.b.c',
    `${token}.${token}`,
    'null',
    '{}',
    '\u0000',
    `${header}..${signature}`,
  ];
  for (const text of [...changed, ...nonsense]) assert.equal(await codeOf(text), 'invalid_token', text);
  assert.equal(await codeOf(sign({}, 'another secret of at least 32 bytes')), 'invalid_token');
  assert.equal(
    await codeOf(sign({ exp: IAT - 1, iat: 0 }, 'another secret of at least 32 bytes')),
    'invalid_token',
  );
});

test('a shared secret is for HS256 only', async () => {
  for (const alg of ['HS384', 'HS512']) {
    const claims = {
      aud: 'invoice-pay',
      sub: 'invoice-1',
      currency: 'EUR',
      total: '1.00',
      iat: IAT,
      exp: IAT + 60,
    };
    const key = new TextEncoder().encode(INVOICE_SECRET.repeat(2));
    const verifyLong = createVerifier(
      { invoiceSecrets: [INVOICE_SECRET.repeat(2)], invoiceJwks: [] },
      () => NOW,
    );
    const token = await new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
    await assert.rejects(verifyLong(token), { code: 'invalid_token' });
  }
});

test('a token holds until it expires, and not a second longer', async () => {
  assert.equal((await verify(await sign({ exp: IAT + 1 }))).audience, 'payer');
  for (const exp of [IAT, IAT - 1, 0, -1])
    assert.equal(await codeOf(sign({ iat: -2, exp })), 'token_expired');
});

test('a life of more than 400 days, or without beginning or end, is refused', async () => {
  assert.equal((await verify(await sign({ exp: IAT + 400 * DAY }))).audience, 'payer');
  const lives: Claims[] = [
    { exp: IAT + 400 * DAY + 1 },
    { iat: IAT - 400 * DAY, exp: IAT + 1 },
    { exp: 1e300 },
  ];
  const wrong: Claims[] = [
    { exp: undefined },
    { iat: undefined },
    { exp: 'tomorrow' },
    { iat: 'today' },
    { exp: null },
  ];
  for (const claims of [...lives, ...wrong]) {
    for (const aud of ['invoice-pay', 'invoice-pay:admin']) {
      assert.equal(await codeOf(sign({ aud, ...claims })), 'invalid_token', JSON.stringify(claims));
    }
  }
});

test('clocks may differ by a minute', async () => {
  assert.equal((await factsOf({ iat: IAT + 60, exp: IAT + 100 })).rev, IAT + 60);
  assert.equal(await codeOf(sign({ iat: IAT + 61, exp: IAT + 100 })), 'invalid_token');
  assert.equal(await codeOf(sign({ nbf: IAT + 61 })), 'invalid_token');
  for (const nbf of [IAT + 60, IAT, 0]) assert.equal((await verify(await sign({ nbf }))).audience, 'payer');
});

test('the log can tell why a token is refused', async () => {
  const causes: [claims: Claims, cause: RegExp][] = [
    [{ iat: undefined }, /^iat is missing$/],
    [{ exp: undefined }, /^exp is missing$/],
    [{ iat: IAT + 61, exp: IAT + 100 }, /^iat lies ahead; expected seconds since 1970$/],
    [{ exp: IAT + 400 * DAY + 1 }, /^life of more than 400 days$/],
    [{ nbf: IAT + 61 }, /^nbf lies ahead$/],
    [{ nbf: 'soon' }, /^nbf is no number$/],
    [{ iat: 'today' }, /^iat is no number$/],
    [{ iat: IAT * 1000, exp: IAT * 1000 + 60 }, /^iat lies ahead; expected seconds since 1970$/],
  ];
  for (const [claims, said] of causes) {
    const { code, cause } = await errorOf(sign(claims));
    assert.equal(code, 'invalid_token');
    assert.match((cause as Error).message, said);
  }
});

test('a token of more than 4 kB is too large', async () => {
  const sized = async (bytes: number) => {
    for (let length = 2500; ; length++) {
      const token = await sign({ description: 'd'.repeat(length) });
      if (token.length >= bytes) return token;
    }
  };
  const [largest, larger] = [await sized(4096), await sized(4097)];
  assert.equal(largest.length, 4096);
  assert.equal((await verify(largest)).audience, 'payer');
  assert.equal(await codeOf(larger), 'too_large');
  assert.equal(await codeOf('€'.repeat(1366)), 'too_large');
});

test('the revision is the host’s own, or else the time of signing', async () => {
  assert.equal((await factsOf({})).rev, IAT);
  for (const rev of [0, 1, -7, Number.MAX_SAFE_INTEGER]) assert.equal((await factsOf({ rev })).rev, rev);
});

test('what was booked is counted once each', async () => {
  const { booked } = await factsOf({ booked: ['tr_5B8cwPMGnU', 'tr_5B8cwPMGnU', 'tr_other'] });
  assert.deepEqual(booked, ['tr_5B8cwPMGnU', 'tr_other']);
});

test('a claim that nobody here knows changes nothing, and is named', async () => {
  const claims = { paid: '121.00', amount: '0.01', jti: 'x', iss: 'shop', nbf: 0, ['__proto__']: 1 };
  const { facts, ignored } = (await verify(await sign(claims))) as InvoiceToken;
  assert.deepEqual([facts, ignored], [await factsOf({}), ['paid', 'amount', '__proto__']]);
});

test('times may have fractions, which are cut off for the revision', async () => {
  const { rev, iat } = await factsOf({ iat: IAT - 0.25, exp: IAT + 59.5, nbf: IAT - 0.5 });
  assert.deepEqual([rev, iat], [IAT - 1, IAT - 0.25]);
  assert.equal((await verify(await sign({ iat: IAT - 5, exp: IAT + 0.5 }))).audience, 'payer');
  assert.equal(await codeOf(sign({ iat: IAT - 5, exp: IAT - 0.5 })), 'token_expired');
  assert.equal(await codeOf(sign({ iat: IAT + 60.5 })), 'invalid_token');
});
