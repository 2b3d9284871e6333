import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  expiryOf,
  isDead,
  isFinal,
  isInVain,
  isPayable,
  isStartedTransfer,
  received,
  underWay,
} from '../../../proxy/invoice/attempts.ts';
import { type Attempt, amountIn, newDocument } from '../../../proxy/invoice/document.ts';
import { logEntry } from '../../../proxy/invoice/log-entry.ts';
import { asDocument, type FirstRelease } from '../../../proxy/invoice/stored.ts';
import { balanceOfDocument, sumsOf } from '../../../proxy/invoice/sums.ts';
import { MINUTE } from '../../../proxy/lib/clock.ts';
import { StoreError } from '../../../proxy/store/store.ts';
import type { PaymentStatus } from '../../../shared/api.ts';
import { ATTEMPT, attempt, FACTS, invoice, NOW } from '../../help/invoice.ts';

const REALM = { account: 'default', mode: 'live' } as const;
const STATUSES: readonly PaymentStatus[] = [
  ...(['open', 'pending', 'authorized', 'paid', 'canceled', 'expired', 'failed'] as const),
];

test('of a new invoice nothing but its facts is known', () => {
  assert.deepEqual(newDocument(REALM, FACTS, NOW), {
    ...{ v: 1, realm: REALM, facts: FACTS, factsAt: NOW, restoredAt: null },
    ...{ attempts: [], attemptsOmitted: 0, omitted: [], nextN: 1, intent: null, putAside: [] },
    ...{ completedAt: null, paidAlthoughVoid: false, maybeBookedTwice: false, refusal: null },
    ...{ version: 0, outbox: [] },
  });
});

test('a stored invoice is read as it is, whichever realm is asked for', () => {
  const stored = invoice({ attempts: [attempt()] });
  assert.equal(asDocument(stored), stored);
  assert.equal(asDocument(stored, REALM), stored);
  assert.equal(asDocument(undefined, REALM), undefined);
});

test('a value that is no invoice is an error', () => {
  const stored = invoice();
  const values = [
    null,
    0,
    'text',
    {},
    { ...stored, v: 0 },
    { ...stored, attempts: {} },
    { ...stored, facts: undefined },
  ];
  for (const value of [...values, { ...stored, facts: { ...FACTS, sub: 1 } }]) {
    assert.throws(
      () => asDocument(value, REALM),
      (error) =>
        error instanceof StoreError && (error.cause as Error).message === 'a value that is not an invoice',
    );
  }
  assert.throws(
    () => asDocument({ ...stored, v: 2 }, REALM),
    (error) =>
      error instanceof StoreError && /a newer one has written it/.test((error.cause as Error).message),
  );
});

/** As the first release stored it, with attempts of these numbers. */
function ofFirstRelease(ns: readonly number[], change: Partial<FirstRelease> = {}): FirstRelease {
  const { realm: _realm, restoredAt: _restored, refusal: _refusal, ...known } = invoice();
  const attempts = ns.map((n) => {
    const { captured: _c, captureBefore: _b, chargedBackAt: _t, otherCurrencies: _o, ...rest } = ATTEMPT;
    const { notVisibleSince: _v, isDisregarded: _d, isStray: _s, ...one } = rest;
    return { ...one, id: `tr_${n}`, n } as Attempt;
  });
  return { ...known, attempts, ...change };
}

const upgraded = (ns: readonly number[], change?: Partial<FirstRelease>) =>
  asDocument(ofFirstRelease(ns, change), REALM)!;

test('an invoice of the first release gets what came later, and loses nothing', () => {
  const known = { factsAt: NOW - 1, nextN: 3, version: 7, completedAt: '2026-11-21T09:00:00+00:00' };
  assert.deepEqual(upgraded([1, 2], known), {
    ...invoice({ attempts: [attempt({ n: 1, id: 'tr_1' }), attempt({ n: 2, id: 'tr_2' })], ...known }),
    realm: REALM,
  });
  assert.equal(asDocument(ofFirstRelease([])), undefined);
});

test('one that the first release had restored counts as restored when its facts were taken', () => {
  assert.equal(upgraded([], { isRestored: true, factsAt: NOW - 1 }).restoredAt, NOW - 1);
  assert.equal(upgraded([], { isRestored: false, factsAt: NOW - 1 }).restoredAt, null);
  assert.ok(!('isRestored' in upgraded([], { isRestored: true })));
});

