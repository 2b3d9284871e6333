import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyPayments, type PaymentUpdate } from '../../../proxy/invoice/apply-payments.ts';
import { disregard, handedOut, withRedirectUrl } from '../../../proxy/invoice/attempt-changes.ts';
import type { Attempt, Changed, Intent, InvoiceDocument } from '../../../proxy/invoice/document.ts';
import { isOmitted } from '../../../proxy/invoice/omitted-attempts.ts';
import type { Via } from '../../../proxy/invoice/payment-log.ts';
import { MINUTE } from '../../../proxy/lib/clock.ts';
import type { MolliePayment } from '../../../proxy/mollie/payment.ts';
import type { PaymentStatus } from '../../../shared/api.ts';
import { ATTEMPT, attempt, invoice, NOW, seen } from '../../help/invoice.ts';

const LATER = NOW + 30 * MINUTE;
const AT = '2026-11-21T09:05:00+00:00';
const CHECKOUT = 'https://www.mollie.com/checkout/1';

const euros = (value: string) => ({ currency: 'EUR', value });
const ALL = euros('121.00');

const intent = (n: number): Intent => ({
  ...{ n, at: NOW, amount: 12_100, credential: 'key', searches: 0, reported: null },
  request: { amount: ALL, description: '', redirectUrl: '', metadata: {} },
});
const aside = (n: number) => ({
  ...{ n, at: NOW, amount: 12_100, credential: 'key', searches: 0, putAsideAt: NOW, webhooks: true },
});

/** What the log says of a change, in its order. */
const said = ({ log }: Changed) => log.map(({ event, details }) => [event, details]);
const events = ({ log }: Changed) => log.map(({ event }) => event);
const notVisible = (n = 1, id = 'tr_1'): PaymentUpdate => seen({ id }, { n, payment: null });

/** The invoice with one attempt, after an update of it. */
function after(
  known: Partial<Attempt>,
  payment: Partial<MolliePayment> | null,
  via: Via = 'look',
  now = LATER,
) {
  const document = invoice({ attempts: [attempt(known)], nextN: 2 });
  const changed = applyPayments(document, [payment ? seen(payment) : notVisible()], via, now);
  return { ...changed, attempt: changed.document.attempts[0]! };
}

test('a payment that was just made is an attempt with all that Mollie says, at which nobody has looked', () => {
  const before = invoice({ intent: intent(1) });
  const changed = applyPayments(before, [seen({ method: 'ideal' }, { webhooks: false })], 'create', NOW);
  assert.deepEqual(changed.document, {
    ...before,
    attempts: [{ ...ATTEMPT, method: 'ideal', methodAtCreation: 'ideal', webhooks: false, lookedAt: 0 }],
    nextN: 2,
    intent: null,
  });
  assert.deepEqual(said(changed), [
    ['payment.created', { id: 'tr_1', amount: ALL, method: 'ideal', via: 'create' }],
  ]);
  // Also where nobody waits for it any more.
  const late = applyPayments(invoice(), [seen({ method: 'ideal' })], 'create', NOW).document.attempts[0]!;
  assert.equal(late.methodAtCreation, 'ideal');
});

for (const via of ['webhook', 'look', 'watch', 'resync'] as const) {
  test(`a payment that is found by ${via} was looked at, and nobody was sent to it who could choose a method`, () => {
    const attempts = (before: InvoiceDocument) =>
      applyPayments(before, [seen({ method: 'ideal' })], via, LATER).document.attempts;
    const found = {
      ...{ ...ATTEMPT, method: 'ideal', statusAt: LATER, lookedAt: LATER },
      webhookAt: via === 'webhook' ? LATER : null,
    };
    assert.deepEqual(attempts(invoice({ intent: intent(1) })), [{ ...found, methodAtCreation: 'ideal' }]);
    const stray = { ...found, methodAtCreation: 'ideal', isStray: true };
    assert.deepEqual(attempts(invoice({ putAside: [aside(1)] })), [stray]);
    const unknown = { ...found, methodAtCreation: null, isStray: via !== 'resync' };
    assert.deepEqual(attempts(invoice({ intent: intent(2), putAside: [aside(2)] })), [unknown]);
  });
}

