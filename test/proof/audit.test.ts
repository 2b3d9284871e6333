import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AttemptView, InvoiceView, LogEntryView } from '../../proxy/types.ts';
import { audit } from './audit.ts';
import type { Ask, Evidence, State, Statement, Told, TruePayment } from './evidence.ts';
import { decimals } from './reckoning.ts';

/** An invoice of € 100.00: € 40.00 was paid when nobody could pay more, then the rest was asked for and is open. */
const facts: Statement[] = [
  { slug: 'a', rev: 1, total: 4000, paidElsewhere: 0, booked: [], void: false, at: 10 },
  { slug: 'a', rev: 2, total: 10_000, paidElsewhere: 0, booked: [], void: false, at: 50 },
];
const open = (at: number): State => ({ at, status: 'open', refunded: 0, chargedBack: 0 });
const paid = (at: number): State => ({ ...open(at), status: 'paid' });
const payments: TruePayment[] = [
  { id: 'tr_1', slug: 'a', n: 1, amount: 4000, states: [open(22), paid(30)] },
  { id: 'tr_2', slug: 'a', n: 2, amount: 6000, states: [open(62)] },
];
const ask = (n: number, at: number, amount: number, rev: number): Ask => ({
  ...{ slug: 'a', n, at, amount, rev, mac: `mac${n}`, idempotencyKey: `key${n}` },
  body: `${amount}`,
});
const asks = [ask(1, 21, 4000, 1), ask(2, 61, 6000, 2)];
const decisions = [
  { mac: 'mac1', from: 19, at: 20 },
  { mac: 'mac2', from: 59, at: 60 },
];

const euro = (amount: number) => ({ currency: 'EUR', value: decimals(amount) });
const attempt = (id: string, status: AttemptView['status'], amount: number) =>
  ({ id, status, amount: euro(amount), refunded: euro(0), chargedBack: euro(0) }) as AttemptView;
const view = {
  status: 'partially_paid',
  ...{ total: euro(10_000), paid: euro(4000), paidElsewhere: euro(0), refunded: euro(0) },
  ...{ chargedBack: euro(0), remaining: euro(6000), pending: euro(0), due: euro(6000), excess: euro(0) },
  ...{ completedAt: null, canPay: true },
  attempts: [attempt('tr_2', 'open', 6000), attempt('tr_1', 'paid', 4000)],
} as InvoiceView;
const entry = (event: string, id?: string) => ({ event, details: { id } }) as unknown as LogEntryView;
const log = [
  ...[entry('payment.created', 'tr_2'), entry('payment.paid', 'tr_1')],
  ...[entry('payment.created', 'tr_1'), entry('invoice.seen')],
];
const told: Told = { slug: 'a', view, log };

const clean: Evidence = {
  payments,
  asks,
  decisions,
  statements: facts,
  hearings: [],
  notices: null,
  invoices: [told],
};

const kindsIn = (changed: Partial<Evidence>) =>
  [...new Set(audit({ ...clean, ...changed }).map(({ kind }) => kind))].sort();
const toldAs = (change: Partial<InvoiceView>): Partial<Evidence> => ({
  invoices: [{ ...told, view: { ...view, ...change } }],
});
const secondAsk = (change: Partial<Ask>): Partial<Evidence> => ({
  asks: [asks[0]!, { ...asks[1]!, ...change }],
});
const firstPaid = (...states: State[]): Partial<Evidence> => ({
  payments: [{ ...payments[0]!, states }, payments[1]!],
  invoices: [],
});

test('a run in which nothing went wrong is clean', () => {
  assert.deepEqual(audit(clean), []);
});

test('a payment that asks more or less than was due is found', () => {
  assert.deepEqual(kindsIn(secondAsk({ amount: 6001 })), ['asked too much']);
  assert.deepEqual(kindsIn(secondAsk({ amount: 5999 })), ['asked too little']);
});

test('a payment that rests on facts older than acknowledged ones is found', () => {
  assert.deepEqual(kindsIn({ ...secondAsk({ rev: 1, amount: 4000 }) }), ['asked on old facts']);
  const unacknowledged = facts.map((one) => (one.rev === 2 ? { ...one, at: 60 } : one));
  const stillDue = { ...secondAsk({ rev: 1 }), statements: unacknowledged };
  assert.ok(!kindsIn(stillDue).includes('asked on old facts'));
});

test('a payment of a withdrawn invoice is too much', () => {
  const statements = facts.map((one) => ({ ...one, void: one.rev === 2 }));
  assert.ok(kindsIn({ statements }).includes('asked too much'));
});

