import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { base64url, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createStage, PROXY_SECRET } from '../help/stage.ts';

/** Random, and readable as hex and as base64: what commands print that make secrets. */
const SECRET = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const { privateKey, publicKey } = await generateKeyPair('ES256');
const keys = [{ ...(await exportJWK(publicKey)), kid: 'ec' }];
const stage = await createStage({ env: { INVOICE_SECRET: SECRET, INVOICE_JWKS: JSON.stringify({ keys }) } });
after(() => stage.close());

/** The line of the log of a call, and its answer's error. */
async function refusal(headers: Record<string, string>) {
  stage.logged.length = 0;
  const { body } = await stage.call('GET', '/v1/invoice', { headers });
  const [line, ...others] = stage.logged;
  assert.deepEqual(others, []);
  assert.equal(line!.reference, body.error.reference);
  return { line: line!, error: body.error };
}

/** A token by a key, whatever is configured. */
async function signed(key: Uint8Array | CryptoKey, header: Record<string, unknown> = {}): Promise<string> {
  const iat = Math.floor(stage.now() / 1000);
  const claims = { aud: 'invoice-pay', sub: 'a', currency: 'EUR', total: '1.00', iat, exp: iat + 60 };
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
}

const bytes = (text: string) => new TextEncoder().encode(text);
const TEXT = 'the secret is the text as it stands';
const good = await signed(bytes(SECRET));
const ec = await signed(privateKey, { alg: 'ES256', kid: 'ec' });
const der = `${ec.slice(0, ec.lastIndexOf('.'))}.${base64url.encode(new Uint8Array(71))}`;
const unknown = `${base64url.encode(JSON.stringify({ alg: 'eyJhbGciOi' }))}.e30.AAAA`;
const none = `${base64url.encode(JSON.stringify({ alg: 'none' }))}.e30.`;

/** What comes without a right token, and how the log tells it. */
const CAUSES: [authorization: string | undefined, cause: string][] = [
  [undefined, 'no Authorization header'],
  ['Basic dXNlcjpwYXNz', 'Authorization is not Bearer and a token'],
  [good, 'Authorization is not Bearer and a token'],
  ['Bearer', 'Authorization is not Bearer and a token'],
  [`Bearer Bearer ${good}`, 'Authorization is not Bearer and a token'],
  ['Bearer undefined', 'it is no JWT: expected three parts in base64url'],
  [`Bearer "${good}"`, 'it is no JWT: expected three parts in base64url'],
  [`Bearer ${none}`, 'its alg is none, expected HS256 or ES256'],
  [
    `Bearer ${await signed(bytes(SECRET.repeat(2)), { alg: 'HS512' })}`,
    'its alg is HS512, expected HS256 or ES256',
  ],
  [`Bearer ${unknown}`, 'its alg is none that is known, expected HS256 or ES256'],
  [
    `Bearer ${await signed(bytes('another secret of 32 bytes or more'))}`,
    'its signature fits no INVOICE_SECRET',
  ],
  [`Bearer ${good.slice(0, -4)}AAAA`, 'its signature fits no INVOICE_SECRET'],
  [
    `Bearer ${await signed(Buffer.from(SECRET, 'hex'))}`,
    `it is signed with INVOICE_SECRET decoded from hex; ${TEXT}`,
  ],
  [
    `Bearer ${await signed(Buffer.from(SECRET, 'base64'))}`,
    `it is signed with INVOICE_SECRET decoded from base64; ${TEXT}`,
  ],
  [
    `Bearer ${await signed(bytes(`${SECRET}\n`))}`,
    `it is signed with INVOICE_SECRET and a line end around it; ${TEXT}`,
  ],
  [
    `Bearer ${await signed(bytes(`"${SECRET}"`))}`,
    `it is signed with INVOICE_SECRET and quotes around it; ${TEXT}`,
  ],
  [`Bearer ${await signed(bytes(PROXY_SECRET))}`, 'it is signed with PROXY_SECRET, expected INVOICE_SECRET'],
  [`Bearer ${der}`, 'its ES256 signature is not 64 bytes: expected r and s, not DER'],
  [`Bearer ${ec.slice(0, -4)}AAAA`, 'its signature fits no key of INVOICE_JWKS'],
  [`Bearer ${await signed(privateKey, { alg: 'ES256', kid: 'gone' })}`, 'its kid is none of INVOICE_JWKS'],
];

