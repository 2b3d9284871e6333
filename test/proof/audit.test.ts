import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AttemptView, InvoiceView, LogEntryView } from '../../shared/api.ts';
import { audit } from './audit.ts';
import type { Ask, Evidence, State, Statement, Told, TruePayment } from './evidence.ts';
import { decimals } from './expected-balance.ts';

/** An invoice of € 100.00: € 40.00 was paid when nobody could pay more, then the rest was asked for and is open. */
const facts: Statement[] = [
  { slug: 'a', rev: 1, from: 5, total: 4000, paidElsewhere: 0, booked: [], void: false, at: 10 },
  { slug: 'a', rev: 2, from: 45, total: 10_000, paidElsewhere: 0, booked: [], void: false, at: 50 },
];
const open = (at: number): State => ({
  ...{ at, status: 'open', refunded: 0, chargedBack: 0, captured: null },
});
const paid = (at: number): State => ({ ...open(at), status: 'paid' });
const payments: TruePayment[] = [
  { id: 'tr_1', slug: 'a', n: 1, amount: 4000, states: [open(22), paid(30)], hidden: [] },
  { id: 'tr_2', slug: 'a', n: 2, amount: 6000, states: [open(62)], hidden: [] },
];
const ask = (n: number, at: number, amount: number, rev: number): Ask => ({
  ...{ slug: 'a', n, from: at - 2, at, keptAt: at, amount, rev },
  ...{ mac: `mac${n}`, idempotencyKey: `key${n}` },
  body: `${amount}`,
});
const asks = [ask(1, 21, 4000, 1), ask(2, 61, 6000, 2)];
const decisions = [
  { mac: 'mac1', from: 19, at: 20 },
  { mac: 'mac2', from: 59, at: 60 },
];

const euro = (amount: number) => ({ currency: 'EUR', value: decimals(amount) });
const attempt = (id: string, status: AttemptView['status'], amount: number) =>
  ({
    ...{ id, status, amount: euro(amount), refunded: euro(0), chargedBack: euro(0), captured: null },
  }) as AttemptView;
const view = {
  status: 'partially_paid',
  ...{ total: euro(10_000), paid: euro(4000), paidElsewhere: euro(0), refunded: euro(0) },
  ...{ chargedBack: euro(0), remaining: euro(6000), pending: euro(0), due: euro(6000), excess: euro(0) },
  ...{ completedAt: null, canPay: true },
  attempts: [attempt('tr_2', 'open', 6000), attempt('tr_1', 'paid', 4000)],
} as InvoiceView;
const entry = (event: string, id?: string) =>
  ({ event, at: '09:00', details: { id } }) as unknown as LogEntryView;
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
  disregards: [],
  losses: [],
  upsets: [],
  answers: [],
  presses: Number.POSITIVE_INFINITY,
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

test('a payment that nobody here could hear of for a day is none that was lost, and in no balance', () => {
  const from = 22;
  const minute = 60_000;
  const dead = { ...open(23), status: 'expired' } as const;
  const underWay = { ...open(23), status: 'pending' } as const;
  const sought = (to: number, change: Partial<Evidence> = {}, last: State = dead, pause = 0) => {
    const hidden = [
      { from, to: 10 * minute },
      { from: 10 * minute + pause, to },
    ];
    const unknown = { ...payments[0]!, id: 'tr_0', n: 3, states: [open(22), last], hidden };
    const unanswered = { ...ask(3, 21, 4000, 1), keptAt: null };
    const decided = { mac: 'mac3', from: 19, at: 20 };
    const known = { payments: [...payments, unknown], asks: [...asks, unanswered] };
    return kindsIn({ ...known, decisions: [...decisions, decided], ...change });
  };
  const day = 24 * 60 * minute;
  assert.deepEqual(sought(from + day), []);
  assert.deepEqual(sought(from + day, {}, dead, minute), []);
  assert.deepEqual(sought(from + day, {}, dead, minute + 1), ['lost payment']);
  assert.deepEqual(sought(from + day - 1), ['lost payment']);
  assert.deepEqual(sought(from + day, {}, underWay), []);
  assert.deepEqual(sought(from + day - 1, {}, underWay), ['lost payment', 'wrong balance', 'wrong status']);
  const answered = [...asks, ask(3, 21, 4000, 1)];
  assert.deepEqual(sought(from + day, { asks: answered }), ['lost payment']);
  const hearings = [{ id: 'tr_0', from: 20, at: 21 }];
  assert.deepEqual(sought(from + day, { hearings }), ['lost payment']);
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
  const notice = {
    ...{ id: 'msg_1', type: 'invoice.partially_paid', slug: 'a', version: 7 },
    ...{ paymentId: 'tr_1', invoice: view },
  };
  assert.deepEqual(kindsIn({ notices: [notice] }), []);
  assert.deepEqual(kindsIn({ notices: [] }), ['lost notification']);
  const older = { ...notice, version: 6, invoice: { ...view, paid: euro(0) } };
  assert.deepEqual(kindsIn({ notices: [notice, older] }), []);
  assert.deepEqual(kindsIn({ notices: [older] }), ['lost notification']);
});