/** How a payment came | its status | since when, as Mollie says | whether its webhook is missed | since when, here. */
const SINCE = '2026-11-01T08:00:00+00:00';
const ENDED = Date.parse(SINCE);
const FOUND: [Via, PaymentStatus, string | null, boolean, number][] = [
  ['resync', 'failed', SINCE, false, ENDED],
  ['resync', 'paid', SINCE, false, ENDED],
  ['resync', 'expired', null, false, LATER],
  ['resync', 'authorized', SINCE, true, ENDED],
  ['resync', 'open', null, true, LATER],
  ['webhook', 'failed', SINCE, false, LATER],
  ['webhook', 'open', null, false, LATER],
  ['look', 'failed', SINCE, true, LATER],
  ['watch', 'paid', SINCE, true, LATER],
];
for (const [via, status, statusSince, isMissed, statusAt] of FOUND) {
  const times = `since ${statusSince}, known since ${new Date(statusAt).toISOString()}`;
  test(`${status} by ${via}, ${times}: a webhook is ${isMissed ? '' : 'not '}missed`, () => {
    const { document } = applyPayments(invoice(), [seen({ status, statusSince })], via, LATER);
    const [found] = document.attempts;
    assert.deepEqual([found!.webhookAt, found!.statusAt], [isMissed ? null : LATER, statusAt]);
    assert.ok(!('statusSince' in found!));
  });
}

/** The intent's number, where there is one | how the payment with number 1 came | whether it is a stray one. */
const STRAYS: [number | null, Via, boolean][] = [
  [1, 'create', false],
  [1, 'look', false],
  [2, 'look', true],
  [2, 'webhook', true],
  [null, 'watch', true],
  [null, 'create', true],
  [null, 'resync', false],
  [2, 'resync', false],
  [1, 'resync', false],
];
for (const [n, via, isStray] of STRAYS) {
  test(`payment 1 by ${via} while the intent is ${n} is ${isStray ? '' : 'not '}a stray one`, () => {
    const document = invoice({ intent: n === null ? null : intent(n) });
    const next = applyPayments(document, [seen()], via, NOW).document;
    assert.equal(next.attempts[0]!.isStray, isStray);
    assert.deepEqual(next.intent, n === 1 || n === null ? null : intent(n));
  });
}

test('attempts stand in the order of their numbers, whenever they are found', () => {
  const second = attempt({ id: 'tr_2', n: 2, amount: 1 });
  const updates = [3, 1, 4].map((n) => seen({ id: `tr_${n}`, amount: 1 }, { n }));
  for (const order of [updates, updates.toReversed()]) {
    const { document } = applyPayments(invoice({ attempts: [second], nextN: 3 }), order, 'resync', NOW);
    assert.deepEqual(
      document.attempts.map(({ id, n }) => [id, n]),
      [1, 2, 3, 4].map((n) => [`tr_${n}`, n]),
    );
    assert.equal(document.nextN, 5);
  }
});

test('the next number never falls', () => {
  const nextAfter = (nextN: number, n: number) =>
    applyPayments(invoice({ nextN }), [seen({}, { n })], 'resync', NOW).document.nextN;
  assert.equal(nextAfter(1, 1), 2);
  assert.equal(nextAfter(2, 1), 2);
  assert.equal(nextAfter(5, 1), 5);
  assert.equal(nextAfter(1, 7), 8);
});

test('of what was put aside only what is found is not sought any more, and a refusal is over', () => {
  const refusal = {
    code: 'no_methods',
    due: 12_100,
    at: NOW,
    credential: 'key',
    reference: '',
    isFirm: true,
  } as const;
  const document = invoice({ putAside: [aside(1), aside(2)], refusal });
  const next = applyPayments(document, [seen()], 'watch', NOW).document;
  assert.deepEqual(next.putAside, [aside(2)]);
  assert.equal(next.refusal, null);
});

for (const status of ['pending', 'authorized', 'paid', 'canceled', 'expired', 'failed'] as const) {
  test(`of a payment that is ${status} when it is found, both are told`, () => {
    const details = { id: 'tr_1', amount: ALL, method: null, via: 'resync' };
    assert.deepEqual(said(applyPayments(invoice(), [seen({ status })], 'resync', NOW)), [
      ['payment.created', details],
      [`payment.${status}`, details],
    ]);
  });
}

