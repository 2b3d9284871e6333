import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt, Notification } from '../../../proxy/invoice/document.ts';
import {
  attemptsBeforeCreate,
  canChange,
  dueAttempts,
  nextDue,
  staleAttempts,
  unwantedAttempts,
} from '../../../proxy/invoice/look-schedule.ts';
import { DAY, HOUR, MAX_SKEW, MINUTE, SECOND, toIso } from '../../../proxy/lib/clock.ts';
import { attempt, invoice, NOW } from '../../help/invoice.ts';

/** When the attempts of the helpers end. */
const END = NOW + 15 * MINUTE;

const PAID_MAY_CHANGE = 395 * DAY;
const DEAD_MAY_CHANGE = 48 * HOUR;

const ids = (attempts: readonly Attempt[]) => attempts.map(({ id }) => id);

/** When it ended, where that is not when its status was first known. */
const PAID_AT = NOW - HOUR;

type Case = [name: string, change: Partial<Attempt>, end: number];

/** In what ways an attempt can have ended with money, and when. */
const WITH_MONEY: Case[] = [
  ['paid', { status: 'paid', paidAt: toIso(PAID_AT) }, PAID_AT],
  ['paid, nobody knows when', { status: 'paid' }, NOW],
  ['expired, captured in part', { status: 'expired', captured: 1 }, NOW],
  [
    'failed, though Mollie says when it was paid',
    { status: 'failed', paidAt: toIso(PAID_AT), captured: 1 },
    NOW,
  ],
];

/** In what ways it can have ended without. */
const WITHOUT_MONEY: Case[] = [
  ['expired', { status: 'expired' }, NOW],
  ['canceled', { status: 'canceled' }, NOW],
  ['failed', { status: 'failed' }, NOW],
  ['failed, though Mollie says when it was paid', { status: 'failed', paidAt: toIso(PAID_AT) }, NOW],
];

/** No longer shown, it ends by its time. */
const HIDDEN: Partial<Attempt> = { notVisibleSince: NOW };

test('what is under way can change for ever', () => {
  for (const status of ['open', 'pending', 'authorized'] as const) {
    assert.equal(canChange(attempt({ status }), NOW + 1000 * DAY), true, status);
  }
});

test('what ended with money can change for 395 days, what ended without for 48 hours', () => {
  const groups = [
    [WITH_MONEY, PAID_MAY_CHANGE],
    [WITHOUT_MONEY, DEAD_MAY_CHANGE],
  ] as const;
  for (const [cases, limit] of groups) {
    for (const [name, change, end] of cases) {
      const can = (age: number) => canChange(attempt(change), end + age);
      assert.deepEqual([0, limit - 1, limit, limit + 1].map(can), [true, true, false, false], name);
      assert.deepEqual([1 - limit, -limit].map(can), [true, false], `${name}, by a clock that was set back`);
    }
  }
});

test('what Mollie no longer shows can change for 48 hours after its time', () => {
  const can = (now: number) => canChange(attempt(HIDDEN), now);
  assert.deepEqual(
    [END, END + 1, END + DEAD_MAY_CHANGE - 1, END + DEAD_MAY_CHANGE, END + DEAD_MAY_CHANGE + 1].map(can),
    [true, true, true, false, false],
  );
});

test('whoever looks makes us ask about what is under way after 5 seconds, else after a minute', () => {
  const cases: [string, Partial<Attempt>, number][] = [
    ['open', {}, 5 * SECOND],
    ['pending', { status: 'pending' }, 5 * SECOND],
    ['authorized', { status: 'authorized' }, 5 * SECOND],
    ['not shown', HIDDEN, 5 * SECOND],
    ['not shown, past its time', { ...HIDDEN, expiresAt: toIso(NOW - HOUR) }, MINUTE],
    ['paid', { status: 'paid' }, MINUTE],
    ['expired', { status: 'expired' }, MINUTE],
  ];
  for (const [name, change, fresh] of cases) {
    const one = attempt(change);
    const isAsked = (age: number) => staleAttempts(invoice({ attempts: [one] }), NOW + age).includes(one);
    assert.deepEqual([0, fresh - 1, fresh, fresh + 1].map(isAsked), [false, false, true, true], name);
    assert.deepEqual(
      [1 - fresh, -fresh].map(isAsked),
      [false, true],
      `${name}, by a clock that was set back`,
    );
  }
});

