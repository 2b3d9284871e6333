import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt, InvoiceDocument, PutAside, Refusal } from '../../../proxy/invoice/document.ts';
import {
  attemptForPay,
  awaitsAddress,
  offeredAttempt,
  olderPayable,
  startedTransfer,
  waitForMade,
  waitForOpen,
} from '../../../proxy/invoice/offer.ts';
import { recentRefusal } from '../../../proxy/invoice/refusals.ts';
import { DAY, MINUTE, SECOND, toIso } from '../../../proxy/lib/clock.ts';
import { attempt, invoice, NOW } from '../../help/invoice.ts';

/** When the attempts of the helpers end. */
const END = NOW + 15 * MINUTE;
const TIME_TO_PAY = 90 * SECOND;

/** `count` attempts alike, numbered in their order. */
const several = (count: number, change: Partial<Attempt> = {}): Attempt[] =>
  Array.from({ length: count }, (_, index) => attempt({ id: `tr_${index + 1}`, n: index + 1, ...change }));

const made = (ago: number) => attempt({ createdAt: new Date(NOW - ago).toISOString(), status: 'expired' });
const madeAgo = (...ages: number[]) => invoice({ attempts: ages.map(made) });

const ids = (attempts: readonly Attempt[]) => attempts.map(({ id }) => id);

/** A transfer that the customer has chosen to make. */
const TRANSFER: Partial<Attempt> = { method: 'banktransfer', expiresAt: null };

/** What is different | an attempt that Pay does not lead back to while it may make another. */
const NOT_OFFERED: [string, Partial<Attempt>][] = [
  ['paid', { status: 'paid' }],
  ['expired', { status: 'expired' }],
  ['pending', { status: 'pending' }],
  ['for less', { amount: 12_099 }],
  ['for more', { amount: 12_101 }],
  ['not shown', { notVisibleSince: NOW }],
  ['without an address', { checkoutUrl: null }],
  ['a transfer that is to be made', TRANSFER],
];

test('Pay leads back to the newest open payment of exactly what is due', () => {
  const [first, second] = several(2);
  assert.equal(offeredAttempt(invoice({ attempts: [first!, second!] }), NOW), second);
  assert.equal(attemptForPay(invoice({ attempts: [first!, second!] }), NOW), second);
  for (const [name, change] of NOT_OFFERED) {
    const other = { ...second!, ...change };
    const document = invoice({ attempts: [other] });
    assert.equal(offeredAttempt(document, NOW), undefined, name);
    assert.equal(attemptForPay(document, NOW), undefined, name);
    // What is under way or paid leaves less due.
    if (other.status !== 'open' && other.status !== 'expired') continue;
    assert.equal(offeredAttempt(invoice({ attempts: [first!, other] }), NOW), first, name);
  }
});

test('a transfer is offered like any other while it was not the customer who chose it', () => {
  const one = attempt({ ...TRANSFER, methodAtCreation: 'banktransfer' });
  assert.equal(offeredAttempt(invoice({ attempts: [one] }), NOW), one);
});

test('Pay leads back to a payment as long as 90 seconds are left, or where it has no end', () => {
  const offeredAt = (now: number, expiresAt: string | null = toIso(END)) =>
    offeredAttempt(invoice({ attempts: [attempt({ expiresAt })] }), now) !== undefined;
  assert.deepEqual(
    [END - TIME_TO_PAY - 1, END - TIME_TO_PAY, END - TIME_TO_PAY + 1, END].map((now) => offeredAt(now)),
    [true, true, false, false],
  );
  assert.equal(offeredAt(END + DAY, null), true);
});

test('nothing is offered of an invoice whose facts are in doubt', () => {
  const attempts = [...several(5), ...several(1, TRANSFER)];
  const document = invoice({ attempts, restoredAt: NOW });
  assert.equal(offeredAttempt(document, NOW), undefined);
  assert.equal(attemptForPay(document, NOW), undefined);
  assert.equal(startedTransfer(document), undefined);
});