for (const [authorization, cause] of CAUSES) {
  test(`the log tells why nobody knows who asks: ${cause} (${authorization?.slice(0, 14)})`, async () => {
    const { line, error } = await refusal(authorization === undefined ? {} : { authorization });
    assert.deepEqual([line.code, line.cause], ['invalid_token', cause]);
    assert.equal(error.code, 'invalid_token');
    const said = JSON.stringify([line, error]);
    for (const secret of [SECRET, PROXY_SECRET, 'eyJ', 'dXNlcjpwYXNz'])
      assert.ok(!said.includes(secret), said);
    assert.ok(!JSON.stringify(error).includes(cause), 'the caller is not told');
  });
}

test('a secret that is read as it stands is right, in base64 and hex too', async () => {
  const { status } = await stage.call('GET', '/v1/invoice', { token: good });
  assert.equal(status, 200);
});

test('the log tells whose token it was where another is expected', async () => {
  for (const [path, token, cause] of [
    ['/v1/log', await stage.sign({ aud: 'invoice-pay' }, SECRET), 'the token is for payer, expected admin'],
    [
      '/v1/invoice/log',
      await stage.sign({ aud: 'invoice-pay' }, SECRET),
      'the token is for payer, expected merchant',
    ],
    [
      '/v1/invoice',
      await stage.sign({ aud: 'invoice' }, SECRET),
      'aud is none of invoice-pay, invoice-pay:manage, invoice-pay:admin',
    ],
  ] as const) {
    stage.logged.length = 0;
    assert.equal((await stage.call('GET', path, { token })).status, 403);
    assert.equal(stage.logged[0]!.cause, cause);
  }
});

test('a claim that is wrong: the merchant and the log are told what was expected, the payer its name alone', async () => {
  const expected = 'a decimal string such as "121.00"';
  for (const [aud, told] of [
    ['invoice-pay:manage', expected],
    ['invoice-pay', undefined],
  ]) {
    const token = await stage.sign({ aud, total: 50.0 }, SECRET);
    const { line, error } = await refusal({ authorization: `Bearer ${token}` });
    assert.deepEqual([error.code, error.claim, error.expected], ['invalid_invoice', 'total', told]);
    assert.deepEqual([line.code, line.claim, line.expected], ['invalid_invoice', 'total', expected]);
    const batch = await stage.call('POST', '/v1/invoices', { body: { tokens: [token] } });
    assert.equal(batch.body.invoices[0]!.error.expected, told);
  }
});

test('a claim that means nothing is named to the merchant, in the language of the answer, and to nobody else', async () => {
  const claims = { totl: '1.00', paidElswhere: '1.00', iss: 'shop', jti: '1', nbf: 0, account: 'default' };
  const token = await stage.sign({ ...claims, aud: 'invoice-pay:manage' }, SECRET);
  const headers = { 'accept-language': 'nl' };
  const warnings = ['totl', 'paidElswhere'].map(
    (claim) => `De claim “${claim}” van het token is onbekend en telt niet mee.`,
  );
  const put = await stage.call('PUT', '/v1/invoice', { token, headers });
  assert.deepEqual(put.body.warnings, warnings);
  const created = await stage.call('POST', '/v1/invoice/payments', { token, headers });
  assert.deepEqual(created.body.invoice.warnings, warnings);
  const refused = await stage.call('POST', '/v1/invoice/payments', {
    token,
    headers,
    body: { expect: '9.00' },
  });
  assert.deepEqual(refused.body.invoice.warnings, warnings);
  const batch = await stage.call('POST', '/v1/invoices', { headers, body: { tokens: [token] } });
  assert.deepEqual(batch.body.invoices[0]!.warnings, warnings);
  const payer = await stage.call('GET', '/v1/invoice', { token: await stage.sign(claims, SECRET) });
  assert.deepEqual([payer.status, payer.body.warnings], [200, undefined]);
  const plain = await stage.call('GET', '/v1/invoice', {
    token: await stage.sign({ aud: 'invoice-pay:manage' }, SECRET),
  });
  assert.deepEqual(plain.body.warnings, []);
});