test('all money that moved on a payment before it is found is told', () => {
  const dollars = { currency: 'USD', value: '1.00' };
  const moved = { refunded: 2, chargedBack: 3, otherCurrencies: [dollars] };
  const details = { id: 'tr_1', amount: ALL, method: null, via: 'resync' };
  const entry = (amount: object) => ({ id: 'tr_1', amount, via: 'resync' });
  const rest = [
    ['payment.other_currency', entry(dollars)],
    ['payment.refunded', entry(euros('0.02'))],
    ['payment.charged_back', entry(euros('0.03'))],
  ];
  assert.deepEqual(
    said(applyPayments(invoice(), [seen({ status: 'authorized', captured: 100, ...moved })], 'resync', NOW)),
    [
      ['payment.created', details],
      ['payment.authorized', details],
      ['payment.captured', entry(euros('1.00'))],
      ...rest,
    ],
  );
});

test('a payment that nobody knows, of which Mollie knows nothing, is none', () => {
  const document = invoice();
  const changed = applyPayments(document, [notVisible()], 'look', NOW);
  assert.deepEqual(changed, { document, log: [] });
});

test('a payment in another currency is told and not counted', () => {
  const document = invoice({ nextN: 4 });
  const changed = applyPayments(document, [seen({ currency: 'JPY', status: 'paid' })], 'webhook', NOW);
  assert.deepEqual(changed.document, document);
  assert.deepEqual(said(changed), [
    ['payment.other_currency', { id: 'tr_1', amount: { currency: 'JPY', value: '12100' }, via: 'webhook' }],
  ]);
});

/** Number | status | whether it is listed again where 2 to 4 and 7 were dropped. */
const DROPPED: [number, PaymentStatus, boolean][] = [
  [1, 'expired', true],
  [2, 'expired', false],
  [3, 'failed', false],
  [4, 'canceled', false],
  [5, 'expired', true],
  [7, 'expired', false],
  [8, 'expired', true],
  [2, 'paid', true],
  [3, 'open', true],
  [4, 'authorized', true],
];
for (const [n, status, isListed] of DROPPED) {
  test(`${status} number ${n} is ${isListed ? '' : 'not '}listed where 2 to 4 and 7 were dropped`, () => {
    const omitted = [
      [2, 4],
      [7, 7],
    ] as const;
    const changed = applyPayments(invoice({ omitted, nextN: 9 }), [seen({ status }, { n })], 'look', NOW);
    assert.equal(changed.document.attempts.length, isListed ? 1 : 0);
    assert.equal(changed.log.length > 0, isListed);
  });
}

test('a number is omitted from the first to the last of a run', () => {
  const document = invoice({
    omitted: [
      [2, 4],
      [7, 7],
    ],
  });
  const ns = Array.from({ length: 10 }, (_, n) => n);
  assert.deepEqual(
    ns.filter((n) => isOmitted(document, n)),
    [2, 3, 4, 7],
  );
});

/** Number that is listed again | what stays left out of 2 to 4 and 7, and how many. */
const LISTED_AGAIN: [number, [number, number][], number][] = [
  [
    2,
    [
      [3, 4],
      [7, 7],
    ],
    3,
  ],
  [
    3,
    [
      [2, 2],
      [4, 4],
      [7, 7],
    ],
    3,
  ],
  [
    4,
    [
      [2, 3],
      [7, 7],
    ],
    3,
  ],
  [7, [[2, 4]], 3],
  [
    5,
    [
      [2, 4],
      [7, 7],
    ],
    4,
  ],
];
for (const [n, omitted, count] of LISTED_AGAIN) {
  test(`of number ${n} that is paid late, ${count} stay left out`, () => {
    const before = invoice({
      ...{ attemptsOmitted: 4, nextN: 9 },
      omitted: [
        [2, 4],
        [7, 7],
      ],
    });
    const { document } = applyPayments(before, [seen({ status: 'paid' }, { n })], 'webhook', NOW);
    assert.deepEqual([document.omitted, document.attemptsOmitted], [omitted, count]);
  });
}

test('who is sent to a payment, or back from it to another address, changes that one alone', () => {
  const others = [attempt({ id: 'tr_0', n: 1, isStray: true }), attempt({ id: 'tr_2', n: 3, isStray: true })];
  const own = attempt({ n: 2, isStray: true });
  const document = invoice({ attempts: [others[0]!, own, others[1]!], nextN: 4 });
  const given = handedOut(document, 'tr_1');
  const attempts = (change: object) => [others[0], { ...own, ...change }, others[1]];
  assert.deepEqual(given, { document: { ...document, attempts: attempts({ isStray: false }) }, log: [] });
  const redirectUrl = 'https://pay.example/pay/1?lang=nl';
  assert.deepEqual(withRedirectUrl(document, 'tr_1', redirectUrl), {
    document: { ...document, attempts: attempts({ redirectUrl }) },
    log: [],
  });
});

