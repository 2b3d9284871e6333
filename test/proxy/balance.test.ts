import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Balance, balanceOf, type Sums } from '../../proxy/invoice/balance.ts';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { sumsOf } from '../../proxy/invoice/sums.ts';
import type { InvoiceStatus } from '../../shared/api.ts';

/** An invoice over 100.00, just sent. */
const SENT: Sums = {
  total: 10_000,
  paidElsewhere: 0,
  paid: 0,
  refunded: 0,
  chargedBack: 0,
  pending: 0,
  void: false,
};

/** Story | what differs from {@link SENT} | status | figures of the balance that are not 0. */
const EXAMPLES = `
  nothing has happened               |                                             | open               | remaining 10000 due 10000
  paid                               | paid 10000                                  | paid               | kept 10000
  paid elsewhere                     | paidElsewhere 10000                         | paid               | kept 10000
  paid here and elsewhere            | paidElsewhere 2100 paid 7900                | paid               | kept 10000
  paid elsewhere in part             | paidElsewhere 2100                          | partially_paid     | remaining 7900 due 7900 kept 2100
  paid but for a cent                | paid 9999                                   | partially_paid     | remaining 1 due 1 kept 9999
  given back elsewhere               | paidElsewhere -500                          | open               | remaining 10500 due 10500 kept -500

  all of it is under way             | pending 10000                               | pending            | remaining 10000
  the rest is under way              | paid 4000 pending 6000                      | pending            | remaining 6000 kept 4000
  a part is under way                | pending 3000                                | pending            | remaining 10000 due 7000
  more is under way than remains     | paid 4000 pending 10000                     | pending            | remaining 6000 kept 4000
  paid, and another is under way     | paid 10000 pending 10000                    | paid               | kept 10000

  paid twice                         | paid 20000                                  | overpaid           | kept 20000 excess 10000
  paid a cent too much               | paidElsewhere 1 paid 10000                  | overpaid           | kept 10001 excess 1
  the excess went back               | paid 20000 refunded 10000                   | paid               | kept 10000 returned 10000
  half of the excess went back       | paid 20000 refunded 5000                    | overpaid           | kept 15000 excess 5000 returned 5000
  more than the excess went back     | paid 20000 refunded 15000                   | partially_refunded | kept 5000 returned 10000
  everything went back               | paid 20000 refunded 20000                   | refunded           | returned 10000
  the excess went back outside       | paidElsewhere -10000 paid 20000             | paid               | kept 10000

  refunded                           | paid 10000 refunded 10000                   | refunded           |
  refunded in part                   | paid 10000 refunded 4000                    | partially_refunded | kept 6000
  a refunded part is forgiven        | paid 4000 refunded 4000                     | open               | remaining 6000 due 6000
  a part of a part is forgiven       | paid 4000 refunded 1000                     | partially_paid     | remaining 6000 due 6000 kept 3000

  charged back                       | paid 10000 chargedBack 10000                | charged_back       | remaining 10000 due 10000
  charged back in part               | paid 10000 chargedBack 3000                 | charged_back       | remaining 3000 due 3000 kept 7000
  charged back, under way again      | paid 10000 chargedBack 10000 pending 10000  | pending            | remaining 10000
  charged back, paid again           | paid 20000 chargedBack 10000                | paid               | kept 10000
  refunded, and charged back too     | paid 10000 refunded 10000 chargedBack 10000 | charged_back       | remaining 10000 due 10000 kept -10000
  excess back, the rest charged back | paid 20000 refunded 10000 chargedBack 10000 | charged_back       | remaining 10000 due 10000 returned 10000

  a total of nothing                 | total 0                                     | nothing_due        |
  a credit note                      | total -5000                                 | nothing_due        |
  a credit note, given back outside  | total -5000 paidElsewhere -5000             | nothing_due        | kept -5000
  credited after it was paid         | total -5000 paid 10000                      | overpaid           | kept 10000 excess 10000
  credited, and refunded for it      | total -5000 paid 10000 refunded 10000       | nothing_due        | returned 10000
  lowered after it was paid          | total 8000 paid 10000                       | overpaid           | kept 10000 excess 2000
  raised after it was paid           | total 12000 paid 10000                      | partially_paid     | remaining 2000 due 2000 kept 10000

  withdrawn                          | void                                        | void               |
  withdrawn after it was paid        | void paid 10000                             | void               | kept 10000 excess 10000
  withdrawn after it was paid twice  | void paid 20000                             | void               | kept 20000 excess 20000
  withdrawn, and refunded for it     | void paid 10000 refunded 10000              | void               | returned 0
  withdrawn, and paid elsewhere      | void paidElsewhere 10000                    | void               | kept 10000
  withdrawn, and taken back in part  | void paid 10000 chargedBack 4000            | void               | kept 6000 excess 6000
`
  .split('\n')
  .filter((line) => line.includes('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string, InvoiceStatus, string]);

/** `paid 10000 void` → `{ paid: 10000, void: true }` */
function figures(text: string): Record<string, number | true> {
  const pairs = [...text.matchAll(/(\w+)(?: (-?\d+))?/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name, value === undefined || Number(value)]));
}

for (const [story, sums, status, balance] of EXAMPLES) {
  test(`${story}: ${status}`, () => {
    const nothing = { returned: 0, remaining: 0, kept: 0, excess: 0, due: 0 };
    assert.deepEqual(balanceOf({ ...SENT, ...figures(sums) }), { ...nothing, ...figures(balance), status });
  });
}

test('the examples show every status', () => {
  assert.equal(new Set(EXAMPLES.map(([, , status]) => status)).size, 10);
});

test('what is booked counts once, as a payment and not as paid elsewhere', () => {
  const attempt = { status: 'paid', amount: 4000, captured: null, refunded: 0, chargedBack: 0 };
  const document = {
    facts: { total: 10_000, paidElsewhere: 9000, booked: ['tr_one', 'tr_three', 'tr_unknown'], void: false },
    attempts: [
      { ...attempt, id: 'tr_one', refunded: 500 },
      { ...attempt, id: 'tr_two', amount: 2000, chargedBack: 300 },
      { ...attempt, id: 'tr_three', status: 'expired' },
      { ...attempt, id: 'tr_four', status: 'authorized', amount: 100 },
    ],
  } as unknown as InvoiceDocument;
  assert.deepEqual(sumsOf(document), {
    total: 10_000,
    paidElsewhere: 5000,
    paid: 6000,
    refunded: 500,
    chargedBack: 300,
    pending: 100,
    void: false,
  });
});

const money = fc.oneof(fc.constantFrom(0, 1, 5000, 10_000), fc.nat(1_000_000));
const anySums: fc.Arbitrary<Sums> = fc.record({
  total: fc.oneof(money, fc.integer({ min: -1_000_000, max: 1_000_000 })),
  paidElsewhere: fc.oneof(money, fc.integer({ min: -1_000_000, max: 1_000_000 })),
  paid: money,
  refunded: money,
  chargedBack: money,
  pending: money,
  void: fc.boolean(),
});

function always(name: string, holds: (sums: Sums, balance: Balance) => void): void {
  test(`whatever happens, ${name}`, () => {
    fc.assert(
      fc.property(anySums, (sums) => holds(sums, balanceOf(sums))),
      { numRuns: 5000 },
    );
  });
}

always('no figure that is shown is negative', (_, { remaining, excess, due, returned }) => {
  for (const figure of [remaining, excess, due, returned]) assert.ok(figure >= 0 && !Object.is(figure, -0));
});

always('nothing remains where too much was paid', ({ total }, { remaining, excess }) => {
  if (total > 0) assert.ok(remaining === 0 || excess === 0);
});

always(
  'the books are even',
  ({ total, refunded, void: withdrawn }, { kept, remaining, returned, excess }) => {
    if (total > 0 && !withdrawn) assert.equal(kept + remaining + (refunded - returned), total + excess);
  },
);

always(
  'of a withdrawn invoice nothing is asked, and all that came here and stayed is too much',
  (sums, { due, remaining, excess }) => {
    if (!sums.void) return;
    const stayed = Math.max(0, sums.paid - sums.chargedBack - sums.refunded);
    assert.deepEqual([due, remaining, excess], [0, 0, stayed]);
  },
);

always('no more is asked than remains, nor what is under way', ({ pending }, { due, remaining }) => {
  assert.equal(due, Math.max(0, remaining - pending));
});

always('no more counts as returned than was refunded', ({ refunded }, { returned }) => {
  assert.ok(returned <= refunded);
});

always('the status agrees with the figures', (sums, { status, remaining, kept, excess }) => {
  const means: Record<Balance['status'], boolean> = {
    void: sums.void,
    overpaid: excess > 0,
    nothing_due: sums.total <= 0,
    refunded: remaining === 0 && sums.refunded > 0 && kept <= 0,
    partially_refunded: remaining === 0 && sums.refunded > 0 && kept > 0 && kept < sums.total,
    paid: remaining === 0 && kept === sums.total,
    pending: remaining > 0 && sums.pending > 0,
    charged_back: remaining > 0 && sums.chargedBack > 0,
    partially_paid: remaining > 0 && kept > 0,
    open: remaining > 0 && kept <= 0,
  };
  assert.ok(means[status], status);
});
