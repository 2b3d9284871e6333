import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt, InvoiceDocument, Refusal } from '../../../proxy/invoice/document.ts';
import { attemptView, paymentView, type ViewOptions, viewOf } from '../../../proxy/invoice/view.ts';
import { DAY, HOUR, MINUTE } from '../../../proxy/lib/clock.ts';
import { MAX_MINOR } from '../../../proxy/lib/money.ts';
import { createTranslator } from '../../../proxy/texts/translator.ts';
import type { Facts } from '../../../proxy/token/claims.ts';
import type { Reason } from '../../../shared/api.ts';
import { attempt, FACTS, invoice, NOW } from '../../help/invoice.ts';

const LINK = 'https://pay.example/i/1';
const SPEECH = createTranslator('en');

const view = (document: InvoiceDocument, options: Partial<ViewOptions> = {}) =>
  viewOf(document, {
    ...{ audience: 'payer', link: LINK, merchantName: null, translator: SPEECH, now: NOW },
    ...{ account: { isConnected: true, isPaused: false } },
    ...options,
  });

const eur = (value: string) => ({ currency: 'EUR', value });
const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

const PAID: Partial<Attempt> = { status: 'paid', paidAt: iso(NOW) };
const TRANSFER = {
  bankName: null,
  bankAccount: 'NL02ABNA0123456789',
  bankBic: null,
  transferReference: 'RF1',
};
/** A transfer that was started. */
const STARTED: Partial<Attempt> = { method: 'banktransfer', bankTransfer: TRANSFER };
/** The second payment, and the third. */
const SECOND = { id: 'tr_2', n: 2 };
const THIRD = { id: 'tr_3', n: 3 };

const ALL: Partial<Facts> = {
  ...{ date: '2026-11-01', dueDate: '2026-12-01', url: 'https://example.org/42', paidElsewhere: 600 },
};

/** An invoice of which every figure is another. */
const RICH = invoice(
  {
    attempts: [
      attempt({ ...PAID, amount: 5000, refunded: 10, chargedBack: 20, chargedBackAt: iso(NOW + 2) }),
      attempt({ ...SECOND, status: 'authorized', amount: 3000, captured: 1000, method: 'klarna' }),
      attempt({ ...THIRD, amount: 3520, dashboardUrl: 'https://my.mollie.com/3' }),
    ],
    attemptsOmitted: 4,
  },
  ALL,
);
const RICH_VIEW = {
  ...{ id: 'invoice-1', number: '2026-0042', date: '2026-11-01', dueDate: '2026-12-01', mode: 'test' },
  ...{ url: 'https://example.org/42', status: 'pending', label: SPEECH.texts.status.pending },
  ...{ total: eur('121.00'), paid: eur('60.00'), paidElsewhere: eur('6.00'), refunded: eur('0.10') },
  ...{ chargedBack: eur('0.20'), remaining: eur('55.20'), pending: eur('20.00'), due: eur('35.20') },
  ...{ excess: eur('0.00'), completedAt: null, canPay: true, continues: true },
  ...{
    reasons: ['payment_pending', 'test_mode'],
    link: LINK,
    stillPayable: [],
    ended: null,
    chargedBackAt: iso(NOW + 2),
  },
  checkedAt: iso(NOW),
};
const OFFERED = {
  ...{ status: 'open', amount: eur('35.20'), method: null, createdAt: iso(NOW) },
  ...{ expiresAt: iso(NOW + 15 * MINUTE), checkoutUrl: 'https://www.mollie.com/checkout/1' },
};

test('the payer sees the sums, the payment that Pay leads to, and nothing of the merchant', () => {
  assert.deepEqual(view(RICH), { ...RICH_VIEW, payment: OFFERED });
});

test('the merchant sees every attempt as well, the newest first', () => {
  const { attempts, attemptsOmitted, payment, merchantName, warnings, ...rest } = view(RICH, {
    ...{ audience: 'merchant', merchantName: 'Bakkerij Jansen' },
  });
  assert.deepEqual(rest, { ...RICH_VIEW, reasons: ['payment_pending', 'test_mode', 'captured_in_part'] });
  const rows = RICH.attempts.map((one) => attemptView(RICH, one, NOW));
  assert.deepEqual(attempts, [rows[2], rows[1], rows[0]]);
  assert.deepEqual(payment, rows[2]);
  assert.deepEqual([attemptsOmitted, merchantName, warnings], [4, 'Bakkerij Jansen', []]);
});