test('what happened before the create began and was not final must be known to it', () => {
  const pending = (at: number): State => ({ ...open(at), status: 'pending' });
  const lost = ['asked too much', 'lost payment'];
  assert.deepEqual(kindsIn(firstPaid(open(22), pending(30), paid(40))), ['lost payment']);
  assert.deepEqual(kindsIn(firstPaid(open(22), { ...open(30), status: 'failed' })), [
    'asked too little',
    'lost payment',
  ]);
  const raised = facts.map((one) => (one.rev === 2 ? { ...one, total: 9999 } : one));
  assert.deepEqual(kindsIn({ ...firstPaid(open(22), pending(30), paid(40)), statements: raised }), lost);
});

test('what changes while a payment is decided on counts before and after', () => {
  assert.ok(!kindsIn(firstPaid(open(22), paid(59.5))).includes('asked too much'));
  assert.ok(kindsIn(firstPaid(open(22), paid(60.5))).includes('asked too little'));
});

test('a change of what was final counts once it has been acknowledged', () => {
  const late = firstPaid(open(22), paid(30), { ...paid(40), chargedBack: 4000 });
  assert.deepEqual(kindsIn(late), ['lost payment']);
  const heard = { ...late, hearings: [{ id: 'tr_1', from: 45, at: 46 }] };
  assert.deepEqual(kindsIn(heard), ['asked too little', 'lost payment']);
});

test('a create without an intent before it is found', () => {
  assert.deepEqual(kindsIn({ decisions: decisions.slice(1) }), ['asked without an intent']);
  const late = decisions.map((decision) => ({ ...decision, at: decision.at + 5 }));
  assert.deepEqual(kindsIn({ decisions: late }), ['asked without an intent']);
});

test('a repetition with other bytes or another key is found', () => {
  assert.deepEqual(kindsIn({ asks: [...asks, { ...asks[1]!, body: 'other' }] }), ['asked other bytes']);
  assert.deepEqual(kindsIn({ asks: [...asks, { ...asks[1]!, idempotencyKey: 'other' }] }), [
    'asked other bytes',
  ]);
});

test('one attempt made twice is found', () => {
  const twin = { ...payments[1]!, id: 'tr_3' };
  assert.deepEqual(kindsIn({ payments: [...payments, twin] }), ['lost payment', 'made twice']);
});

test('a payment that its invoice does not show is found, also where the whole invoice is gone', () => {
  assert.deepEqual(kindsIn(toldAs({ attempts: view.attempts!.slice(1) })), ['lost payment']);
  assert.deepEqual(kindsIn({ invoices: [] }), ['lost payment']);
});

test('attempts without money may become a count, which must be right', () => {
  const dead: TruePayment = {
    ...payments[1]!,
    id: 'tr_0',
    n: 3,
    states: [{ ...open(5), status: 'expired' }],
  };
  const more = { payments: [...payments, dead] };
  assert.deepEqual(kindsIn(more), ['lost payment']);
  assert.deepEqual(kindsIn({ ...more, ...toldAs({ attemptsOmitted: 1 }) }), []);
});

test('a payment of somebody else that is counted is found', () => {
  const foreign = [...view.attempts!, attempt('tr_9', 'paid', 100)];
  assert.ok(kindsIn(toldAs({ attempts: foreign })).includes('foreign payment'));
});

test('a payment that is told wrongly is found', () => {
  const wrong = [view.attempts![0]!, attempt('tr_1', 'expired', 4000)];
  assert.deepEqual(kindsIn(toldAs({ attempts: wrong })).includes('wrong payment'), true);
});

test('every figure and every status is reckoned again', () => {
  for (const figure of [
    'paid',
    'paidElsewhere',
    'refunded',
    'chargedBack',
    'pending',
    'remaining',
    'excess',
  ]) {
    assert.deepEqual(kindsIn(toldAs({ [figure]: euro(1) })), ['wrong balance'], figure);
  }
  assert.deepEqual(kindsIn(toldAs({ completedAt: '2026-11-21T09:00:00+00:00' })), ['wrong balance']);
  assert.deepEqual(kindsIn(toldAs({ canPay: false })), ['wrong balance']);
  assert.deepEqual(kindsIn(toldAs({ status: 'paid' })), ['wrong status']);
});

test('a line of the log that is missing or stands twice is found', () => {
  for (const [index] of log.entries()) {
    const without = log.filter((_, at) => at !== index);
    assert.deepEqual(kindsIn({ invoices: [{ ...told, log: without }] }), ['lost log entry']);
    assert.deepEqual(kindsIn({ invoices: [{ ...told, log: [...log, log[index]!] }] }), ['lost log entry']);
  }
});

test('a host that has not heard of the money as it stands is found', () => {
  const notice = { id: 'msg_1', type: 'invoice.partially_paid', slug: 'a', version: 7, invoice: view };
  assert.deepEqual(kindsIn({ notices: [notice] }), []);
  assert.deepEqual(kindsIn({ notices: [] }), ['lost notification']);
  const older = { ...notice, version: 6, invoice: { ...view, paid: euro(0) } };
  assert.deepEqual(kindsIn({ notices: [notice, older] }), []);
  assert.deepEqual(kindsIn({ notices: [older] }), ['lost notification']);
});