test('a movement of money is to be told by itself, with its payment', () => {
  const notice = {
    ...{ id: 'msg_1', type: 'invoice.partially_paid', slug: 'a', version: 7 },
    ...{ paymentId: 'tr_1', invoice: view },
  };
  const about = (paymentId: string | null) => kindsIn({ notices: [{ ...notice, paymentId }] });
  assert.deepEqual([about(null), about('tr_2')], [['lost notification'], ['lost notification']]);
  const refunded = { ...entry('payment.refunded', 'tr_1'), at: '09:01' };
  const moved = { invoices: [{ ...told, log: [...log, refunded] }] };
  assert.deepEqual(kindsIn({ ...moved, notices: [notice] }), ['lost notification']);
  assert.deepEqual(kindsIn({ ...moved, notices: [notice, notice] }), ['lost notification']);
  assert.deepEqual(kindsIn({ ...moved, notices: [notice, { ...notice, id: 'msg_2' }] }), []);
  const ended = { ...notice, id: 'msg_2', type: 'payment.failed' };
  assert.deepEqual(kindsIn({ ...moved, notices: [notice, ended] }), ['lost notification']);
});

test('a create that is sent when it is not due any more is found', () => {
  const again = (change: Partial<Ask>) => kindsIn({ asks: [...asks, { ...asks[1]!, ...change }] });
  const third: Statement = { ...facts[1]!, rev: 3, from: 65, total: 9000, at: 70 };
  const unwanted = ['asked what is no longer wanted'];
  const changed = { statements: [...facts, third], invoices: [] };
  const lost = ['lost payment'];
  // Nothing has changed.
  assert.deepEqual(again({ from: 75, at: 76 }), []);
  // It was under way when the facts changed, or before they did.
  const sent = (change: Partial<Ask>, more: Partial<Evidence> = changed) =>
    kindsIn({ asks: [...asks, { ...asks[1]!, ...change }], ...more });
  assert.deepEqual(sent({ from: 69, at: 76 }), lost);
  assert.deepEqual(sent({ from: 63, at: 64 }), lost);
  // It began when they had been acknowledged.
  assert.deepEqual(sent({ from: 71, at: 76 }), [...unwanted, ...lost].sort());
  // It was decided on before and has never been sent.
  assert.deepEqual(kindsIn({ ...changed, asks: [asks[0]!, { ...asks[1]!, from: 71, at: 76 }] }), [
    ...[...unwanted, ...lost].sort(),
  ]);
  const unheard = { ...changed, statements: [...facts, { ...third, at: null }] };
  assert.deepEqual(sent({ from: 71, at: 76 }, unheard), lost);
  const withdrawn = { ...changed, statements: [...facts, { ...third, total: 10_000, void: true }] };
  assert.deepEqual(sent({ from: 71, at: 76 }, withdrawn), [...unwanted, ...lost].sort());
  // Another payment has brought the money meanwhile.
  const other: TruePayment = {
    ...payments[0]!,
    id: 'tr_3',
    n: 3,
    amount: 6000,
    states: [open(63), paid(66)],
  };
  const paidOtherwise = { payments: [...payments, other], invoices: [] };
  assert.deepEqual(sent({ from: 71, at: 76 }, paidOtherwise), [...unwanted, ...lost].sort());
  assert.deepEqual(sent({ from: 65, at: 76 }, paidOtherwise), lost);
});