test('while an account is paused or has no key, nothing can be paid, and its invoices say why', () => {
  const seen = (isConnected: boolean, isPaused: boolean, document = invoice()) => {
    const link = isConnected ? LINK : null;
    const { mode, canPay, reasons } = view(document, { link, account: { isConnected, isPaused } });
    return [mode, canPay, reasons];
  };
  assert.deepEqual(seen(true, true), ['test', false, ['paused', 'test_mode']]);
  assert.deepEqual(seen(false, false), [null, false, ['not_connected']]);
  assert.deepEqual(seen(false, true), [null, false, ['paused', 'not_connected']]);
  const paid = invoice({ facts: { ...FACTS, paidElsewhere: FACTS.total } });
  assert.deepEqual(seen(false, true, paid), [null, false, ['paid']]);
});

test('of an attempt the merchant sees what Mollie says, in money and in times', () => {
  const told: Partial<Attempt> = {
    ...{ ...PAID, refunded: 1, chargedBack: 2, dashboardUrl: 'https://my.mollie.com/1', captured: 12_099 },
    ...{
      captureBefore: '2026-12-01',
      notVisibleSince: NOW,
      otherCurrencies: [{ currency: 'USD', value: '1.00' }],
    },
  };
  assert.deepEqual(attemptView(invoice(), attempt(told), NOW), {
    ...{ ...OFFERED, status: 'paid', amount: eur('121.00'), checkoutUrl: null, id: 'tr_1', paidAt: iso(NOW) },
    ...{ refunded: eur('0.01'), chargedBack: eur('0.02'), dashboardUrl: 'https://my.mollie.com/1' },
    ...{ captured: eur('120.99'), captureBefore: '2026-12-01', notVisibleSince: iso(NOW) },
    otherCurrencies: [{ currency: 'USD', value: '1.00' }],
  });
  const plain = attemptView(invoice(), attempt(), NOW);
  assert.equal(plain.captured, null);
  assert.equal(plain.notVisibleSince, null);
  assert.deepEqual(plain.otherCurrencies, []);
  assert.deepEqual(attemptView(invoice(), attempt({ captured: 0 }), NOW).captured, eur('0.00'));
});

for (const [story, document, canPay, continues] of [
  ['open, without a payment', invoice(), true, false],
  ['open, with a checkout', invoice({ attempts: [attempt()] }), true, true],
  ['a cent is due', invoice({}, { paidElsewhere: 12_099 }), true, false],
  ['nothing is due', invoice({}, { paidElsewhere: 12_100 }), false, false],
  ['in doubt', invoice({ restoredAt: NOW }), false, false],
  ['in doubt, with a checkout', invoice({ restoredAt: NOW, attempts: [attempt()] }), false, false],
  ['withdrawn, with a checkout', invoice({ attempts: [attempt()] }, { void: true }), false, false],
] as const) {
  test(`${story}: ${canPay ? 'can be paid' : 'cannot be paid'}${continues ? ', by going on' : ''}`, () => {
    const shown = view(document);
    assert.deepEqual([shown.canPay, shown.continues], [canPay, continues]);
  });
}

for (const [story, audience, maybeBookedTwice, facts, status, excess] of [
  ['a payer, where the host may have booked it twice', 'payer', true, {}, 'paid', '0.00'],
  ['a merchant, where the host may have booked it twice', 'merchant', true, {}, 'overpaid', '121.00'],
  ['a payer who paid twice', 'payer', false, {}, 'overpaid', '121.00'],
  ['a payer of an invoice withdrawn since', 'payer', true, { void: true }, 'void', '121.00'],
] as const) {
  test(`${story} sees: ${status}`, () => {
    const document = invoice(
      { attempts: [attempt(PAID)], maybeBookedTwice },
      { paidElsewhere: 12_100, ...facts },
    );
    const shown = view(document, { audience });
    assert.equal(shown.status, status);
    assert.equal(shown.label, SPEECH.texts.status[status]);
    assert.deepEqual(shown.excess, eur(excess));
  });
}

