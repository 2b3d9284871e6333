import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  Intent,
  InvoiceDocument,
  Notification,
  PutAside,
  Refusal,
} from '../../../proxy/invoice/document.ts';
import { confirm, confirmed, confirms, isNews, storeFacts } from '../../../proxy/invoice/facts.ts';
import { MAX_SKEW } from '../../../proxy/lib/clock.ts';
import type { Facts } from '../../../proxy/token/claims.ts';
import { attempt, FACTS, invoice, NOW } from '../../help/invoice.ts';

const REALM = { account: 'default', mode: 'test' } as const;
const IAT = FACTS.iat;
/** When the tests' tokens come: an hour after the invoice was first seen. */
const LATER = NOW + 3_600_000;

const PAID = attempt({ status: 'paid', paidAt: '2026-11-21T09:05:00+00:00' });
const SECOND = { id: 'tr_2', n: 2 };

const token = (change: Partial<Facts> = {}): Facts => ({ ...FACTS, ...change });
/** A newer token. */
const news = (change: Partial<Facts> = {}): Facts => token({ rev: 2, ...change });

/** What is stored, and told, of an invoice for which `given` comes `LATER`. */
function store(document: InvoiceDocument, given: Facts, put = false) {
  const changed = storeFacts(document, { realm: REALM, given, put }, LATER);
  assert.ok(changed, 'is not stored');
  const log = changed.log.map(({ event, details }) => ({ event, details }));
  return { document: changed.document, log, events: log.map(({ event }) => event) };
}

const eur = (value: string) => ({ currency: 'EUR', value });

const notice = (type: Notification['type']): Notification => ({
  ...{ id: type, type, paymentId: null, at: NOW, tries: 0, nextAt: NOW },
});

const REFUSAL: Refusal = {
  ...{ code: 'below_minimum', due: 12_100, at: NOW, credential: 'key', reference: 'R', isFirm: true },
};

const INTENT: Intent = {
  ...{ n: 1, at: NOW, amount: 12_100, credential: 'key', searches: 0, reported: null },
  request: {} as Intent['request'],
};
const PUT_ASIDE: PutAside = {
  ...{ n: 1, at: NOW, amount: 12_100, credential: 'key', searches: 0, putAsideAt: NOW, webhooks: true },
};

for (const [story, given, put, expected] of [
  ['the same token', {}, false, false],
  ['the same token, put', {}, true, false],
  ['a higher rev', { rev: 2 }, false, true],
  ['a higher rev that was signed earlier', { rev: 2, iat: IAT - 1 }, false, true],
  ['a lower rev', { rev: 0 }, false, false],
  [
    'a lower rev that was signed later, says something else and is put',
    { rev: 0, iat: IAT + 1, total: 1 },
    true,
    false,
  ],
  ['a later iat that says the same', { iat: IAT + 1 }, false, true],
  ['an earlier iat that says something else and is put', { iat: IAT - 1, total: 1 }, true, false],
  ['something else of the same second', { total: 1 }, false, false],
  ['something else of the same second, put', { total: 1 }, true, true],
  ['another id alone, put', { sub: 'invoice-2' }, true, false],
  ['an equal list of what is booked, put', { booked: ['tr_1'] }, true, false],
  ['another list of what is booked, put', { booked: ['tr_2'] }, true, true],
] as const) {
  test(`${story} is ${expected ? '' : 'no '}news`, () => {
    const document = invoice({}, 'booked' in given ? { booked: ['tr_1'] } : {});
    assert.equal(isNews(document, token(given), put), expected);
    const stored = storeFacts(document, { realm: REALM, given: token(given), put }, LATER);
    assert.equal(stored !== undefined, expected);
  });
}