test('after a lost store nothing may be asked before the host has stated the invoice again', () => {
  const loss = (statedAt: number | null, change: Partial<Evidence> = {}) =>
    kindsIn({ losses: [{ slug: 'a', at: 55, statedAt }], ...change });
  assert.deepEqual(loss(57), []);
  assert.deepEqual(loss(61), ['asked unconfirmed']);
  assert.deepEqual(loss(null), ['asked unconfirmed', 'wrong balance']);
  assert.deepEqual(loss(null, toldAs({ canPay: false })), ['asked unconfirmed']);
});

test('a lost store takes its log along, and no more', () => {
  const losses = [{ slug: 'a', at: 55, statedAt: 57 }];
  const logged = (...entries: LogEntryView[]) => kindsIn({ losses, invoices: [{ ...told, log: entries }] });
  const [created] = log;
  assert.deepEqual(logged(entry('invoice.restored'), created!), []);
  assert.deepEqual(logged(created!), ['lost log entry']);
  assert.deepEqual(logged(entry('invoice.restored')), ['lost log entry']);
  assert.deepEqual(logged(entry('invoice.restored'), entry('invoice.seen'), created!), ['lost log entry']);
});

test('what was captured of a payment has come in, and the rest is under way', () => {
  const authorized: State = { ...open(30), status: 'authorized', captured: 2500 };
  const captured = (states: State[], change: Partial<InvoiceView>, first: Partial<AttemptView>) =>
    kindsIn({
      payments: [{ ...payments[0]!, states }, payments[1]!],
      asks: asks.slice(0, 1),
      ...toldAs({ ...change, attempts: [view.attempts![0]!, { ...view.attempts![1]!, ...first }] }),
    });
  const partly = { paid: euro(2500), pending: euro(1500), remaining: euro(7500) };
  const shown = { status: 'authorized', captured: euro(2500) } as const;
  assert.deepEqual(
    captured([open(22), authorized], { ...partly, status: 'pending' }, shown),
    ['lost log entry'].slice(1),
  );
  const whole = { ...partly, paid: euro(4000), pending: euro(0) };
  assert.ok(
    captured([open(22), authorized], { ...whole, status: 'pending' }, shown).includes('wrong balance'),
  );
  const ended = { ...partly, pending: euro(0) };
  const released: State = { ...authorized, at: 40, status: 'paid' };
  assert.deepEqual(captured([open(22), released], ended, { captured: euro(2500) }), []);
  assert.deepEqual(captured([open(22), released], ended, { captured: null }), ['wrong payment']);
  assert.deepEqual(captured([open(22), released], {}, { captured: euro(2500) }), ['wrong balance']);
});

test('of a withdrawn invoice nothing remains, and what came here is too much', () => {
  const statements = facts.map((one) => ({ ...one, void: one.rev === 2, paidElsewhere: 500 }));
  const asked = { asks: asks.slice(0, 1), statements };
  const withdrawn = (change: Partial<InvoiceView>) => {
    const shown = { paidElsewhere: euro(500), remaining: euro(0), excess: euro(4000), ...change };
    return kindsIn({ ...asked, ...toldAs({ status: 'void', completedAt: 'then', canPay: false, ...shown }) });
  };
  const ofFirst = ['asked too much'];
  assert.deepEqual(withdrawn({}), ofFirst);
  assert.deepEqual(withdrawn({ excess: euro(0) }), [...ofFirst, 'wrong balance']);
  assert.deepEqual(withdrawn({ remaining: euro(5500), completedAt: null }), [...ofFirst, 'wrong balance']);
});