const EXPIRY = NOW + 15 * MINUTE;
for (const [story, change, now, status] of [
  ['open', {}, EXPIRY + 1, 'open'],
  ['open, not shown by Mollie, until its time is over', { notVisibleSince: NOW }, EXPIRY, 'open'],
  ['open, not shown by Mollie, once its time is over', { notVisibleSince: NOW }, EXPIRY + 1, 'expired'],
  ['paid', PAID, EXPIRY + 1, 'paid'],
  ['pending, not shown by Mollie', { status: 'pending', notVisibleSince: NOW }, EXPIRY + 1, 'pending'],
] as const) {
  test(`a payment that is ${story}, is shown as ${status}`, () => {
    const shown = paymentView(invoice(), attempt(change), now);
    assert.equal(shown.status, status);
    assert.equal(shown.checkoutUrl !== null, status === 'open');
  });
}

test('until when a payment under way holds is not known while Mollie does not show it', () => {
  const until = (change: Partial<Attempt>) => paymentView(invoice(), attempt(change), NOW).expiresAt;
  for (const status of ['pending', 'authorized'] as const) {
    assert.equal(until({ status, notVisibleSince: NOW }), null);
    assert.equal(until({ status }), iso(EXPIRY));
  }
  assert.equal(until({ notVisibleSince: NOW }), iso(EXPIRY));
});

test('a checkout is shown unless the invoice is withdrawn or in doubt', () => {
  const urlOf = (document: InvoiceDocument) => paymentView(document, attempt(), NOW).checkoutUrl;
  assert.equal(urlOf(invoice()), 'https://www.mollie.com/checkout/1');
  assert.equal(urlOf(invoice({}, { void: true })), null);
  assert.equal(urlOf(invoice({ restoredAt: NOW })), null);
});

test('where to transfer to is shown of the transfer that is to be made, and of no other', () => {
  const [older, newer] = [attempt(STARTED), attempt({ ...STARTED, ...SECOND })];
  const document = invoice({ attempts: [older, newer] });
  assert.deepEqual(paymentView(document, newer, NOW).bankTransfer, {
    ...TRANSFER,
    ...{ dueDate: iso(NOW).slice(0, 10), epc: null },
  });
  assert.ok(!('bankTransfer' in paymentView(document, older, NOW)));
  const untold = attempt({ ...STARTED, bankTransfer: null });
  assert.ok(!('bankTransfer' in paymentView(invoice({ attempts: [untold] }), untold, NOW)));
});

test('the day until which a transfer may arrive ends before it expires, by the clock of Amsterdam', () => {
  const until = (expiresAt: string | null) => {
    const transfer = attempt({ ...STARTED, expiresAt });
    return paymentView(invoice({ attempts: [transfer] }), transfer, NOW).bankTransfer!.dueDate;
  };
  assert.equal(until('2026-12-14T23:00:00+00:00'), '2026-12-14');
  assert.equal(until('2026-12-14T23:00:01+00:00'), '2026-12-15');
  assert.equal(until(null), null);
});