const SKEW = MAX_SKEW / 1000;
for (const [story, restoredAt, iat, expected] of [
  ['of an invoice that was not restored nothing', null, IAT, false],
  ['what was signed in the second of the restore', NOW + 999, IAT, true],
  ['what was signed a second before the restore', NOW, IAT - 1, false],
  ['what was signed after the restore', NOW, IAT + 1, true],
  ['a clock ahead by as much as clocks differ counts', NOW + MAX_SKEW, IAT + SKEW, true],
  ['what such a clock has not reached', NOW + MAX_SKEW, IAT + SKEW - 1, false],
  [
    'what was signed in the last minute counts where the clock was set back',
    NOW + MAX_SKEW + 1,
    IAT - 60,
    true,
  ],
  ['what was signed before that', NOW + MAX_SKEW + 1, IAT - 61, false],
] as const) {
  test(`${story}: ${expected ? 'confirmed' : 'not confirmed'}`, () => {
    assert.equal(confirms(invoice({ restoredAt }), token({ iat }), NOW), expected);
  });
}

test('that an invoice is confirmed is said last, and leaves what the host is to hear', () => {
  const outbox = [notice('invoice.unconfirmed'), notice('invoice.paid')];
  const document = invoice({ restoredAt: NOW, outbox, nextN: 7 });
  const line = { at: '', event: 'invoice.changed', reference: '', number: '', details: {} } as const;
  const { document: held, log } = confirmed({ document, log: [line] }, LATER);
  assert.deepEqual(held, { ...document, restoredAt: null });
  assert.deepEqual(
    log.map(({ event }) => event),
    ['invoice.changed', 'invoice.confirmed'],
  );
});

test('a host that states it again expressly is not told to do so, but all else', () => {
  const outbox = [notice('invoice.unconfirmed'), notice('invoice.paid')];
  const document = invoice({ restoredAt: NOW, outbox });
  const news = { realm: REALM, given: token({ iat: IAT }) };
  const told = (put: boolean) => storeFacts(document, { ...news, put }, LATER)?.document.outbox;
  assert.deepEqual(told(true), [notice('invoice.paid')]);
  assert.deepEqual(told(false), outbox);
});

test('what is known already, signed before the restore, changes nothing', () => {
  const document = invoice({ restoredAt: NOW });
  const news = { realm: REALM, given: token({ rev: 0, iat: IAT - 1 }), put: false };
  assert.equal(storeFacts(document, news, LATER), undefined);
});

test('an invoice whose other record is in doubt begins in doubt', () => {
  const seen = storeFacts(undefined, { realm: REALM, given: token({}), put: false, restoredAt: NOW }, LATER);
  assert.equal(seen?.document.restoredAt, NOW);
});

test('what the operator confirms is told, and settled as of now', () => {
  const restored = invoice({ restoredAt: NOW, attempts: [PAID] });
  const { document, log } = confirm(restored, LATER);
  const completedAt = '2026-11-21T10:00:00+00:00';
  assert.deepEqual(document, { ...restored, restoredAt: null, completedAt });
  assert.equal(log.length, 1);
  const { reference, ...line } = log[0]!;
  assert.match(reference, /./);
  assert.deepEqual(line, { at: completedAt, event: 'invoice.confirmed', number: '2026-0042', details: {} });
});

test('an invoice that is seen for the first time begins with its facts', () => {
  const given = token({ paidElsewhere: 2100, rev: 5 });
  const seen = storeFacts(undefined, { realm: REALM, given, put: false }, NOW);
  assert.deepEqual(seen?.document, invoice({}, { paidElsewhere: 2100, rev: 5 }));
  assert.deepEqual(
    seen?.log.map(({ event, details }) => ({ event, details })),
    [{ event: 'invoice.seen', details: { total: eur('121.00'), paidElsewhere: eur('21.00'), rev: 5 } }],
  );
});