test('books that name more than they hold make nothing due again', () => {
  const booking = (paidElsewhere: number, change: Partial<InvoiceView>) =>
    kindsIn({
      statements: [...facts, { ...facts[1]!, rev: 3, from: 64, at: 65, booked: ['tr_1'], paidElsewhere }],
      ...toldAs(change),
    });
  assert.deepEqual(booking(1000, {}), []);
  assert.deepEqual(booking(1000, { paidElsewhere: euro(-3000), remaining: euro(9000) }), ['wrong balance']);
  const givenBack = {
    paidElsewhere: euro(-4100),
    remaining: euro(10_100),
    due: euro(10_100),
    status: 'open',
  };
  assert.deepEqual(booking(-100, givenBack as Partial<InvoiceView>), []);
});

test('a payment that Mollie does not show stands as it was known, until the merchant goes on without it', () => {
  const pending: State = { ...open(30), status: 'pending' };
  const hidden = [{ from: 40, to: Number.POSITIVE_INFINITY }];
  const hiding = (states: State[], change: Partial<Evidence>) =>
    kindsIn({
      payments: [{ ...payments[0]!, states, hidden }, payments[1]!],
      hearings: [{ id: 'tr_1', from: 31, at: 32 }],
      ...{ invoices: [], ...change },
    });
  const lost = ['lost payment'];
  // € 40.00 is under way: nobody can see that it has failed.
  assert.deepEqual(hiding([open(22), pending, { ...open(45), status: 'failed' }], {}), lost);
  const all = secondAsk({ amount: 10_000 });
  const both = ['asked too much', ...lost];
  assert.deepEqual(hiding([open(22), pending], all), both);
  const said = { id: 'tr_1', from: 58, at: 59 };
  assert.deepEqual(
    hiding([open(22), pending], { ...all, disregards: [{ ...said, from: 57, at: 58 }] }),
    lost,
  );
  assert.deepEqual(hiding([open(22), pending], { disregards: [{ ...said, from: 57, at: 58 }] }), [
    ...['asked too little', 'lost payment'],
  ]);
  // Before Mollie hid it, that meant nothing.
  assert.deepEqual(
    hiding([open(22), pending], { ...all, disregards: [{ ...said, from: 35, at: 36 }] }),
    both,
  );
});

test('what Mollie does not show counts at rest, unless the merchant goes on without it', () => {
  const hidden = [{ from: 40, to: Number.POSITIVE_INFINITY }];
  const pending: State = { ...open(30), status: 'pending' };
  const nothing = { ...{ paid: euro(0), remaining: euro(10_000), pending: euro(0), due: euro(10_000) } };
  const counted = { ...nothing, pending: euro(4000), due: euro(6000), status: 'pending' } as const;
  const without = { ...nothing, status: 'open' } as const;
  const atRest = (shown: Partial<InvoiceView>, disregards: Evidence['disregards']) =>
    kindsIn({
      payments: [{ ...payments[0]!, states: [open(22), pending], hidden }, payments[1]!],
      disregards,
      ...toldAs({ ...shown, attempts: [view.attempts![0]!, attempt('tr_1', 'pending', 4000)] }),
    }).filter((kind) => kind === 'wrong balance' || kind === 'wrong status');
  const said = { id: 'tr_1', from: 57, at: 58 };
  const both = ['wrong balance', 'wrong status'];
  assert.deepEqual([atRest(counted, []), atRest(without, [])], [[], both]);
  assert.deepEqual([atRest(counted, [said]), atRest(without, [said])], [both, []]);
  // Nobody knows whether what was not answered was heard.
  const unanswered = { ...said, at: null };
  assert.deepEqual([atRest(counted, [unanswered]), atRest(without, [unanswered])], [[], []]);
  // Before Mollie hid it, that meant nothing.
  const early = { ...said, from: 35, at: 36 };
  assert.deepEqual([atRest(counted, [early]), atRest(without, [early])], [[], both]);
});