const PENDING: Partial<Attempt> = { status: 'pending' };
const EXPIRED: Partial<Attempt> = { status: 'expired' };
const CANCELED: Partial<Attempt> = { status: 'canceled' };
for (const [story, attempts, shown] of [
  ['of none nothing', [], undefined],
  [
    'of those that ended the newest',
    [attempt(EXPIRED), attempt({ ...EXPIRED, ...SECOND }), attempt({ ...EXPIRED, ...THIRD })],
    2,
  ],
  ['the checkout rather than one that ended later', [attempt(), attempt({ ...EXPIRED, ...SECOND })], 0],
  [
    'the pending one rather than one that ended later',
    [attempt(EXPIRED), attempt({ ...PENDING, ...SECOND }), attempt({ ...EXPIRED, ...THIRD })],
    1,
  ],
  [
    'not the pending one that the merchant goes on without',
    [attempt({ ...PENDING, isDisregarded: true }), attempt({ ...EXPIRED, ...SECOND })],
    1,
  ],
  [
    'the pending one, though the merchant goes on without a newer one',
    [attempt(PENDING), attempt({ ...PENDING, ...SECOND, isDisregarded: true })],
    0,
  ],
  [
    'the transfer for the rest rather than the pending part',
    [
      attempt({ ...PENDING, amount: 100 }),
      attempt({ ...STARTED, ...SECOND, amount: 12_000 }),
      attempt({ ...PENDING, ...THIRD, isDisregarded: true }),
    ],
    1,
  ],
  [
    'not a stray that ended, which nobody ever met',
    [attempt(EXPIRED), attempt({ ...EXPIRED, ...SECOND, isStray: true })],
    0,
  ],
  ['nothing, of a stray alone that ended', [attempt({ ...CANCELED, isStray: true })], undefined],
  ['a stray that can be paid', [attempt(EXPIRED), attempt({ ...SECOND, amount: 5000, isStray: true })], 1],
  [
    'a stray that brought money',
    [attempt(EXPIRED), attempt({ ...PAID, ...SECOND, amount: 5000, isStray: true })],
    1,
  ],
  ['the checkout rather than the transfer', [attempt(), attempt({ ...STARTED, ...SECOND })], 0],
] as const) {
  test(`the payment that is shown: ${story}`, () => {
    const { payment } = view(invoice({ attempts }), { audience: 'merchant' });
    const expected = shown === undefined ? null : attemptView(invoice({ attempts }), attempts[shown]!, NOW);
    assert.deepEqual(payment, expected);
  });
}

const UNSEEN: Partial<Attempt> = { notVisibleSince: NOW };
for (const [story, change, now, ended] of [
  ['none was made', null, NOW, null],
  ['it failed', { status: 'failed' }, NOW, 'failed'],
  ['it was cancelled', CANCELED, NOW, 'canceled'],
  ['it expired', EXPIRED, NOW, 'expired'],
  ['it failed less than a day ago', { status: 'failed' }, NOW + DAY - 1, 'failed'],
  ['it failed a day ago', { status: 'failed' }, NOW + DAY, null],
  ['it is open', {}, NOW, null],
  ['it is pending', PENDING, NOW, null],
  ['it is paid', PAID, NOW, null],
  ['it was cancelled after a part was captured', { ...CANCELED, captured: 1 }, NOW, null],
  ['it was cancelled and nothing captured', { ...CANCELED, captured: 0 }, NOW, 'canceled'],
  ['its time is over and Mollie does not show it', UNSEEN, EXPIRY + 1, 'expired'],
  ['its time is not over and Mollie does not show it', UNSEEN, EXPIRY, null],
] as const) {
  test(`how the last payment ended is ${ended ? 'told' : 'not told'}: ${story}`, () => {
    assert.equal(view(invoice({ attempts: change ? [attempt(change)] : [] }), { now }).ended, ended);
  });
}

test('an invoice over nothing is open in words where money was given back outside', () => {
  const label = (paidElsewhere: number) => view(invoice({}, { total: 0, paidElsewhere })).label;
  assert.deepEqual([label(-1), label(0)], [SPEECH.texts.status.open, SPEECH.texts.status.nothing_due]);
});

test('what Pay does not lead to and could be paid is named, a transfer as such', () => {
  const part = attempt({ amount: 2100 });
  const transfer = attempt({ ...STARTED, ...SECOND, amount: 5000, expiresAt: null });
  const { stillPayable } = view(invoice({ attempts: [part, transfer, attempt({ ...EXPIRED, ...THIRD })] }));
  assert.deepEqual(stillPayable, [
    { amount: eur('21.00'), expiresAt: iso(EXPIRY) },
    { amount: eur('50.00'), expiresAt: null, bankTransfer: true },
  ]);
});

