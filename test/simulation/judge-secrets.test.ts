import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENV } from './env.ts';
import { CUSTOMER } from './host.ts';
import { createSecretsJudge, secretIn } from './judge-secrets.ts';
import type { Said, World } from './observed.ts';

const KEY = 'test_defaultOnexxxxxxxxxxxxxxxxxxxxxxxxx';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJpbnZvaWNlLzAifQ.rDgqKLrRmA5Rb6SdTLpkTg3UCIT2rnYk';
const SLUG = 'abcdefghijklmnopqrstuvwxyz234567';
const MAC = `${SLUG}${SLUG.slice(0, 20)}`;

test('each kind of secret is found in a text, wherever it stands', () => {
  const secrets = {
    'an API key': KEY,
    PROXY_SECRET: ENV.PROXY_SECRET,
    INVOICE_SECRET: ENV.INVOICE_SECRET,
    NOTIFY_SECRET: ENV.NOTIFY_SECRET,
    'a token': TOKEN,
    'a MAC': MAC,
    'who is billed': CUSTOMER.email,
  };
  for (const [name, secret] of Object.entries(secrets)) {
    for (const text of [secret, JSON.stringify({ message: `failed: ${secret}, again` }), `/a/${secret}?b`])
      assert.equal(secretIn(text), name, text);
  }
  for (const [field, text] of Object.entries(CUSTOMER))
    if (field !== 'country') assert.equal(secretIn(`{"to":"${text}"}`), 'who is billed', field);
});

test('what people are shown of a key, links and ids are no secrets', () => {
  const shown = [
    'test_…xxxx',
    `https://pay.example.com/pay/${SLUG}`,
    'tr_FH4oeGdGGtjgnR5FAvD2zs',
    'live',
    'NL',
  ];
  for (const text of shown) assert.equal(secretIn(text), undefined, text);
});

test('whatever is said or stored in the log with a secret is wrong', () => {
  const judge = createSecretsJudge();
  const wrong: string[] = [];
  const world = { fail: (kind: string, what: string) => void wrong.push(`${kind}: ${what}`) } as World;
  const places: Said['where'][] = ['log', 'answer', 'notification'];
  for (const where of places) {
    judge.onSaid!({ where, text: '{"code":"look"}' }, world);
    judge.onSaid!({ where, text: `{"message":"${TOKEN}"}` }, world);
  }
  judge.onStored!(
    { key: SLUG, value: { intent: { mac: MAC } }, log: [{ event: 'payment.created', details: {} }] },
    world,
  );
  const line = { event: 'payment.created', details: { message: TOKEN } };
  judge.onStored!({ key: SLUG, value: {}, log: [line] }, world);
  assert.deepEqual(
    wrong.map((one) => one.split(' in ')[0]),
    [...places, 'stored log'].map((where) => `told a secret: ${where}: a token`),
  );
});
