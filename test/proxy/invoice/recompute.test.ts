import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt, InvoiceDocument, Notification, Refusal } from '../../../proxy/invoice/document.ts';
import { recompute } from '../../../proxy/invoice/recompute.ts';
import { DAY, HOUR } from '../../../proxy/lib/clock.ts';
import { attempt, invoice, NOW } from '../../help/invoice.ts';

const NOW_ISO = '2026-11-21T09:00:00+00:00';
const TEN = '2026-11-21T10:00:00+00:00';
const ELEVEN = '2026-11-21T11:00:00+00:00';
const TWELVE = '2026-11-21T12:00:00+00:00';

const settled = (
  document: InvoiceDocument,
  before: InvoiceDocument = document,
  cause: 'facts' | 'payment' = 'payment',
) => recompute(before, { document, log: [] }, cause, NOW);

const paid = (n: number, amount: number, paidAt: string | null, change: Partial<Attempt> = {}): Attempt =>
  attempt({ id: `tr_${n}`, n, status: 'paid', amount, paidAt, ...change });

const line = { at: NOW_ISO, event: 'payment.paid', reference: 'abcd-efgh', number: '2026-0042', details: {} };

/** Paid of 12100 before | and after | what the log says is too much. */
const EXCESSES: [before: number | undefined, after: number, excess: string | null][] = [
  [undefined, 12_100, null],
  [undefined, 12_101, '0.01'],
  [12_100, 12_100, null],
  [12_100, 12_101, '0.01'],
  [12_101, 12_101, null],
  [12_101, 12_102, '0.02'],
  [12_102, 12_101, null],
];
for (const [before, after, excess] of EXCESSES) {
  test(`${after} paid after ${before} are ${excess ?? 'not'} too much anew`, () => {
    const document = (amount: number) => invoice({ attempts: [paid(1, amount, TEN)] });
    const from = before === undefined ? undefined : document(before);
    const { log } = recompute(from, { document: document(after), log: [line] }, 'payment', NOW);
    const overpaid = { event: 'invoice.overpaid', details: { excess: { currency: 'EUR', value: excess } } };
    assert.equal(log[0], line);
    assert.deepEqual(
      log.slice(1).map(({ event, details }) => ({ event, details })),
      excess === null ? [] : [overpaid],
    );
  });
}

test('an invoice of which anything remains is not complete', () => {
  const completedAt = (amount: number) =>
    settled(invoice({ attempts: [paid(1, amount, TEN)], completedAt: ELEVEN })).document.completedAt;
  assert.equal(completedAt(12_099), null);
  assert.equal(completedAt(12_100), ELEVEN);
  assert.equal(completedAt(12_101), ELEVEN);
});

test('where the host says that nothing remains, it is complete from now on', () => {
  const stated = invoice({}, { paidElsewhere: 12_100 });
  assert.equal(settled(stated, invoice(), 'facts').document.completedAt, NOW_ISO);
  assert.equal(
    recompute(undefined, { document: stated, log: [] }, 'facts', NOW).document.completedAt,
    NOW_ISO,
  );
  const known = { ...stated, completedAt: TEN };
  assert.equal(settled(known, known, 'facts').document.completedAt, TEN);
  const both = invoice({ attempts: [paid(1, 12_100, TEN)] });
  assert.equal(settled(both, invoice(), 'facts').document.completedAt, NOW_ISO);
});