for (const [story, changes, expected] of [
  ['none', [{}], null],
  [
    'the last of two',
    [
      { chargedBack: 1, chargedBackAt: iso(NOW + DAY) },
      { chargedBack: 1, chargedBackAt: iso(NOW) },
    ],
    iso(NOW + DAY),
  ],
  ['none in the currency of the invoice', [{ chargedBack: 0, chargedBackAt: iso(NOW) }], null],
  ['one of unknown time', [{ chargedBack: 1, chargedBackAt: null }], null],
  [
    'one of unknown time, one of known',
    [
      { chargedBack: 1, chargedBackAt: iso(NOW) },
      { chargedBack: 1, chargedBackAt: null },
    ],
    iso(NOW),
  ],
] as const) {
  test(`the time of the last chargeback: ${story}`, () => {
    const attempts = changes.map((change, index) =>
      attempt({ ...PAID, id: `tr_${index}`, n: index + 1, ...change }),
    );
    assert.equal(view(invoice({ attempts })).chargedBackAt, expected);
  });
}

const refused = (code: Refusal['code']): Partial<InvoiceDocument> => ({
  refusal: { code, due: 12_100, at: NOW, credential: 'key', reference: 'R', isFirm: true },
});
const LIVE: Partial<InvoiceDocument> = { realm: { account: 'default', mode: 'live' } };
const live = (change: Partial<InvoiceDocument> = {}, facts: Partial<Facts> = {}) =>
  invoice({ ...LIVE, ...change }, facts);

/** The last is for merchants besides. */
const EVERYONE: [string, InvoiceDocument, Reason[], Partial<ViewOptions>?, Reason?][] = [
  ['open', live(), []],
  ['in test mode', invoice(), ['test_mode']],
  ['withdrawn', live({}, { void: true }), ['void']],
  ['paid', live({}, { paidElsewhere: 12_100 }), ['paid']],
  ['overpaid', live({}, { paidElsewhere: 12_101 }), ['paid']],
  ['refunded in part', live({ attempts: [attempt({ ...PAID, refunded: 1 })] }), ['paid']],
  ['refunded', live({ attempts: [attempt({ ...PAID, refunded: 12_100 })] }), ['nothing_due']],
  ['over nothing', live({}, { total: 0 }), ['nothing_due']],
  ['over nothing, a cent given back outside', live({}, { total: 0, paidElsewhere: -1 }), []],
  ['pending for a cent', live({ attempts: [attempt({ ...PENDING, amount: 1 })] }), ['payment_pending']],
  ['awaiting a transfer', live({ attempts: [attempt(STARTED)] }), ['bank_transfer_open']],
  [
    'awaiting a transfer that Mollie does not show, until its time is over',
    live({ attempts: [attempt({ ...STARTED, ...UNSEEN })] }),
    ['bank_transfer_open', 'older_attempt_open'],
    { now: EXPIRY },
    'not_visible',
  ],
  [
    'awaiting a transfer that Mollie does not show, once its time is over',
    live({ attempts: [attempt({ ...STARTED, ...UNSEEN })] }),
    [],
    { now: EXPIRY + 1 },
    'not_visible',
  ],
  ['with a checkout', live({ attempts: [attempt()] }), []],
  ['with a checkout for less', live({ attempts: [attempt({ amount: 1 })] }), ['older_attempt_open']],
  ['in a currency that Mollie has not', live({}, { currency: 'VND' }), ['currency_unsupported']],
  ['in such a currency, a dong due', live({}, { currency: 'VND', total: 1 }), ['currency_unsupported']],
  ['in such a currency, paid', live({}, { currency: 'VND', paidElsewhere: 12_100 }), ['paid']],
  ['without a method for its currency', live(refused('currency_unsupported')), ['currency_unsupported']],
  ['too small for Mollie', live(refused('below_minimum')), ['below_minimum']],
  ['too large for Mollie', live(refused('above_maximum')), ['above_maximum']],
  ['of the largest amount', live({}, { total: MAX_MINOR }), []],
  ['a cent above the largest amount', live({}, { total: MAX_MINOR + 1 }), ['above_maximum']],
  ['without a method', live(refused('no_methods')), ['no_methods']],
  ['read while Mollie is away', live(), ['mollie_unavailable'], { mollieUnavailable: true }],
  ['read while Mollie answers', live(), [], { mollieUnavailable: false }],
  ['in doubt', live({ restoredAt: NOW }), ['unconfirmed']],
  [
    'in doubt, with a checkout',
    live({ restoredAt: NOW, attempts: [attempt()] }),
    ['older_attempt_open', 'unconfirmed'],
  ],
];
for (const [story, document, reasons, options, besides] of EVERYONE) {
  test(`everyone is told of an invoice ${story}: ${reasons.join(', ') || 'nothing'}`, () => {
    for (const audience of ['payer', 'merchant'] as const) {
      const more = besides && audience === 'merchant' ? [besides] : [];
      assert.deepEqual(view(document, { audience, ...options }).reasons, [...reasons, ...more]);
    }
  });
}