test('an intent of the first release is searched for from the beginning', () => {
  const intent = { n: 1, at: NOW, amount: 1, credential: 'key', request: {}, reported: null };
  const { intent: later } = upgraded([], {
    intent: intent as unknown as NonNullable<FirstRelease['intent']>,
  });
  assert.deepEqual(later, { ...intent, searches: 0 });
});

test('what the first release has dropped after a step back is not listed either, and what was known stays', () => {
  const known = ofFirstRelease([3, 4], { realm: REALM, nextN: 5, attemptsOmitted: 2 });
  assert.deepEqual(asDocument({ ...known, omitted: [[1, 1]] })!.omitted, [[1, 2]]);
  assert.deepEqual(asDocument({ ...known, attemptsOmitted: 1, omitted: [[1, 1]] })!.omitted, [[1, 1]]);
});

/** Listed | next number | how many were dropped | runs of those that are not listed. */
const GAPS: [ns: number[], nextN: number, dropped: number, omitted: [number, number][]][] = [
  [[1, 2], 3, 0, []],
  [[2, 4], 6, 0, []],
  [[2], 3, 1, [[1, 1]]],
  [[3], 4, 2, [[1, 2]]],
  [[1, 3], 4, 1, [[2, 2]]],
  [[1, 2], 5, 2, [[3, 4]]],
  [[], 4, 3, [[1, 3]]],
  [
    [2, 5],
    7,
    4,
    [
      [1, 1],
      [3, 4],
      [6, 6],
    ],
  ],
];
for (const [ns, nextN, attemptsOmitted, omitted] of GAPS) {
  test(`where the first release dropped ${attemptsOmitted} and lists ${ns} before ${nextN}, the gaps are ${omitted}`, () => {
    assert.deepEqual(upgraded(ns, { nextN, attemptsOmitted }).omitted, omitted);
  });
}

/** Of a payment of 12100: status | captured | received | under way. */
const MONEY: [PaymentStatus, number | null, number, number][] = [
  ['open', null, 0, 0],
  ['pending', null, 0, 12_100],
  ['authorized', null, 0, 12_100],
  ['authorized', 0, 0, 12_100],
  ['authorized', 1, 1, 12_099],
  ['authorized', 12_100, 12_100, 0],
  ['authorized', 12_101, 12_101, 0],
  ['paid', null, 12_100, 0],
  ['paid', 0, 12_100, 0],
  ['paid', 1, 1, 0],
  ['paid', 12_100, 12_100, 0],
  ['expired', null, 0, 0],
  ['expired', 1, 1, 0],
];
for (const [status, captured, brought, coming] of MONEY) {
  test(`${status} with ${captured} captured has brought ${brought} and may bring ${coming}`, () => {
    assert.equal(received(attempt({ status, captured })), brought);
    assert.equal(underWay(attempt({ status, captured })), coming);
    assert.equal(underWay(attempt({ status, captured, isDisregarded: true })), 0);
  });
}

/** Stated as paid elsewhere, booked of one paid payment of 12100 and an open one | what was paid elsewhere of it. */
const BOOKED: [stated: number, booked: string[], elsewhere: number][] = [
  [0, [], 0],
  [100, [], 100],
  [100, ['tr_2'], 100],
  [-1, [], -1],
  [-1, ['tr_1'], -12_101],
  [0, ['tr_1'], 0],
  [12_099, ['tr_1'], 0],
  [12_101, ['tr_1', 'tr_2'], 1],
];
for (const [paidElsewhere, booked, elsewhere] of BOOKED) {
  test(`of ${paidElsewhere} that hold [${booked}], ${elsewhere} were paid elsewhere`, () => {
    const attempts = [attempt({ status: 'paid' }), attempt({ id: 'tr_2', n: 2 })];
    assert.equal(sumsOf(invoice({ attempts }, { paidElsewhere, booked })).paidElsewhere, elsewhere);
  });
}