/** Story | attempts before | attempts after | when it was completed. */
const COMPLETIONS: [string, Attempt[] | null, Attempt[], string][] = [
  ['one payment brings all', [], [paid(1, 12_100, TEN)], TEN],
  [
    'what was known is no news, though it was paid later',
    [paid(1, 6000, ELEVEN)],
    [paid(1, 6000, ELEVEN), paid(2, 6100, TEN)],
    TEN,
  ],
  [
    'what was known is no news, though it was more than remained',
    [paid(1, 6100, TEN)],
    [paid(1, 6100, TEN), paid(2, 6000, ELEVEN)],
    ELEVEN,
  ],
  [
    'one is news though another brought as much',
    [paid(1, 6050, ELEVEN)],
    [paid(1, 6050, ELEVEN), paid(2, 6050, TEN)],
    TEN,
  ],
  ['the second of two that came at once', [], [paid(1, 6000, TEN), paid(2, 6100, ELEVEN)], ELEVEN],
  ['they count by when they were paid', [], [paid(1, 6000, ELEVEN), paid(2, 6100, TEN)], ELEVEN],
  ['the first that is enough', [], [paid(1, 12_100, TEN), paid(2, 12_100, ELEVEN)], TEN],
  ['the first that is enough with the next', [], [paid(1, 12_101, TEN), paid(2, 1, ELEVEN)], TEN],
  ['a cent less is not enough', [], [paid(1, 12_099, TEN), paid(2, 1, ELEVEN)], ELEVEN],
  [
    'three that were found in no order',
    [],
    [paid(1, 4000, TWELVE), paid(2, 4000, TEN), paid(3, 4100, ELEVEN)],
    TWELVE,
  ],
  [
    'what was charged back brought nothing',
    [],
    [paid(1, 12_100, TEN, { chargedBack: 12_100 }), paid(2, 12_100, ELEVEN)],
    ELEVEN,
  ],
  [
    'what was charged back in part brought the rest',
    [],
    [paid(1, 12_100, TEN, { chargedBack: 100 }), paid(2, 100, ELEVEN), paid(3, 100, TWELVE)],
    ELEVEN,
  ],
  [
    'what ended in vain brought nothing',
    [],
    [attempt({ status: 'expired', paidAt: TEN }), paid(2, 12_100, ELEVEN)],
    ELEVEN,
  ],
  ['one whose time is not known', [], [paid(1, 12_100, null)], NOW_ISO],
  ['one whose time is not known, and a later one', [], [paid(1, 12_100, TEN), paid(2, 1, null)], TEN],
  [
    'one that is captured further is news',
    [paid(1, 12_100, ELEVEN, { captured: 100 }), paid(2, 100, TWELVE)],
    [paid(1, 12_100, ELEVEN, { captured: 12_000 }), paid(2, 100, TWELVE)],
    ELEVEN,
  ],
  [
    'one that is captured further counts by what is new of it',
    [paid(1, 12_100, TEN, { captured: 6000 })],
    [paid(1, 12_100, TEN, { captured: 7000 }), paid(2, 5100, ELEVEN)],
    ELEVEN,
  ],
  [
    'a chargeback is reversed: all are gone through again',
    [paid(1, 6100, TEN, { chargedBack: 6000 }), paid(2, 6000, ELEVEN)],
    [paid(1, 6100, TEN), paid(2, 6000, ELEVEN)],
    ELEVEN,
  ],
  [
    'a chargeback is reversed: the first that was enough',
    [paid(1, 12_100, TEN, { chargedBack: 12_100 }), paid(2, 1, ELEVEN)],
    [paid(1, 12_100, TEN), paid(2, 1, ELEVEN)],
    TEN,
  ],
  [
    'nothing is known of before',
    null,
    [paid(1, 6000, TEN), paid(2, 6100, ELEVEN), paid(3, 1, TWELVE)],
    ELEVEN,
  ],
];
for (const [story, before, after, completedAt] of COMPLETIONS) {
  test(`complete since ${completedAt}: ${story}`, () => {
    const from = before ? invoice({ attempts: before }) : undefined;
    const { document } = recompute(from, { document: invoice({ attempts: after }), log: [] }, 'payment', NOW);
    assert.equal(document.completedAt, completedAt);
  });
}

test('what was paid elsewhere counts before what was paid here', () => {
  const facts = { paidElsewhere: 6100 };
  const attempts = [paid(1, 6000, TEN), paid(2, 1, ELEVEN)];
  const reversed = invoice(
    { attempts: [paid(1, 6000, TEN, { chargedBack: 6000 }), paid(2, 1, ELEVEN)] },
    facts,
  );
  for (const before of [invoice({}, facts), reversed])
    assert.equal(settled(invoice({ attempts }, facts), before).document.completedAt, TEN);
});