test('what no key that could see it is left to see is not visible at once', () => {
  const document = invoice({ attempts: [attempt()] });
  const since = (isKeyGone: boolean | undefined) =>
    applyPayments(
      document,
      [{ ...notVisible(), ...(isKeyGone === undefined ? {} : { isKeyGone }) }],
      'look',
      NOW + MINUTE,
    ).document.attempts[0]!.notVisibleSince;
  assert.deepEqual([since(true), since(false), since(undefined)], [NOW + MINUTE, null, null]);
});

test('an answer about an attempt changes that one alone', () => {
  const others = [attempt({ id: 'tr_0', n: 1 }), attempt({ id: 'tr_2', n: 3 })];
  const document = invoice({
    attempts: [others[0]!, attempt({ n: 2 }), others[1]!],
    nextN: 4,
    intent: intent(4),
  });
  const payment = { method: 'ideal', cancelable: true, expiresAt: AT };
  const changed = applyPayments(
    document,
    [seen(payment, { n: 9, credential: 'x', webhooks: false })],
    'look',
    LATER,
  );
  const known = attempt({ n: 2, ...payment, lookedAt: LATER, looks: 2 });
  assert.deepEqual(changed.document, { ...document, attempts: [others[0], known, others[1]] });
  assert.deepEqual(changed.log, []);
});

test('a webhook is remembered, and what comes after it is none', () => {
  assert.equal(after({}, {}, 'webhook').attempt.webhookAt, LATER);
  assert.equal(after({}, null, 'webhook').attempt.webhookAt, LATER);
  assert.equal(after({ webhookAt: NOW }, {}, 'watch').attempt.webhookAt, NOW);
  assert.equal(after({ webhookAt: null }, {}, 'look').attempt.webhookAt, null);
});

test('a status that changes is told with its time, one that stays is not', () => {
  const changed = after({}, { status: 'paid', method: 'ideal', paidAt: AT }, 'webhook');
  assert.equal(changed.attempt.statusAt, LATER);
  assert.deepEqual(said(changed), [
    ['payment.paid', { id: 'tr_1', amount: ALL, method: 'ideal', via: 'webhook' }],
  ]);
  const same = after({ status: 'paid' }, { status: 'paid' });
  assert.equal(same.attempt.statusAt, NOW);
  assert.deepEqual(same.log, []);
});

test('of a payment that is paid the log tells what it brought, of any other what it asks', () => {
  const amounts = (payment: Partial<MolliePayment>) => said(after({}, payment)).map(([, details]) => details);
  const details = { id: 'tr_1', method: null, via: 'look' };
  assert.deepEqual(amounts({ status: 'pending', captured: null }), [{ ...details, amount: ALL }]);
  assert.deepEqual(amounts({ status: 'paid', captured: 100 })[0], { ...details, amount: euros('1.00') });
  assert.deepEqual(amounts({ status: 'authorized', captured: 100 })[0], { ...details, amount: ALL });
});

/** Known status | what Mollie says | status afterwards. */
const FOLLOWED: [PaymentStatus, PaymentStatus, PaymentStatus][] = [
  ['open', 'pending', 'pending'],
  ['pending', 'open', 'open'],
  ['authorized', 'canceled', 'canceled'],
  ['expired', 'open', 'expired'],
  ['expired', 'canceled', 'expired'],
  ['expired', 'failed', 'expired'],
  ['expired', 'pending', 'pending'],
  ['failed', 'authorized', 'authorized'],
  ['paid', 'pending', 'paid'],
  ['paid', 'authorized', 'paid'],
  ['expired', 'paid', 'paid'],
  ['failed', 'paid', 'paid'],
  ['paid', 'open', 'paid'],
  ['paid', 'expired', 'paid'],
  ['expired', 'expired', 'expired'],
  ['paid', 'paid', 'paid'],
];
for (const [known, told, status] of FOLLOWED) {
  test(`where ${known} is known and Mollie says ${told}, it is ${status}, figures and all`, () => {
    const { attempt } = after({ status: known }, { status: told, refunded: 1 });
    assert.equal(attempt.status, status);
    assert.equal(attempt.refunded, told === status ? 1 : 0);
    assert.equal(attempt.lookedAt, LATER);
  });
}