test('nobody asks about what cannot change any more', () => {
  const isAsked = (now: number) =>
    staleAttempts(invoice({ attempts: [attempt({ status: 'expired' })] }), now).length > 0;
  assert.deepEqual([NOW + DEAD_MAY_CHANGE - 1, NOW + DEAD_MAY_CHANGE].map(isAsked), [true, false]);
});

test('six are asked about at once: what is under way, then what brought money, then what brought none', () => {
  const attempts = [
    attempt({ id: 'tr_dead_late', status: 'expired', lookedAt: NOW - HOUR }),
    attempt({ id: 'tr_paid_late', status: 'paid', lookedAt: NOW - 2 * HOUR }),
    attempt({ id: 'tr_open_late', lookedAt: NOW - 3 * HOUR }),
    attempt({ id: 'tr_dead', status: 'canceled', lookedAt: NOW - 4 * HOUR }),
    attempt({ id: 'tr_hidden', ...HIDDEN, expiresAt: toIso(NOW - 1000), lookedAt: NOW - 5 * HOUR }),
    attempt({ id: 'tr_open', status: 'pending', lookedAt: NOW - 7 * HOUR }),
    attempt({ id: 'tr_captured', status: 'failed', captured: 1, lookedAt: NOW - 6 * HOUR }),
  ];
  const sorted = ['tr_open', 'tr_open_late', 'tr_captured', 'tr_paid_late', 'tr_hidden', 'tr_dead'];
  assert.deepEqual(ids(staleAttempts(invoice({ attempts }), NOW)), sorted);
  assert.deepEqual(ids(staleAttempts(invoice({ attempts: attempts.toReversed() }), NOW)), sorted);
});

test('before another payment what is not final is asked about', () => {
  const not = (['open', 'pending', 'authorized'] as const).map((status) =>
    attempt({ id: `tr_${status}`, status }),
  );
  const attempts = [...not, attempt({ id: 'tr_paid', status: 'paid' })];
  assert.deepEqual(attemptsBeforeCreate(invoice({ attempts }), NOW + 1000 * DAY), not);
});