test('a withdrawn invoice is complete with the last payment, though it is not enough', () => {
  const attempts = [paid(1, 1, TEN), paid(2, 1, ELEVEN), paid(3, 1, TWELVE)];
  assert.equal(settled(invoice({ attempts }), invoice()).document.completedAt, null);
  const { document } = settled(invoice({ attempts }, { void: true }), invoice());
  assert.equal(document.completedAt, TWELVE);
  const ended = [...attempts, attempt({ id: 'tr_4', n: 4, status: 'expired' })];
  assert.equal(settled(invoice({ attempts: ended }, { void: true }), invoice()).document.completedAt, TWELVE);
  assert.equal(settled(invoice({}, { void: true }), invoice()).document.completedAt, NOW_ISO);
});

test('a restored invoice is told anew by each payment that is found', () => {
  const [later, earlier] = [paid(2, 12_100, TWELVE), paid(1, 12_100, TEN)];
  const first = settled(
    invoice({ restoredAt: NOW, attempts: [later] }),
    invoice({ restoredAt: NOW }),
  ).document;
  assert.equal(first.completedAt, TWELVE);
  assert.equal(settled({ ...first, attempts: [earlier, later] }, first).document.completedAt, TEN);
  const parts = { ...first, attempts: [paid(1, 12_099, TEN), paid(2, 1, ELEVEN), paid(3, 12_100, TWELVE)] };
  assert.equal(settled(parts, first).document.completedAt, ELEVEN);
  const known = { ...first, restoredAt: null };
  assert.equal(settled({ ...known, attempts: [earlier, later] }, known).document.completedAt, TWELVE);
});

test('facts leave when a restored invoice was completed, as its payments tell', () => {
  const restored = invoice({ restoredAt: NOW, attempts: [paid(1, 12_100, TEN)], completedAt: TEN });
  assert.equal(settled(restored, restored, 'facts').document.completedAt, TEN);
  assert.equal(settled({ ...restored, completedAt: ELEVEN }).document.completedAt, TEN);
  assert.equal(settled({ ...restored, completedAt: null }, restored, 'facts').document.completedAt, NOW_ISO);
});

test('that money came after a withdrawal is remembered while the invoice is withdrawn and any of it is there', () => {
  const remembered = (paidAlthoughVoid: boolean, isVoid: boolean, refunded = 12_099) =>
    settled(
      invoice(
        { paidAlthoughVoid, attempts: [paid(1, 12_100, TEN, { refunded })] },
        { void: isVoid, total: 0 },
      ),
    ).document.paidAlthoughVoid;
  assert.equal(remembered(true, true, 12_100), false);
  assert.deepEqual([remembered(true, true), remembered(true, false)], [true, false]);
  assert.deepEqual([remembered(false, true), remembered(false, false)], [false, false]);
});

test('that something may be booked twice is remembered while too much is paid', () => {
  const remembered = (maybeBookedTwice: boolean, amount: number) =>
    settled(invoice({ maybeBookedTwice, attempts: [paid(1, amount, TEN)] })).document.maybeBookedTwice;
  assert.deepEqual([remembered(true, 12_101), remembered(true, 12_100)], [true, false]);
  assert.deepEqual([remembered(false, 12_101), remembered(false, 12_100)], [false, false]);
});

test('a refusal is remembered while as much is due', () => {
  const refusal = (due: number): Refusal => ({
    ...{ code: 'no_methods', due, at: NOW, credential: 'key', reference: 'abcd-efgh', isFirm: true },
  });
  const remembered = (due: number) => settled(invoice({ refusal: refusal(due) })).document.refusal;
  assert.deepEqual(remembered(12_100), refusal(12_100));
  assert.equal(remembered(12_099), null);
  assert.equal(settled(invoice()).document.refusal, null);
});

/** Expired attempts with these numbers, of three days ago, oldest first. */
const expired = (ns: readonly number[]): Attempt[] =>
  ns.map((n) => attempt({ id: `tr_${n}`, n, status: 'expired', statusAt: NOW - 3 * DAY }));
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const notice = (paymentId: string): Notification => ({
  ...{ id: 'msg_1', type: 'payment.expired', paymentId, at: NOW, tries: 0, nextAt: NOW },
});