test('where no other may be made, Pay leads back to the newest that can be paid, even late or a transfer', () => {
  const address = { checkoutUrl: null };
  for (const change of [{ expiresAt: toIso(NOW + SECOND) }, TRANSFER]) {
    const five = several(5, change);
    assert.equal(attemptForPay(invoice({ attempts: five }), NOW), five[4]);
    assert.equal(
      attemptForPay(invoice({ attempts: [...five.slice(0, 4), { ...five[4]!, ...address }] }), NOW),
      five[3],
    );
    assert.equal(attemptForPay(invoice({ attempts: five.slice(1) }), NOW), undefined);
    const ten = [...Array.from({ length: 9 }, () => made(0)), five[0]!];
    assert.equal(attemptForPay(invoice({ attempts: ten }), NOW), five[0]);
    assert.equal(attemptForPay(invoice({ attempts: ten.slice(1) }), NOW), undefined);
  }
  assert.equal(attemptForPay(invoice({ attempts: several(5, address) }), NOW), undefined);
  assert.equal(attemptForPay(invoice({ attempts: several(5, { amount: 1 }) }), NOW), undefined);
});

test('where no other may be made, what Pay would have led back to anyhow comes first', () => {
  const [offered, ...others] = several(5);
  const attempts = [offered!, ...others.map((one) => ({ ...one, ...TRANSFER }))];
  assert.equal(attemptForPay(invoice({ attempts }), NOW), offered);
});

test('ten payments may be made within a minute', () => {
  const nine = Array.from({ length: 9 }, () => 0);
  assert.equal(waitForMade(invoice(), NOW), 0);
  assert.equal(waitForMade(madeAgo(...nine), NOW), 0);
  for (const [age, wait] of [
    [0, MINUTE],
    [1, MINUTE - 1],
    [MINUTE - 1, 1],
    [MINUTE, 0],
    [MINUTE + 1, 0],
  ] as const) {
    assert.equal(waitForMade(madeAgo(age, ...nine), NOW), wait);
    assert.equal(waitForMade(madeAgo(...nine, age), NOW), wait);
  }
});

test('a hundred payments may be made within a day', () => {
  const many = Array.from({ length: 99 }, (_, index) => (index + 1) * MINUTE * 10);
  assert.equal(waitForMade(madeAgo(...many), NOW), 0);
  for (const [age, wait] of [
    [DAY - 1, 1],
    [DAY, 0],
    [DAY + 1, 0],
  ] as const) {
    assert.equal(waitForMade(madeAgo(age, ...many), NOW), wait);
  }
});

test('the tenth newest counts, in whatever order they are, and the longer wait of both', () => {
  const ages = [5, 100, 3, 2, 9, 40, 8, 11, 10, 1, 7].map((seconds) => seconds * SECOND);
  assert.equal(waitForMade(madeAgo(...ages), NOW), 20 * SECOND);
  const hundred = Array.from({ length: 100 }, () => 30 * SECOND);
  assert.equal(waitForMade(madeAgo(...hundred), NOW), DAY - 30 * SECOND);
});

test('what was put aside counts as made, and a time ahead as much as one ago', () => {
  const putAside: PutAside = {
    ...{
      n: 10,
      at: NOW - SECOND,
      amount: 1,
      credential: 'key',
      searches: 0,
      putAsideAt: NOW,
      webhooks: true,
    },
  };
  const nine = Array.from({ length: 9 }, () => made(0));
  assert.equal(waitForMade(invoice({ attempts: nine, putAside: [putAside] }), NOW), MINUTE - SECOND);
  assert.equal(waitForMade(invoice({ attempts: nine.slice(1), putAside: [putAside] }), NOW), 0);
  assert.equal(
    waitForMade(invoice({ attempts: nine, putAside: [{ ...putAside, at: NOW + 1 }] }), NOW),
    MINUTE - 1,
  );
});

test('five payments may be open at once; the next waits for the first that ends, and a second at least', () => {
  const five = several(5).map((one, index) => ({
    ...one,
    expiresAt: toIso(END + ((index + 2) % 5) * MINUTE),
  }));
  assert.equal(waitForOpen(invoice(), NOW), 0);
  assert.equal(waitForOpen(invoice({ attempts: five.slice(0, 4) }), NOW), 0);
  assert.equal(waitForOpen(invoice({ attempts: five }), NOW), END - NOW);
  assert.equal(waitForOpen(invoice({ attempts: [...five, made(0)] }), NOW), END - NOW);
  assert.equal(waitForOpen(invoice({ attempts: [...five.slice(0, 4), made(0)] }), NOW), 0);
  const stray = { ...five[4]!, isStray: true };
  assert.equal(waitForOpen(invoice({ attempts: [...five.slice(0, 4), stray, stray] }), NOW), 0);
  for (const [left, wait] of [
    [SECOND + 1, SECOND + 1],
    [SECOND, SECOND],
    [SECOND - 1, SECOND],
    [0, SECOND],
    [-DAY, SECOND],
  ] as const) {
    assert.equal(waitForOpen(invoice({ attempts: five }), END - left), wait);
  }
});