test('so is what ended in vain within two hours', () => {
  for (const status of ['expired', 'canceled', 'failed'] as const) {
    const attempts = [attempt({ status })];
    const isAsked = (age: number) => attemptsBeforeCreate(invoice({ attempts }), NOW + age).length > 0;
    assert.deepEqual([0, 2 * HOUR - 1, 2 * HOUR, 2 * HOUR + 1, 1 - 2 * HOUR, -2 * HOUR].map(isAsked), [
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  }
  const captured = attempt({ status: 'expired', captured: 1 });
  assert.deepEqual(attemptsBeforeCreate(invoice({ attempts: [captured] }), NOW), []);
});

test('of those the five that ended last, behind what is not final', () => {
  const ended = [4, 1, 6, 3, 5, 2].map((ago) =>
    attempt({ id: `tr_${ago}`, status: 'expired', statusAt: NOW - ago * MINUTE }),
  );
  const open = attempt({ id: 'tr_open' });
  assert.deepEqual(ids(attemptsBeforeCreate(invoice({ attempts: [...ended, open] }), NOW)), [
    ...['tr_open', 'tr_1', 'tr_2', 'tr_3', 'tr_4', 'tr_5'],
  ]);
});

test('of a withdrawn invoice all that is open is to be cancelled, where Mollie allows it', () => {
  const cases: [Partial<Attempt>, boolean][] = [
    [{ cancelable: true }, true],
    [{ cancelable: true, isStray: true }, true],
    [{ cancelable: false }, false],
    [{ cancelable: true, status: 'pending' }, false],
    [{ cancelable: true, status: 'canceled' }, false],
  ];
  for (const [change, isUnwanted] of cases) {
    const one = attempt(change);
    assert.deepEqual(
      unwantedAttempts(invoice({ attempts: [one] }, { void: true }), NOW),
      isUnwanted ? [one] : [],
    );
  }
});

test('else what nobody was sent to, unless it is offered now', () => {
  const stray = attempt({ cancelable: true, isStray: true });
  const unwanted = (one: Attempt, now = NOW) => unwantedAttempts(invoice({ attempts: [one] }), now);
  assert.deepEqual(unwanted(stray), []);
  assert.deepEqual(unwanted(attempt({ cancelable: true, amount: 1 })), []);
  assert.deepEqual(unwanted(attempt({ cancelable: true, checkoutUrl: null })), []);
  for (const change of [{ amount: 12_099 }, { checkoutUrl: null }]) {
    const one = { ...stray, ...change };
    assert.deepEqual(unwanted(one), [one]);
    assert.deepEqual(unwanted({ ...one, cancelable: false }), []);
    assert.deepEqual(unwanted({ ...one, status: 'expired' }), []);
  }
  assert.deepEqual(unwanted(stray, END), [stray]);
  const newer = { ...stray, id: 'tr_2', n: 2 };
  assert.deepEqual(unwantedAttempts(invoice({ attempts: [stray, newer] }), NOW), [stray]);
});

/** Looks at `times`, one after the other, from `one` on; returns when it is looked at next, or that it is not. */
function lookAt(name: string, one: Attempt, times: readonly number[]): number | null {
  let { lookedAt } = one;
  for (const time of times) {
    for (const looked of [lookedAt, time - 1]) {
      const document = invoice({ attempts: [{ ...one, lookedAt: looked }] });
      assert.equal(nextDue(document, time), time, `${name}, looked at ${toIso(looked)}`);
      const isDue = (now: number) => dueAttempts(document, now).length > 0;
      assert.deepEqual([time - 1, time, time + DAY].map(isDue), [false, true, true], name);
    }
    lookedAt = time;
  }
  const document = invoice({ attempts: [{ ...one, lookedAt }] });
  const next = nextDue(document, lookedAt);
  assert.equal(dueAttempts(document, lookedAt + 1000 * DAY).length > 0, next !== null, name);
  return next;
}

test('what is under way is looked at 1, 2, 5, 15 and 60 minutes after it was made, then a day after the last look', () => {
  const times = [1, 2, 5, 15, 60].map((minutes) => NOW + minutes * MINUTE);
  for (const status of ['open', 'pending', 'authorized'] as const) {
    assert.equal(lookAt(status, attempt({ status }), times), NOW + HOUR + DAY);
    const later = attempt({ status, lookedAt: NOW + 7 * DAY });
    assert.equal(nextDue(invoice({ attempts: [later] }), NOW + 7 * DAY), NOW + 8 * DAY);
  }
});

test('what was paid is looked at 1, 7, 30, 90, 180 and 365 days after it was, and no more', () => {
  for (const [name, change, end] of WITH_MONEY) {
    const times = [1, 7, 30, 90, 180, 365].map((days) => end + days * DAY);
    assert.equal(lookAt(name, attempt({ ...change, lookedAt: end }), times), null);
  }
});

test('what ended in vain is looked at 1 and 47 hours after, and no more', () => {
  for (const [name, change, end] of [...WITHOUT_MONEY, ['not shown', HIDDEN, END] as Case]) {
    const times = [1, 47].map((hours) => end + hours * HOUR);
    assert.equal(lookAt(name, attempt({ ...change, lookedAt: end }), times), null);
  }
});

test('it is time for a look at its very millisecond', () => {
  const document = invoice({ attempts: [attempt(), attempt({ id: 'tr_paid', status: 'paid' })] });
  const due = (now: number) => ids(dueAttempts(document, now));
  assert.deepEqual([NOW + MINUTE - 1, NOW + MINUTE].map(due), [[], ['tr_1']]);
  assert.deepEqual([NOW + DAY - 1, NOW + DAY].map(due), [['tr_1'], ['tr_1', 'tr_paid']]);
});

test('a look further ahead than clocks differ was written by a clock that was set back, and is none', () => {
  const next = (lookedAt: number, change: Partial<Attempt> = {}) =>
    nextDue(invoice({ attempts: [attempt({ lookedAt, ...change })] }), NOW);
  assert.equal(next(NOW + MAX_SKEW - 1), NOW + 5 * MINUTE);
  assert.equal(next(NOW + MAX_SKEW), NOW + 15 * MINUTE);
  assert.equal(next(NOW + MAX_SKEW + 1), NOW + MINUTE);
  const paid = { status: 'paid', paidAt: toIso(NOW - DAY) } as const;
  assert.equal(next(NOW + MAX_SKEW, paid), NOW + 6 * DAY);
  assert.equal(next(NOW + MAX_SKEW + 1, paid), NOW);
});

test('what was made further ahead is looked at as often as clocks may differ', () => {
  const next = (ahead: number) =>
    nextDue(invoice({ attempts: [attempt({ createdAt: toIso(NOW + ahead), lookedAt: NOW - 7 })] }), NOW);
  assert.equal(next(MAX_SKEW), NOW + MAX_SKEW + MINUTE);
  assert.equal(next(MAX_SKEW + SECOND), NOW - 7 + MAX_SKEW);
});

test('what is open of an invoice is looked at again at once after it was withdrawn, and once', () => {
  const cases: [string, Partial<Attempt>, boolean, boolean][] = [
    ['open', { lookedAt: NOW - 1 }, true, true],
    ['looked at since', { lookedAt: NOW }, true, false],
    ['looked at later', { lookedAt: NOW + 1 }, true, false],
    ['pending', { lookedAt: NOW - 1, status: 'pending' }, true, false],
    ['expired', { lookedAt: NOW - 1, status: 'expired' }, true, false],
    ['not withdrawn', { lookedAt: NOW - 1 }, false, false],
  ];
  for (const [name, change, isVoid, isDue] of cases) {
    const one = attempt(change);
    const document = invoice({ attempts: [one] }, { void: isVoid });
    const now = NOW + SECOND;
    assert.deepEqual(dueAttempts(document, now), isDue ? [one] : [], name);
    assert.equal(nextDue(document, now) === now, isDue, name);
  }
});

const notice = (nextAt: number): Notification => ({
  ...{ id: `msg_${nextAt}`, type: 'invoice.paid', paymentId: null, at: NOW, tries: 0, nextAt },
});

test('the first of what is to be done is next: a look, a search, a notice or a cancellation', () => {
  assert.equal(nextDue(invoice(), NOW), null);
  const attempts = [attempt({ status: 'paid' }), attempt({ status: 'expired' })];
  assert.equal(nextDue(invoice({ attempts }), NOW), NOW + HOUR);
  const outbox = [notice(NOW + HOUR - 1), notice(NOW + HOUR - 2)];
  assert.equal(nextDue(invoice({ attempts, outbox }), NOW), NOW + HOUR - 2);
  assert.equal(nextDue(invoice({ outbox }), NOW), NOW + HOUR - 2);
  const aside = { n: 1, at: NOW, amount: 1, credential: 'key', searches: 0, putAsideAt: NOW, webhooks: true };
  assert.equal(nextDue(invoice({ attempts, outbox, putAside: [aside] }), NOW), NOW + MINUTE);
  assert.equal(nextDue(invoice({ putAside: [aside] }), NOW), NOW + MINUTE);
  const unwanted = attempt({ cancelable: true, isStray: true, amount: 1 });
  assert.equal(nextDue(invoice({ outbox, attempts: [unwanted] }), NOW), NOW);
});

test('where nothing is left to be done, nothing is next', () => {
  const attempts = [attempt({ status: 'expired', lookedAt: NOW + 47 * HOUR })];
  assert.equal(nextDue(invoice({ attempts }), NOW + 47 * HOUR), null);
});

test('a host that does not know which invoice it is about is told nothing', () => {
  assert.equal(nextDue(invoice({ outbox: [notice(NOW)] }, { sub: '' }), NOW), null);
});