for (const [story, sub, given, put, unconfirmed] of [
  ['news that were signed since the restore', '', { rev: 2, iat: IAT }, false, false],
  ['news that the host puts', '', { rev: 2, iat: IAT }, true, false],
  ['news that were signed before the restore', '', { rev: 2, iat: IAT - 1 }, false, true],
  ['what is known, signed since the restore', '', { rev: 0, iat: IAT }, false, false],
  ['what is known but for the id, signed before the restore', '', { rev: 0, iat: IAT - 1 }, false, true],
] as const) {
  test(`a restored invoice and ${story}: ${unconfirmed ? 'still in doubt' : 'confirmed'}`, () => {
    const outbox = [notice('invoice.unconfirmed')];
    const document = invoice({ restoredAt: NOW, outbox }, { sub });
    const { document: after, events } = store(document, token({ ...given, total: 500 }), put);
    assert.equal(after.restoredAt, unconfirmed ? NOW : null);
    // Whoever has just said it need not be asked for it.
    assert.deepEqual(after.outbox, put ? [] : outbox);
    assert.equal(after.facts.total, given.rev === 2 ? 500 : 12_100);
    // Any token brings the id that was lost.
    assert.equal(after.facts.sub, 'invoice-1');
    // What a payment said of the facts is not what the host has said before.
    assert.deepEqual(events, unconfirmed ? [] : ['invoice.confirmed']);
  });
}

test('news leave alone what else the host is to hear, and say when they came', () => {
  const outbox = [notice('invoice.unconfirmed')];
  const document = invoice({ outbox, nextN: 7 });
  const after = store(document, news({ description: 'Repair' })).document;
  assert.deepEqual(after, { ...document, facts: news({ description: 'Repair' }), factsAt: LATER });
});

const CHANGES: [string, Partial<Facts>, object][] = [
  ['the total', { total: 12_101 }, { total: { from: eur('121.00'), to: eur('121.01') } }],
  [
    'what was paid elsewhere',
    { paidElsewhere: 100 },
    { paidElsewhere: { from: eur('0.00'), to: eur('1.00') } },
  ],
  ['the due date', { dueDate: '2026-12-01' }, { dueDate: { from: null, to: '2026-12-01' } }],
  ['a withdrawal', { void: true }, { void: { from: false, to: true } }],
  ['the number', { number: '43' }, { others: ['number'] }],
  ['two others', { locale: 'nl_NL', date: '2026-11-20' }, { others: ['date', 'locale'] }],
  [
    'total and currency',
    { total: 500, currency: 'JPY' },
    { total: { from: eur('121.00'), to: { currency: 'JPY', value: '500' } }, others: ['currency'] },
  ],
];
for (const [story, given, changes] of CHANGES) {
  test(`the log tells of a change: ${story}`, () => {
    const { log } = store(invoice(), news(given));
    assert.deepEqual(log, [{ event: 'invoice.changed', details: { rev: 2, changes } }]);
  });
  test(`the log tells of a change under the same rev: ${story}`, () => {
    const { log } = store(invoice(), token(given), true);
    assert.deepEqual(log, [{ event: 'invoice.same_rev', details: { rev: 1, changes } }]);
  });
}

test('a newer token that says the same is kept, and nothing is told', () => {
  const given = token({ sub: 'invoice-one', rev: 2, iat: IAT + 1 });
  const { document, log } = store(invoice(), given);
  assert.deepEqual(document.facts, given);
  assert.deepEqual(log, []);
});

test('what Mollie refused is asked for again once anything has changed', () => {
  const document = invoice({ refusal: REFUSAL });
  assert.equal(store(document, news({ description: 'Repair' })).document.refusal, null);
  assert.deepEqual(store(document, news()).document.refusal, REFUSAL);
});

test('the currency may change until a payment was made, or may have been', () => {
  const given = news({ currency: 'USD' });
  assert.equal(store(invoice(), given).document.facts.currency, 'USD');
  const used: Partial<InvoiceDocument>[] = [
    { attempts: [attempt()] },
    { putAside: [PUT_ASIDE] },
    { intent: INTENT },
  ];
  for (const change of used) {
    const error = { code: 'currency_changed', params: { from: 'EUR', to: 'USD' } };
    assert.throws(() => store(invoice(change), given), error);
    // Any other change is welcome.
    assert.equal(store(invoice(change), news({ total: 1 })).document.facts.total, 1);
  }
});