/** Status | address that Mollie gives | address that is kept where one was known. */
const ADDRESSES: [PaymentStatus, string | null, string | null][] = [
  ['open', null, CHECKOUT],
  ['open', 'https://www.mollie.com/checkout/2', 'https://www.mollie.com/checkout/2'],
  ['pending', null, null],
  ['paid', null, null],
  ['pending', 'https://www.mollie.com/checkout/2', 'https://www.mollie.com/checkout/2'],
];
for (const [status, checkoutUrl, kept] of ADDRESSES) {
  test(`${status} with ${checkoutUrl ?? 'no address'} leads to ${kept ?? 'none'}`, () => {
    assert.equal(after({ checkoutUrl: CHECKOUT }, { status, checkoutUrl }).attempt.checkoutUrl, kept);
  });
}

test('Mollie may fail to find for ten minutes what it has made; after that it is not visible', () => {
  const since = (age: number) => after({}, null, 'look', NOW + age).attempt.notVisibleSince;
  assert.equal(since(10 * MINUTE - 1), null);
  assert.equal(since(10 * MINUTE), null);
  assert.equal(since(10 * MINUTE + 1), NOW + 10 * MINUTE + 1);
  const { attempt, ...changed } = after({ notVisibleSince: NOW }, null);
  assert.equal(attempt.notVisibleSince, NOW);
  assert.deepEqual(changed.log, []);
});

test('that Mollie does not show it changes nothing else of it', () => {
  const { attempt: one } = after({ status: 'pending', isDisregarded: true }, null);
  assert.deepEqual(one, {
    ...attempt({ status: 'pending', isDisregarded: true }),
    ...{ notVisibleSince: LATER, lookedAt: LATER, looks: 2 },
  });
});

test('one that Mollie shows again is visible, and counts whatever was decided', () => {
  const { attempt } = after({ notVisibleSince: NOW, isDisregarded: true }, {});
  assert.equal(attempt.notVisibleSince, null);
  assert.equal(attempt.isDisregarded, false);
});

/** Known | whether Mollie shows it | what is told. */
const SHOWN: [Partial<Attempt>, boolean, string[]][] = [
  [{}, true, []],
  [{}, false, ['payment.not_visible']],
  [{ notVisibleSince: NOW }, true, ['payment.visible_again']],
  [{ notVisibleSince: NOW }, false, []],
  [{ status: 'paid' }, false, ['payment.not_visible']],
  [{ status: 'expired' }, false, []],
  [{ status: 'expired', captured: 1 }, false, ['payment.not_visible']],
  [{ status: 'expired', notVisibleSince: NOW }, true, []],
];
for (const [known, isShown, told] of SHOWN) {
  test(`${JSON.stringify(known)} that Mollie ${isShown ? 'shows' : 'does not show'} is told as ${told}`, () => {
    const { status = 'open' } = known;
    const changed = after(known, isShown ? { status } : null);
    assert.deepEqual(events(changed), told);
    for (const { details } of changed.log)
      assert.deepEqual(details, { id: 'tr_1', amount: ALL, method: null, via: 'look' });
  });
}

/** Known | what Mollie says now | what is told of the money. */
const MOVED: [Partial<Attempt>, Partial<MolliePayment>, [string, string][]][] = [
  [{ status: 'paid' }, { status: 'paid' }, []],
  [{ status: 'paid', refunded: 100 }, { status: 'paid', refunded: 100 }, []],
  [{ status: 'paid', refunded: 100 }, { status: 'paid', refunded: 101 }, [['payment.refunded', '0.01']]],
  [{ status: 'paid', refunded: 100 }, { status: 'paid', refunded: 99 }, [['payment.refund_undone', '0.01']]],
  [{ status: 'paid', chargedBack: 100 }, { status: 'paid', chargedBack: 100 }, []],
  [
    { status: 'paid', chargedBack: 100 },
    { status: 'paid', chargedBack: 101 },
    [['payment.charged_back', '0.01']],
  ],
  [
    { status: 'paid', chargedBack: 100 },
    { status: 'paid', chargedBack: 99 },
    [['payment.charge_back_reversed', '0.01']],
  ],
  [
    { status: 'authorized', captured: 100 },
    { status: 'authorized', captured: 101 },
    [['payment.captured', '0.01']],
  ],
  [{ status: 'authorized', captured: 100 }, { status: 'authorized', captured: 100 }, []],
  [{ status: 'authorized', captured: 100 }, { status: 'authorized', captured: 99 }, []],
  [{ status: 'authorized', captured: 0 }, { status: 'authorized', captured: 12_100 }, []],
  [
    { status: 'authorized', captured: 0 },
    { status: 'authorized', captured: 12_099 },
    [['payment.captured', '120.99']],
  ],
  [{ status: 'authorized', captured: 100 }, { status: 'authorized', captured: null }, []],
  [{ status: 'authorized' }, { status: 'paid' }, []],
];
for (const [known, payment, told] of MOVED) {
  test(`${JSON.stringify(known)} and then ${JSON.stringify(payment)} is told as [${told}]`, () => {
    const changed = after({ ...known, statusAt: NOW }, payment);
    assert.deepEqual(
      said(changed).filter(([event]) => event !== 'payment.paid'),
      told.map(([event, value]) => [event, { id: 'tr_1', amount: euros(value), via: 'look' }]),
    );
  });
}