const BOOKED: Partial<Facts> = { booked: ['tr_1'] };
const SEEN: Partial<Attempt> = { webhookAt: NOW };
/** Paid, as we found out by asking. */
const ASKED = attempt({ ...PAID, webhooks: true });
const UNTIL = NOW + 2 * MINUTE;
const MERCHANT: [string, InvoiceDocument, string, number?][] = [
  ['nothing', live(), ''],
  ['booked twice', live({ maybeBookedTwice: true }), 'maybe_booked_twice'],
  ['paid although withdrawn', live({ paidAlthoughVoid: true }), 'paid_although_void'],

  ['booked, and nothing paid elsewhere', live({ attempts: [ASKED] }, BOOKED), 'maybe_not_booked paid'],
  [
    'booked, but for a cent',
    live({ attempts: [ASKED] }, { ...BOOKED, paidElsewhere: 12_099 }),
    'maybe_not_booked paid',
  ],
  ['booked', live({ attempts: [ASKED] }, { ...BOOKED, paidElsewhere: 12_100 }), 'paid'],
  ['not booked', live({ attempts: [ASKED] }, { booked: ['tr_2'] }), 'paid'],
  ['booked, more given back elsewhere', live({ attempts: [ASKED] }, { ...BOOKED, paidElsewhere: -1 }), ''],
  ['booked, nothing paid yet', live({ attempts: [attempt()] }, BOOKED), ''],

  ['paid without captures', live({ attempts: [attempt({ ...PAID, captured: null })] }), 'paid'],
  [
    'nothing captured',
    live({ attempts: [attempt({ status: 'authorized', captured: 0 })] }),
    'payment_pending',
  ],
  [
    'a cent captured',
    live({ attempts: [attempt({ status: 'authorized', captured: 1 })] }),
    'captured_in_part payment_pending',
  ],
  [
    'all but a cent captured',
    live({ attempts: [attempt({ ...PAID, captured: 12_099 })] }),
    'captured_in_part',
  ],
  ['all captured', live({ attempts: [attempt({ ...PAID, captured: 12_100 })] }), 'paid'],
  [
    'one of two captured in part',
    live({ attempts: [attempt({ ...PAID, captured: 1 }), attempt({ ...EXPIRED, ...SECOND })] }),
    'captured_in_part',
  ],

  ['not shown', live({ attempts: [attempt({ ...PENDING, ...UNSEEN })] }), 'not_visible payment_pending'],
  [
    'not shown, while another is',
    live({ attempts: [attempt({ ...PENDING, ...UNSEEN }), attempt({ ...EXPIRED, ...SECOND })] }),
    'not_visible payment_pending',
  ],
  ['not shown, and had ended', live({ attempts: [attempt({ ...EXPIRED, ...UNSEEN })] }), ''],
  [
    'paid and not shown, for 395 days',
    live({ attempts: [attempt({ ...PAID, ...UNSEEN, ...SEEN })] }),
    'not_visible paid',
    NOW + 395 * DAY - 1,
  ],
  [
    'paid and not shown, after 395 days',
    live({ attempts: [attempt({ ...PAID, ...UNSEEN, ...SEEN })] }),
    'paid',
    NOW + 395 * DAY,
  ],
  [
    'open and not shown, for two days',
    live({ attempts: [attempt(UNSEEN)] }),
    'not_visible',
    EXPIRY + 48 * HOUR - 1,
  ],
  ['open and not shown, after two days', live({ attempts: [attempt(UNSEEN)] }), '', EXPIRY + 48 * HOUR],

  ['paid without a webhook, for two minutes', live({ attempts: [ASKED] }), 'paid', UNTIL],
  [
    'paid without a webhook, after two minutes',
    live({ attempts: [ASKED] }),
    'paid webhook_silent',
    UNTIL + 1,
  ],
  ['expired without a webhook', live({ attempts: [attempt(EXPIRED)] }), 'webhook_silent', UNTIL + 1],
  ['paid with a webhook', live({ attempts: [attempt({ ...PAID, ...SEEN })] }), 'paid', UNTIL + 1],
  [
    'paid where no webhook can come',
    live({ attempts: [attempt({ ...PAID, webhooks: false })] }),
    'paid',
    UNTIL + 1,
  ],
  ['pending without a webhook', live({ attempts: [attempt(PENDING)] }), 'payment_pending', UNTIL + 1],
  [
    'a webhook for the second alone',
    live({ attempts: [attempt(EXPIRED), attempt({ ...PAID, ...SEEN, ...SECOND })] }),
    'paid',
    UNTIL + 1,
  ],
  [
    'a webhook for the first alone',
    live({ attempts: [attempt({ ...EXPIRED, ...SEEN }), attempt({ ...PAID, ...SECOND })] }),
    'paid webhook_silent',
    UNTIL + 1,
  ],
];
/** What payers are told, too. */
const COMMON: ReadonlySet<string> = new Set(['paid', 'payment_pending', 'nothing_due']);
for (const [story, document, reasons, now = NOW] of MERCHANT) {
  test(`merchants alone are told of their own matters: ${story}`, () => {
    const expected = reasons.split(' ').filter((reason) => reason !== '');
    const told = view(document, { audience: 'merchant', now }).reasons;
    assert.deepEqual(told.toSorted(), expected);
    assert.deepEqual(
      view(document, { now }).reasons.toSorted(),
      expected.filter((reason) => COMMON.has(reason)),
    );
  });
}