/** How many ended in vain | how many of these are no longer listed. */
const LISTED: [number, number][] = [
  [0, 0],
  [19, 0],
  [20, 0],
  [21, 1],
  [25, 5],
];
for (const [count, dropped] of LISTED) {
  test(`of ${count} attempts that ended in vain the oldest ${dropped} are not listed any more`, () => {
    const document = invoice({ attempts: expired(upTo(count)) });
    const omitted = dropped === 0 ? [] : [[1, dropped]];
    assert.deepEqual(settled(document).document, {
      ...document,
      ...{ attempts: expired(upTo(count, dropped + 1)), attemptsOmitted: dropped, omitted },
    });
  });
}

test('others stay listed, and do not count among those that ended in vain', () => {
  const others = [
    attempt({ id: 'tr_1', n: 1 }),
    paid(2, 100, TEN),
    ...expired([3]).map((one) => ({ ...one, captured: 1 })),
  ];
  const { attempts, attemptsOmitted } = settled(
    invoice({ attempts: [...others, ...expired(upTo(24, 4))], attemptsOmitted: 2 }),
  ).document;
  assert.deepEqual(attempts, [...others, ...expired(upTo(24, 5))]);
  assert.equal(attemptsOmitted, 3);
});

test('what brought money stays listed for ever, among however many', () => {
  const long = { statusAt: NOW - 3000 * DAY };
  const attempts = [
    ...upTo(30).map((n) => paid(n, 100, TEN, long)),
    attempt({ id: 'tr_31', n: 31, status: 'expired', captured: 1, ...long }),
    ...expired(upTo(60, 32)),
  ];
  const { document } = settled(invoice({ attempts }));
  assert.deepEqual(document.attempts, [...attempts.slice(0, 31), ...expired(upTo(60, 41))]);
});

test('none is dropped that can change, or of which the host is still to hear', () => {
  const all = expired(upTo(24));
  all[1]!.statusAt = NOW - 48 * HOUR + 1;
  all[2]!.statusAt = NOW - 48 * HOUR;
  const outbox = [notice('tr_9'), notice('tr_4')];
  const { document } = settled(invoice({ attempts: all, outbox }));
  assert.deepEqual(document.omitted, [
    [1, 1],
    [3, 3],
  ]);
  assert.deepEqual(document.attempts, [all[1], ...all.slice(3)]);
});

/** Runs that are not listed | numbers of the oldest, of 21 and more | runs afterwards. */
const RUNS: [[number, number][], number[], [number, number][]][] = [
  [[], [1], [[1, 1]]],
  [[[1, 3]], [4], [[1, 4]]],
  [
    [[1, 3]],
    [5],
    [
      [1, 3],
      [5, 5],
    ],
  ],
  [[[2, 3]], [1], [[1, 3]]],
  [
    [[3, 4]],
    [1],
    [
      [1, 1],
      [3, 4],
    ],
  ],
  [
    [
      [1, 2],
      [4, 5],
    ],
    [3],
    [[1, 5]],
  ],
  [
    [
      [1, 2],
      [8, 9],
    ],
    [4, 5],
    [
      [1, 2],
      [4, 5],
      [8, 9],
    ],
  ],
  [
    [
      [1, 1],
      [3, 9],
    ],
    [2, 10, 12],
    [
      [1, 10],
      [12, 12],
    ],
  ],
  // A number that is listed again after all.
  [[[1, 9]], [5], [[1, 9]]],
];
for (const [omitted, ns, runs] of RUNS) {
  test(`${ns} with [${omitted.join('] [')}] are [${runs.join('] [')}]`, () => {
    const attempts = expired([...ns, ...upTo(120, 101)]);
    const { document } = settled(invoice({ attempts, omitted }));
    assert.deepEqual(document.omitted, runs);
    assert.equal(document.attempts.length, 20);
  });
}
