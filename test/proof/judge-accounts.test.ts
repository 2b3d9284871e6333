import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CUSTOMER } from './billing.ts';
import type { Accounts, Evidence } from './evidence.ts';
import { judgeAccounts } from './judge-accounts.ts';

const [OWN, OTHER] = ['a'.repeat(32), 'b'.repeat(32)];

const accounts: Accounts = {
  owners: new Map([
    [OWN, 'bakery'],
    [OTHER, 'florist'],
    ['number-bakery.invoice-1', 'bakery'],
    ['number-florist.invoice-1', 'florist'],
    ['pfl_bakery', 'bakery'],
    ['pfl_florist', 'florist'],
  ]),
  texts: [
    { account: 'bakery', where: 'GET /v1/invoice', text: `${OWN} number-bakery.invoice-1 tr_1 test_…1234` },
  ],
  pauses: [{ account: 'bakery', from: 100, to: 200 }],
  changes: [],
  hints: [{ account: 'bakery', hint: 'test_…1234', heard: ['test_…1234'] }],
};

const payment = { states: [], hidden: [], n: 1, amount: 1 };
const clean = {
  payments: [
    { ...payment, id: 'tr_1', slug: OWN, profileId: 'pfl_bakery' },
    { ...payment, id: 'tr_2', slug: OTHER, profileId: 'pfl_florist' },
  ],
  asks: [{ slug: OWN, n: 1, mac: 'mac1' }],
  decisions: [{ mac: 'mac1', from: 80, at: 90 }],
  invoices: [
    { slug: OWN, view: { due: { currency: 'EUR', value: '1.00' } }, log: [] },
    { slug: OTHER, view: { due: { currency: 'EUR', value: '0.00' } }, log: [] },
  ],
  accounts,
} as unknown as Evidence;

const judged = (change: Partial<Accounts>, rest: Partial<Evidence> = {}) =>
  judgeAccounts({ ...clean, ...rest, accounts: { ...accounts, ...change } }).map(({ kind }) => kind);

const said = (text: string, account: string | null = 'bakery') =>
  judged({ texts: [{ account, where: 'log', text }] });

test('what is right of each account is no violation', () => {
  assert.deepEqual(judgeAccounts(clean), []);
});

test("a word of another account's is seen, whatever it names, and an API key wherever it stands", () => {
  for (const name of [OTHER, 'tr_2', 'pfl_florist', 'number-florist.invoice-1']) {
    assert.deepEqual(said(`/pay/${name}?lang=nl`), ['named another account'], name);
  }
  const key = `test_${'k'.repeat(30)}`;
  assert.deepEqual(said(`"${key}"`), ['told a key']);
  assert.deepEqual(said(`Bearer ${key}`, null), ['told a key']);
});

test("a payment in another account's profile, one that was decided on while paused, and a change that the host did not hear of are seen", () => {
  const payments = clean.payments.map((one) => ({ ...one, profileId: 'pfl_florist' }));
  assert.deepEqual(judged({}, { payments }), ['asked for another account']);
  const decisions = [{ mac: 'mac1', from: 140, at: 150 }];
  assert.deepEqual(judged({}, { decisions }), ['asked while paused']);
  const hints = [{ account: 'bakery', hint: 'test_…1234', heard: ['test_…9999'] }];
  assert.deepEqual(judged({ hints }), ['lost notification']);
});

test('who is billed is seen wherever it stands, but in the record of what can be paid', () => {
  const text = `{"city": "${CUSTOMER.city}"}`;
  assert.deepEqual(said(text), ['told who is billed']);
  const stored = (slug: string) => judged({ texts: [{ account: null, where: `stored as ${slug}`, text }] });
  assert.deepEqual(stored(OWN), []);
  assert.deepEqual(stored(OTHER), ['told who is billed']);
});