test('a refusal is told of for a minute', () => {
  const document = live(refused('no_methods'));
  assert.deepEqual(view(document, { now: NOW + MINUTE - 1 }).reasons, ['no_methods']);
  assert.deepEqual(view(document, { now: NOW + MINUTE }).reasons, []);
});

/** When Mollie last told of it: by its status, by our asking. Seconds before `NOW`. */
const heard = (status: number, asked: number): Partial<Attempt> => ({
  ...{ statusAt: NOW - status * 1000, lookedAt: NOW - asked * 1000 },
});
const LONG_AGO = iso(NOW - 395 * DAY);
for (const [story, changes, ago] of [
  ['nothing is to be heard', [], 0],
  ['asked after its status came', [heard(30, 20)], 20],
  ['its status came after it was asked for', [heard(20, 30)], 20],
  ['two under way: the one that was heard of least lately', [heard(20, 20), heard(30, 40)], 30],
  [
    'two that ended: the one that was heard of last',
    [
      { ...PAID, ...heard(20, 20) },
      { ...PAID, ...heard(30, 30) },
    ],
    20,
  ],
  ['one under way, one that ended earlier', [heard(20, 20), { ...PAID, ...heard(30, 30) }], 20],
  ['one under way, one that ended later', [heard(30, 30), { ...PAID, ...heard(20, 20) }], 30],
  ['one of which no more can be heard', [{ ...PAID, paidAt: LONG_AGO, ...heard(30, 30) }], 0],
  [
    'one that ended, and one of which no more can be heard',
    [
      { ...PAID, ...heard(30, 30) },
      { ...PAID, paidAt: LONG_AGO, ...heard(20, 20) },
    ],
    30,
  ],
] as const) {
  test(`as of when the view is true: ${story}`, () => {
    const attempts = changes.map((change, index) => attempt({ id: `tr_${index}`, n: index + 1, ...change }));
    assert.equal(view(invoice({ attempts })).checkedAt, iso(NOW - ago * 1000));
  });
}
