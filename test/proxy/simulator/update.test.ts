import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultRequest } from '../../../demo/mollie/faults.ts';
import { ADDRESS, CARRIED } from './buyer.ts';
import { type Answer, DAY, eur, MINUTE, START, startReceiver, startSimulator } from './help.ts';

const METHODS = ['ideal', 'creditcard', 'paypal', 'banktransfer', 'klarna'];

/** A simulator with a payment, and a way to change it. */
async function startChange(t: Parameters<typeof startSimulator>[0], more: object = {}) {
  const started = await startSimulator(t, { settings: { methods: METHODS } });
  const payment = await started.created(more);
  const change = (body: object) =>
    started.request(`/payments/${payment.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const refused = async (body: object) => {
    const answer = await change(body);
    const { field, detail } = (await answer.json()) as { field?: string; detail: string };
    return [answer.status, field, detail];
  };
  return { ...started, payment, change, refused, look: () => started.get(payment.id) };
}

const checkoutOf = ({ _links }: Answer) => _links.checkout?.href ?? '';

const locationOf = async (address: string, init: RequestInit = {}) => {
  const answer = await fetch(address, { redirect: 'manual', ...init });
  await answer.body?.cancel();
  return answer.headers.get('location');
};

test('all that Mollie lets be changed is changed, and no webhook tells of it', async (t) => {
  const { url, received } = await startReceiver(t);
  const { change, look, simulator } = await startChange(t, { webhookUrl: url });
  const changes = {
    ...{ description: 'New', metadata: { a: 1 }, locale: 'nl_BE', restrictPaymentMethodsToCountry: 'BE' },
    ...{ redirectUrl: 'https://shop.example.org/new', cancelUrl: 'https://shop.example.org/no' },
    ...{ webhookUrl: `${url}&new=1`, billingAddress: ADDRESS, shippingAddress: ADDRESS },
  };
  const answer = await change({ ...changes, issuer: 'ideal_ABNANL2A' });
  assert.equal(answer.status, 200);
  const { _links, ...after } = await look();
  for (const [name, value] of Object.entries(changes)) assert.deepEqual(after[name], value, name);
  await change({ method: 'paypal' });
  await simulator.idle();
  assert.deepEqual(received, []);
});

test('neither amount nor lines nor how it is captured can be changed', async (t) => {
  const { refused } = await startChange(t, CARRIED);
  for (const [name, value] of Object.entries({ amount: eur('1.00'), lines: [], captureMode: 'manual' })) {
    const detail = `Non-existent body parameter "${name}" for this API call.`;
    assert.deepEqual(await refused({ [name]: value }), [422, undefined, detail]);
  }
});

test('another method starts the time anew, and has its own checkout', async (t) => {
  const { change, look, payment, simulator } = await startChange(t);
  await simulator.advance(10 * MINUTE);
  await change({ method: 'creditcard' });
  const card = await look();
  assert.equal(card.method, 'creditcard');
  assert.equal(Date.parse(String(card.expiresAt)), START + 25 * MINUTE);
  assert.notEqual(checkoutOf(card), checkoutOf(payment));

  await change({ method: 'banktransfer' });
  const transfer = await look();
  assert.match(String((transfer.details as Record<string, string>).transferReference), /^RF/);
  assert.equal(Date.parse(String(transfer.expiresAt)), START + 10 * MINUTE + 14 * DAY);
  assert.equal(transfer.isCancelable, true);
  await simulator.advance(20 * MINUTE);
  assert.equal((await look()).status, 'open');
});

test('the old checkout leads to the page of the new method', async (t) => {
  const { change, look, payment } = await startChange(t);
  const selection = checkoutOf(payment);
  await change({ method: 'ideal' });
  const ideal = checkoutOf(await look());
  assert.equal(await locationOf(selection), ideal.slice(new URL(ideal).origin.length));
  await change({ method: 'banktransfer' });
  const transfer = checkoutOf(await look());
  for (const old of [selection, ideal]) {
    assert.equal(new URL((await locationOf(old))!, old).href, transfer);
    const body = new URLSearchParams({ status: 'paid', method: 'ideal' });
    assert.equal(new URL((await locationOf(old, { method: 'POST', body }))!, old).href, transfer);
  }
  assert.equal((await look()).status, 'open');
  assert.equal(await locationOf(transfer), null);
});

test('a method that the payment cannot be paid with is refused, and nothing else is changed either', async (t) => {
  const { look, payment, refused } = await startChange(t);
  const before = await look();
  assert.deepEqual(await refused({ method: 'klarna', description: 'New' }), [
    ...[422, 'lines', "The 'lines' field is missing"],
  ]);
  assert.equal((await refused({ method: 'shells', description: 'New' }))[1], 'method');
  assert.equal((await refused({ method: 'kbc', description: 'New' }))[1], 'method');
  assert.deepEqual(await look(), before);
  assert.equal(payment.description, before.description);
});

test('a method whose address comes with the update is taken', async (t) => {
  const { change, look, refused } = await startChange(t, { lines: CARRIED.lines });
  assert.equal((await refused({ method: 'klarna' }))[1], 'billingAddress');
  assert.equal((await change({ method: 'klarna', billingAddress: ADDRESS })).status, 200);
  assert.equal((await look()).method, 'klarna');
});

test('a transfer that has its details is not changed to another method', async (t) => {
  const { change, look, refused } = await startChange(t, { method: 'banktransfer' });
  const { details } = await look();
  for (const method of ['ideal', ['ideal', 'banktransfer'], null]) {
    assert.deepEqual(await refused({ method }), [422, 'method', 'The payment method cannot be changed']);
  }
  assert.equal((await change({ method: 'banktransfer' })).status, 200);
  assert.deepEqual((await look()).details, details);
});

test('a switch has every change of method refused', async (t) => {
  const { change, control, refused } = await startChange(t);
  assert.equal((await control('/settings', 'PATCH', { methodChanges: 'refused' })).status, 200);
  for (const method of ['ideal', 'banktransfer', ['ideal', 'paypal']]) {
    assert.deepEqual(await refused({ method }), [422, 'method', 'The payment method cannot be changed']);
  }
  assert.equal((await change({ description: 'New' })).status, 200);
  assert.equal((await control('/settings', 'PATCH', { methodChanges: 'asleep' })).status, 400);
});

test('the answer to an update may be lost before and after it took effect', async (t) => {
  const { change, look, simulator } = await startChange(t);
  for (const [executed, method] of [
    [false, undefined],
    [true, 'paypal'],
  ] as const) {
    simulator.faults.add({ endpoint: 'update', kind: 'lost', times: 1, executed } as FaultRequest);
    await assert.rejects(change({ method: 'paypal' }));
    assert.equal((await look()).method, method);
  }
});

test('what was asked of an update is remembered', async (t) => {
  const { change, payment, simulator } = await startChange(t, CARRIED);
  await change({ method: 'paypal', billingAddress: ADDRESS });
  const [create] = simulator.requests.list({ endpoint: 'create' });
  const [update] = simulator.requests.list({ endpoint: 'update' });
  assert.deepEqual(JSON.parse(create!.body).lines, CARRIED.lines);
  assert.deepEqual(JSON.parse(update!.body), { method: 'paypal', billingAddress: ADDRESS });
  assert.equal(update!.path, `/v2/payments/${payment.id}`);
});

const DUE: [dueDate: string, expiresAt: string][] = [
  // START is a Saturday, and Amsterdam an hour ahead.
  ['2026-11-24', '2026-11-24T23:00:00+00:00'],
  ['2026-11-27', '2026-11-29T23:00:00+00:00'],
  ['2026-11-28', '2026-11-30T23:00:00+00:00'],
  ['2026-11-29', '2026-11-30T23:00:00+00:00'],
  ['2027-03-02', '2027-03-02T23:00:00+00:00'],
];

test('a due date decides when a transfer expires, and is not told', async (t) => {
  const { change, created, look, payment } = await startChange(t, { method: 'banktransfer' });
  for (const [dueDate, expiresAt] of DUE) {
    const made = await created({ method: 'banktransfer', dueDate });
    assert.deepEqual([made.expiresAt, made.dueDate], [expiresAt, undefined], dueDate);
    assert.equal((await change({ dueDate })).status, 200);
    assert.equal((await look()).expiresAt, expiresAt, dueDate);
  }
  assert.equal(payment.expiresAt, '2026-12-05T09:00:00+00:00');
});

test('a due date out of range, or of another method, is refused', async (t) => {
  const { create, payment, refused, request } = await startChange(t);
  const refusal = [422, 'dueDate', 'The due date is invalid or out of range'];
  for (const dueDate of ['2026-11-21', '2026-11-20', '2027-03-03', '2026-02-30', '24-11-2026', 'soon']) {
    const answer = await create({ method: 'banktransfer', dueDate });
    const { field, detail } = (await answer.json()) as Record<string, string>;
    assert.deepEqual([answer.status, field, detail], refusal, dueDate);
  }
  assert.equal((await create({ method: 'ideal', dueDate: '2026-11-24' })).status, 422);
  assert.deepEqual(await refused({ method: 'ideal', dueDate: '2026-11-24' }), refusal);
  assert.equal((await create({ dueDate: '2026-11-24' })).status, 201);
  const body = JSON.stringify({ method: 'banktransfer', dueDate: '2026-11-24' });
  const init = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body };
  const changed = (await (await request(`/payments/${payment.id}`, init)).json()) as Answer;
  assert.equal(changed.expiresAt, '2026-11-24T23:00:00+00:00');
});

test('a transfer that is due expires when it is over, not before', async (t) => {
  const { change, look, simulator } = await startChange(t, { method: 'banktransfer', dueDate: '2026-11-24' });
  await change({ dueDate: '2026-11-26' });
  await simulator.advance(Date.parse('2026-11-26T22:59:59Z') - START);
  assert.equal((await look()).status, 'open');
  await simulator.advance(1000);
  assert.equal((await look()).status, 'expired');
});
