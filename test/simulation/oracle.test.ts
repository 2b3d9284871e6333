import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceView } from '../../shared/api.ts';
import { decimals, type Reckoned } from '../proof/expected-balance.ts';
import type { Statement, TruePayment } from './observed.ts';
import { contradictions, differences, newestAcknowledged, truth } from './oracle.ts';

const stated = (facts: Partial<Statement>): Statement => ({
  ...{ rev: 1, iat: 1, total: 12_100, paidElsewhere: 0, booked: [], void: false },
  ...{ sentAt: 1, acknowledgedAt: 2 },
  ...facts,
});

const payment = (id: string, is: Partial<TruePayment>): TruePayment => ({
  ...{ id, invoice: 0, account: 'default', mode: 'test', profileId: 'pfl_1', n: 1, method: null },
  ...{ amount: 12_100, status: 'paid', captured: null, refunded: 0, chargedBack: 0 },
  ...{ createdAt: 1, expiresAt: 2, metadata: null, idempotencyKey: null, past: [], isShown: true },
  ...is,
});

/** Facts and payments, and what the contract's formulas make of them, worked out by hand; amounts in cents. */
const EXAMPLES: [string, Partial<Statement>, Partial<TruePayment>[], Partial<Reckoned>][] = [
  ['nothing paid', {}, [], { status: 'open', remaining: 12_100, due: 12_100 }],
  ['paid', {}, [{}], { status: 'paid', paid: 12_100, remaining: 0, due: 0, excess: 0 }],
  [
    'a part paid elsewhere',
    { paidElsewhere: 2_100 },
    [],
    { status: 'partially_paid', remaining: 10_000, due: 10_000 },
  ],
  [
    'a payment under way lowers what is due, and not what remains',
    {},
    [{ status: 'pending' }],
    { status: 'pending', pending: 12_100, remaining: 12_100, due: 0 },
  ],
  ['an open one does neither', {}, [{ status: 'open' }], { status: 'open', pending: 0, due: 12_100 }],
  ['two that were both paid', {}, [{}, {}], { status: 'overpaid', paid: 24_200, excess: 12_100, due: 0 }],
  [
    'what was too much is given back',
    {},
    [{}, { refunded: 12_100 }],
    { status: 'paid', excess: 0, remaining: 0, refunded: 12_100 },
  ],
  [
    'more is given back than was too much: forgiven, not owed again',
    {},
    [{ refunded: 10_000 }],
    { status: 'partially_refunded', remaining: 0, due: 0 },
  ],
  ['all is given back', {}, [{ refunded: 12_100 }], { status: 'refunded', remaining: 0, due: 0 }],
  [
    'charged back: owed again',
    {},
    [{ chargedBack: 12_100 }],
    { status: 'charged_back', remaining: 12_100, due: 12_100 },
  ],
  [
    'a booked payment counts once',
    { paidElsewhere: 12_100, booked: ['tr_1'] },
    [{}],
    { status: 'paid', paidElsewhere: 0, excess: 0, remaining: 0 },
  ],
  [
    'books that name more than they hold make nothing due again',
    { paidElsewhere: 100, booked: ['tr_1'] },
    [{}],
    { status: 'paid', paidElsewhere: 0, due: 0 },
  ],
  [
    'captured in part: that is paid, the rest pending',
    {},
    [{ status: 'authorized', captured: 2_100 }],
    { status: 'pending', paid: 2_100, pending: 10_000, remaining: 10_000, due: 0 },
  ],
  [
    'withdrawn: nothing remains, what came here is too much',
    { void: true, paidElsewhere: 5_000 },
    [{ refunded: 100 }],
    { status: 'void', remaining: 0, due: 0, excess: 12_000 },
  ],
  ['a credit note', { total: -500 }, [], { status: 'nothing_due', remaining: 0, due: 0, excess: 0 }],
  [
    'given back outside: owed again',
    { paidElsewhere: -2_100 },
    [{}],
    { status: 'partially_paid', remaining: 2_100, due: 2_100 },
  ],
];

for (const [name, facts, payments, expected] of EXAMPLES) {
  test(`the oracle: ${name}`, () => {
    const made = payments.map((is, at) => payment(`tr_${at + 1}`, is));
    const reckoned = truth([stated(facts)], made);
    for (const [figure, value] of Object.entries(expected)) {
      assert.equal(reckoned?.[figure as keyof Reckoned], value, figure);
    }
  });
}

test('the oracle: what the merchant goes on without is due again', () => {
  const made = [payment('tr_1', { status: 'pending', amount: 5_000 }), payment('tr_2', { status: 'open' })];
  const sums = (disregarded: string[]) => {
    const { pending, due } = truth([stated({})], made, new Set(disregarded))!;
    return [pending, due];
  };
  assert.deepEqual(
    [sums([]), sums(['tr_2']), sums(['tr_1'])],
    [
      [5_000, 7_100],
      [5_000, 7_100],
      [0, 12_100],
    ],
  );
});

/** A view with no attempts. */
function viewOf(reckoned: Reckoned): InvoiceView {
  const { status, ...sums } = reckoned;
  const figures = Object.entries(sums).map(([name, cents]) => [
    name,
    { currency: 'EUR', value: decimals(cents) },
  ]);
  const completedAt = reckoned.remaining > 0 ? null : '2026-01-01T00:00:00Z';
  return { status, completedAt, attempts: [], ...Object.fromEntries(figures) } as InvoiceView;
}

test('the newest facts are those of the highest revision that was acknowledged, then of the latest token', () => {
  const [first, later, unheard] = [
    stated({ rev: 2, total: 1 }),
    stated({ rev: 2, iat: 5, total: 2 }),
    stated({ rev: 3, total: 3, acknowledgedAt: null }),
  ];
  assert.equal(newestAcknowledged([later, unheard, first]), later);
});

test('a view may go by facts that nobody has acknowledged yet, and never by older ones than were', () => {
  const statements = [
    stated({ rev: 1, total: 100 }),
    stated({ rev: 2, total: 200 }),
    stated({ rev: 3, total: 300, acknowledgedAt: null }),
  ];
  const view = (total: number) => viewOf(truth([stated({ total })], [])!);
  assert.deepEqual(contradictions(view(200), statements), []);
  assert.deepEqual(contradictions(view(300), statements), []);
  assert.notDeepEqual(contradictions(view(100), statements), []);
});

test('each figure that differs is named', () => {
  const reckoned = truth([stated({})], [])!;
  assert.deepEqual(differences(viewOf(reckoned), reckoned), []);
  const other = { ...reckoned, due: 1, status: 'paid' as const };
  assert.deepEqual(differences(viewOf(other), reckoned), [
    'due is 121.00, told as 0.01',
    'open is told as paid',
  ]);
});