test('an address is awaited for a minute, of a payment of exactly what is due', () => {
  const awaits = (change: Partial<Attempt>, now = NOW) =>
    awaitsAddress(
      invoice({ attempts: [attempt({ amount: 1 }), attempt({ checkoutUrl: null, ...change })] }),
      now,
    );
  assert.equal(awaits({}), true);
  assert.deepEqual(
    [MINUTE - 1, MINUTE, MINUTE + 1, 1 - MINUTE, -MINUTE].map((age) => awaits({}, NOW + age)),
    [true, false, false, true, false],
  );
  assert.equal(awaits({ checkoutUrl: 'https://www.mollie.com/checkout/2' }), false);
  assert.equal(awaits({ amount: 12_099 }), false);
  assert.equal(awaits({ status: 'expired' }), false);
  assert.equal(awaits({ notVisibleSince: NOW }), false);
  assert.equal(awaitsAddress(invoice(), NOW), false);
  assert.equal(
    awaitsAddress(invoice({ attempts: several(1, { checkoutUrl: null }), restoredAt: NOW }), NOW),
    false,
  );
  assert.equal(awaitsAddress(invoice({ attempts: [attempt({ checkoutUrl: null }), attempt()] }), NOW), true);
});

test("Mollie's refusal holds for a minute", () => {
  const refusal: Refusal = {
    ...{ code: 'below_minimum', due: 12_100, at: NOW, credential: 'key', reference: 'AB12', isFirm: true },
  };
  const held = (age: number) => recentRefusal(invoice({ refusal }), undefined, NOW + age);
  assert.deepEqual([0, MINUTE - 1, MINUTE, MINUTE + 1, 1 - MINUTE, -MINUTE].map(held), [
    refusal,
    refusal,
    null,
    null,
    refusal,
    null,
  ]);
  assert.equal(recentRefusal(invoice(), undefined, NOW), null);
});

test('older ones that can be paid are all but what Pay leads to and the transfer that is to be made', () => {
  const [first, second, transfer, last, ended, hidden] = several(6);
  const attempts = [
    first!,
    second!,
    { ...transfer!, ...TRANSFER },
    last!,
    { ...ended!, status: 'expired' as const },
    { ...hidden!, notVisibleSince: NOW },
  ];
  const older = (document: InvoiceDocument, now = NOW) => ids(olderPayable(document, now));
  assert.deepEqual(older(invoice({ attempts })), ['tr_1', 'tr_2', 'tr_6']);
  assert.deepEqual(older(invoice({ attempts }), END + 1), ['tr_1', 'tr_2', 'tr_4']);
  assert.deepEqual(older(invoice({ attempts }, { total: 1 })), ['tr_1', 'tr_2', 'tr_3', 'tr_4', 'tr_6']);
  // Nothing is the one to pay until the facts are stated again.
  assert.equal(older(invoice({ attempts, restoredAt: NOW })).length, 5);
});

test('one for exactly what is due is no older one while its address is awaited', () => {
  const older = (change: Partial<Attempt>, now = NOW) =>
    olderPayable(invoice({ attempts: [attempt({ checkoutUrl: null, ...change })] }), now).length;
  assert.deepEqual([older({}), older({}, NOW + MINUTE - 1), older({}, NOW + MINUTE)], [0, 0, 1]);
  assert.equal(older({ amount: 12_099 }), 1);
});

test('the transfer that is to be made is the newest one that was chosen, for exactly what is due', () => {
  const [first, second] = several(2, TRANSFER);
  const started = (...attempts: Attempt[]) => startedTransfer(invoice({ attempts }));
  assert.equal(started(first!, second!), second);
  for (const change of [
    { method: 'ideal' },
    { methodAtCreation: 'banktransfer' },
    { status: 'canceled' as const },
    { amount: 12_099 },
    { amount: 12_101 },
    { notVisibleSince: NOW },
  ]) {
    assert.equal(started(first!, { ...second!, ...change }), first);
    assert.equal(started({ ...second!, ...change }), undefined);
  }
});