test('of money in other currencies what is new is told', () => {
  const [dollars, yen] = [
    { currency: 'USD', value: '1.00' },
    { currency: 'JPY', value: '1' },
  ];
  const from = { status: 'paid', otherCurrencies: [dollars] } as const;
  assert.deepEqual(said(after(from, { status: 'paid', otherCurrencies: [dollars, yen] })), [
    ['payment.other_currency', { id: 'tr_1', amount: yen, via: 'look' }],
  ]);
  assert.deepEqual(after(from, { status: 'paid', otherCurrencies: [dollars] }).log, []);
});

/** What is paid of a withdrawn invoice with one payment of 12100, in `known` status. */
function withdrawn(
  known: PaymentStatus,
  told: PaymentStatus,
  change: Partial<InvoiceDocument> = {},
): Changed {
  const document = invoice({ attempts: [attempt({ status: known })], ...change }, { void: true });
  return applyPayments(document, [seen({ status: told })], 'look', LATER);
}

test('money that comes after the withdrawal is told, each time', () => {
  const changed = withdrawn('open', 'paid');
  assert.equal(changed.document.paidAlthoughVoid, true);
  assert.deepEqual(said(changed).slice(1), [
    ['invoice.paid_although_void', { id: 'tr_1', amount: ALL }],
    ['invoice.overpaid', { excess: ALL }],
  ]);
  const second = applyPayments(
    changed.document,
    [seen({ id: 'tr_2', status: 'paid', amount: 1 }, { n: 2 })],
    'look',
    LATER,
  );
  assert.deepEqual(said(second).slice(2), [
    ['invoice.paid_although_void', { id: 'tr_2', amount: euros('0.01') }],
    ['invoice.overpaid', { excess: euros('121.01') }],
  ]);
});

test('money that came before the withdrawal, or none, is not told again', () => {
  for (const [known, told] of [
    ['paid', 'paid'],
    ['open', 'open'],
    ['open', 'expired'],
  ] as const) {
    const { document, log } = withdrawn(known, told);
    assert.equal(document.paidAlthoughVoid, false);
    assert.equal(log.length, known === told ? 0 : 1);
  }
  assert.equal(withdrawn('paid', 'paid', { paidAlthoughVoid: true }).document.paidAlthoughVoid, true);
});

test('what came of several payments is told of each', () => {
  const document = invoice({
    attempts: [attempt({ amount: 6000 }), attempt({ id: 'tr_2', n: 2, amount: 6100 })],
  });
  const updates = [
    seen({ amount: 6000, status: 'paid', paidAt: AT }),
    seen({ id: 'tr_2', amount: 6100, status: 'paid', paidAt: AT }, { n: 2 }),
  ];
  const changed = applyPayments(document, updates, 'webhook', LATER);
  assert.deepEqual(
    changed.document.attempts.map(({ status }) => status),
    ['paid', 'paid'],
  );
  assert.equal(changed.document.completedAt, AT);
  assert.deepEqual(events(changed), ['payment.paid', 'payment.paid']);
});

test('the merchant goes on without the payments that are named, and each is told', () => {
  const [first, second] = [
    attempt({ status: 'pending', amount: 1 }),
    attempt({ id: 'tr_2', n: 2, amount: 2 }),
  ];
  const document = invoice({ attempts: [first, second] });
  const changed = disregard(document, [first], NOW);
  assert.deepEqual(changed.document, { ...document, attempts: [{ ...first, isDisregarded: true }, second] });
  assert.deepEqual(said(changed), [['payment.disregarded', { id: 'tr_1', amount: euros('0.01') }]]);
  assert.deepEqual(events(disregard(document, [first, second], NOW)).length, 2);
  assert.deepEqual(disregard(document, [], NOW), { document, log: [] });
});