test('the sums are those of all attempts', () => {
  const attempts = [
    attempt({ status: 'paid', amount: 1000, refunded: 100, chargedBack: 1 }),
    attempt({ status: 'paid', amount: 2000, refunded: 200, chargedBack: 2 }),
    attempt({ status: 'pending', amount: 3000 }),
    attempt({ status: 'authorized', amount: 4000, captured: 500 }),
  ];
  const sums = { total: 12_100, paidElsewhere: 0, paid: 3500, refunded: 300, chargedBack: 3, pending: 6500 };
  assert.deepEqual(sumsOf(invoice({ attempts })), { ...sums, void: false });
  assert.deepEqual(sumsOf(invoice({ attempts }, { void: true })), { ...sums, void: true });
  assert.equal(balanceOfDocument(invoice({ attempts })).remaining, 8603);
});

test('what is paid or has ended is final, and what has ended without being paid is dead', () => {
  assert.deepEqual(STATUSES.filter(isFinal), ['paid', 'canceled', 'expired', 'failed']);
  assert.deepEqual(STATUSES.filter(isDead), ['canceled', 'expired', 'failed']);
  const inVain = (captured: number | null) =>
    STATUSES.filter((status) => isInVain(attempt({ status, captured })));
  assert.deepEqual(inVain(null), ['canceled', 'expired', 'failed']);
  assert.deepEqual(inVain(0), ['canceled', 'expired', 'failed']);
  assert.deepEqual(inVain(1), []);
});

const TRANSFERS: [Partial<Attempt>, boolean][] = [
  [{ method: 'banktransfer' }, true],
  [{ method: 'multibanco' }, true],
  [{ method: 'mybank' }, true],
  [{ method: 'ideal' }, false],
  [{ method: null }, false],
  [{ method: '' }, false],
  [{ method: 'banktransfer', status: 'pending' }, false],
  [{ method: 'banktransfer', status: 'expired' }, false],
  [{ method: 'banktransfer', methodAtCreation: 'banktransfer' }, false],
  [{ method: 'banktransfer', methodAtCreation: 'ideal' }, true],
];
for (const [change, isStarted] of TRANSFERS) {
  test(`${JSON.stringify(change)} is ${isStarted ? 'a' : 'no'} started transfer`, () => {
    assert.equal(isStartedTransfer(attempt(change)), isStarted);
  });
}

test('it expires when Mollie says, else a quarter of an hour after it was made', () => {
  assert.equal(expiryOf(attempt({ expiresAt: '2026-11-21T10:00:00+00:00' })), NOW + 60 * MINUTE);
  assert.equal(expiryOf(attempt({ expiresAt: null })), NOW + 15 * MINUTE);
});

test('an open one is payable, until its time is over where Mollie does not show it', () => {
  const end = NOW + 15 * MINUTE;
  const payableAt = (now: number, change: Partial<Attempt>) => isPayable(attempt(change), now);
  for (const status of STATUSES) assert.equal(payableAt(NOW, { status }), status === 'open', status);
  assert.equal(payableAt(end + 1, {}), true);
  assert.equal(payableAt(end - 1, { notVisibleSince: NOW }), true);
  assert.equal(payableAt(end, { notVisibleSince: NOW }), true);
  assert.equal(payableAt(end + 1, { notVisibleSince: NOW }), false);
  assert.equal(payableAt(NOW, { status: 'paid', notVisibleSince: NOW }), false);
});

test('amounts are in the currency of the invoice', () => {
  assert.deepEqual(amountIn(invoice(), 1), { currency: 'EUR', value: '0.01' });
  assert.deepEqual(amountIn(invoice({}, { currency: 'JPY' }), 1), { currency: 'JPY', value: '1' });
});

test('a line of the log names the invoice, the time and a reference, its own or a given one', () => {
  const { reference, ...line } = logEntry(invoice(), NOW, 'payment.paid', { id: 'tr_1' });
  assert.match(reference, /^[a-z2-7]{4}-[a-z2-7]{4}$/);
  assert.deepEqual(line, {
    ...{
      at: '2026-11-21T09:00:00+00:00',
      event: 'payment.paid',
      number: '2026-0042',
      details: { id: 'tr_1' },
    },
  });
  assert.equal(logEntry(invoice(), NOW, 'payment.paid', {}, 'abcd-efgh').reference, 'abcd-efgh');
});