test('a payment whose create was put aside may be unknown until it was heard of, and counts in the end', () => {
  const stray: TruePayment = { ...payments[1]!, id: 'tr_3', n: 3, amount: 500, states: [open(40), paid(42)] };
  const unanswered = { ...ask(3, 39, 500, 1.5), keptAt: null };
  const between: Statement = { ...facts[0]!, rev: 1.5, from: 32, total: 4500, at: 33 };
  const strayed = (change: Partial<Ask>, more: Partial<Evidence> = {}) =>
    kindsIn({
      payments: [...payments, stray],
      decisions: [...decisions, { mac: 'mac3', from: 37, at: 38 }],
      statements: [...facts, between],
      asks: [...asks, { ...unanswered, ...change }],
      ...more,
    });
  const missing = ['lost payment', 'wrong balance'];
  const known = ['asked too much', ...missing];
  // The facts have changed since, so it may have been put aside.
  assert.deepEqual(strayed({}), missing);
  // It was known once it was stored, however long before whoever stored it was answered: or nobody was left to store it.
  assert.deepEqual(strayed({ keptAt: 40 }), known);
  assert.deepEqual(strayed({ keptAt: 59 }), missing);
  assert.deepEqual(strayed({}, { hearings: [{ id: 'tr_3', from: 43, at: 44 }] }), known);
});

test('a create is put aside for what has changed, or has been heard of, since it was sent, and for nothing else', () => {
  const stray: TruePayment = { ...payments[1]!, id: 'tr_3', n: 3, amount: 500, states: [open(56), paid(57)] };
  const takenBack: State = { ...paid(40), chargedBack: 4000 };
  const strayed = (states: State[], hearings: Evidence['hearings'] = []) =>
    kindsIn({
      payments: [{ ...payments[0]!, states }, payments[1]!, stray],
      decisions: [...decisions, { mac: 'mac3', from: 53, at: 54 }],
      asks: [...asks, { ...ask(3, 55, 6000, 2), keptAt: null }],
      ...{ hearings, invoices: [] },
    });
  const lost = 'lost payment';
  assert.deepEqual(strayed([open(22), paid(30)]), ['asked too much', lost]);
  // Nobody need have heard of the chargeback, nor of its end, before that create was sent.
  assert.deepEqual(strayed([open(22), paid(30), takenBack, paid(52)]), [lost]);
  // Everybody had.
  assert.deepEqual(
    strayed([open(22), paid(30), takenBack, paid(52)], [{ id: 'tr_1', from: 52.5, at: 52.6 }]),
    ['asked too much', lost],
  );
});

test('more payments than presses are found', () => {
  assert.deepEqual(kindsIn({ presses: 2 }), []);
  assert.deepEqual(kindsIn({ presses: 1 }), ['made without a press']);
});

test('somebody who is sent to a payment of another amount, or to one that is over, is found', () => {
  const sent = (id: string, from: number, at: number) => kindsIn({ answers: [{ slug: 'a', id, from, at }] });
  assert.deepEqual(sent('tr_2', 70, 72), []);
  assert.deepEqual(sent('tr_1', 28, 31), []);
  assert.deepEqual(sent('tr_1', 32, 34), ['led to what is over']);
  const replaced = { ...facts[1]!, rev: 3, paidElsewhere: 100, from: 66, at: 68 };
  const late = { answers: [{ slug: 'a', id: 'tr_2', from: 70, at: 72 }] };
  const kinds = kindsIn({ ...late, statements: [...facts, replaced] });
  assert.ok(kinds.includes('led to another amount'));
});

test('a sixth payment that can be paid beside five is found, unless nobody knew of one of them, or was sent to it', () => {
  const more = Array.from({ length: 5 }, (_, i): TruePayment => {
    return { ...payments[1]!, id: `tr_${i + 3}`, n: i + 3, states: [open(70 + i)] };
  });
  const known = more.map(({ n, states }) => ask(n, states[0]!.at, 6000, 2));
  const sent = [payments[1]!, ...more].map(({ id, states: [{ at } = open(0)] }) => ({
    slug: 'a',
    id,
    from: at,
    at,
  }));
  const kinds = (all: readonly Ask[], answers = sent) =>
    kindsIn({ payments: [...payments, ...more], asks: [...asks, ...all], answers });
  assert.ok(kinds(known).includes('too many to pay'));
  assert.ok(!kinds(known, sent.slice(1)).includes('too many to pay'));
  assert.ok(!kinds(known.map((one) => ({ ...one, keptAt: null }))).includes('too many to pay'));
});