test('an invoice that a change closes is completed as of the change', () => {
  const document = invoice({ attempts: [PAID] }, { total: 12_200 });
  assert.equal(store(document, news()).document.completedAt, '2026-11-21T10:00:00+00:00');
});

const TWIN = attempt({ ...SECOND, status: 'paid' });
const PART = attempt({ ...SECOND, status: 'paid', amount: 5000 });
const REST = attempt({ id: 'tr_3', n: 3, status: 'paid', amount: 7100 });
const BOOKED = { paidElsewhere: 12_100, booked: ['tr_1'] };
for (const [story, attempts, before, given, twice] of [
  ['paid here, and the same elsewhere', [PAID], {}, { paidElsewhere: 12_100 }, '121.00'],
  [
    'paid here, and as much elsewhere on top',
    [PAID],
    { paidElsewhere: 50 },
    { paidElsewhere: 12_150 },
    '121.00',
  ],
  ['paid here, and a cent less elsewhere', [PAID], {}, { paidElsewhere: 12_099 }, null],
  ['paid here, and a cent more elsewhere', [PAID], {}, { paidElsewhere: 12_101 }, null],
  ['paid here, and booked as such', [PAID], {}, BOOKED, null],
  ['paid here and booked, then the same again', [PAID], BOOKED, { paidElsewhere: 24_200 }, null],
  ['paid here twice, and one of them booked', [PAID, TWIN], {}, BOOKED, null],
  [
    'paid here twice, and both booked',
    [PAID, TWIN],
    BOOKED,
    { paidElsewhere: 24_200, booked: ['tr_1', 'tr_2'] },
    null,
  ],
  ['paid here twice, and as much elsewhere', [PAID, TWIN], {}, { paidElsewhere: 12_100 }, '121.00'],
  [
    'paid here twice, one booked, and as much again elsewhere',
    [PAID, TWIN],
    BOOKED,
    { paidElsewhere: 24_200 },
    '121.00',
  ],
  ['paid in part, and as much elsewhere', [PART], {}, { paidElsewhere: 5000 }, null],
  ['paid in two parts, and one of them elsewhere', [PART, REST], {}, { paidElsewhere: 5000 }, '50.00'],
  ['paid in two parts, and the other elsewhere', [PART, REST], {}, { paidElsewhere: 7100 }, '71.00'],
  ['paid in two parts, and both elsewhere', [PART, REST], {}, { paidElsewhere: 12_100 }, '121.00'],
  ['paid in two parts, and their difference elsewhere', [PART, REST], {}, { paidElsewhere: 2100 }, null],
  ['lowered after it was paid, with another open', [PAID, attempt(SECOND)], {}, { total: 12_000 }, null],
] as const) {
  test(`${story}: ${twice ? `${twice} may be booked twice` : 'nothing seems booked twice'}`, () => {
    const { document, log } = store(invoice({ attempts }, before), news({ ...before, ...given }));
    assert.equal(document.maybeBookedTwice, twice !== null);
    const told = log.filter(({ event }) => event === 'invoice.maybe_booked_twice');
    assert.deepEqual(
      told.map(({ details }) => details),
      twice ? [{ amount: eur(twice) }] : [],
    );
  });
}

test('what may be booked twice stays so until the excess is gone', () => {
  const document = invoice({ attempts: [PAID], maybeBookedTwice: true }, { paidElsewhere: 12_100 });
  const same = store(document, news({ paidElsewhere: 12_100, description: 'Repair' }));
  assert.equal(same.document.maybeBookedTwice, true);
  assert.deepEqual(same.events, ['invoice.changed']);
  const mended = store(document, news({ paidElsewhere: 12_100, booked: ['tr_1'] }));
  assert.equal(mended.document.maybeBookedTwice, false);
});
