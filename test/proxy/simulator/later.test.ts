import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADDRESS, CARRIED, LINE } from './buyer.ts';
import { DAY, eur, HOUR, MINUTE, startReceiver, startSimulator } from './help.ts';

const ALL = [
  'ideal',
  'creditcard',
  'klarna',
  'billie',
  'in3',
  'riverty',
  'billink',
  'alma',
  'voucher',
  'giftcard',
];

const MANUAL = { ...CARRIED, captureMode: 'manual' };
const FRENCH = { billingAddress: { ...ADDRESS, country: 'FR', postalCode: '75001' } };
const WITH_CATEGORY = { lines: [{ ...LINE, categories: ['eco'] }] };

/** What each needs, and how long a payment by it may stay open. */
const NEEDED: Record<string, { more: object; lifetime: number }> = {
  klarna: { more: CARRIED, lifetime: 48 * HOUR },
  billie: { more: CARRIED, lifetime: HOUR },
  in3: { more: CARRIED, lifetime: 48 * HOUR },
  riverty: { more: MANUAL, lifetime: 15 * MINUTE },
  billink: { more: MANUAL, lifetime: HOUR },
  alma: { more: FRENCH, lifetime: HOUR },
  voucher: { more: WITH_CATEGORY, lifetime: 2 * HOUR },
  giftcard: { more: {}, lifetime: HOUR },
};

test('a method takes the payments that carry what it needs', async (t) => {
  const { created } = await startSimulator(t, { settings: { methods: ALL } });
  for (const [method, { more, lifetime }] of Object.entries(NEEDED)) {
    const { createdAt, expiresAt, ...payment } = await created({ method, ...more });
    assert.deepEqual([payment.method, payment.status], [method, 'open'], method);
    assert.equal(Date.parse(String(expiresAt)) - Date.parse(String(createdAt)), lifetime, method);
  }
});

const { city: _, ...WITHOUT_CITY } = ADDRESS;

const LACKING: [method: string, more: object, field: string, detail?: string][] = [
  ['klarna', { billingAddress: ADDRESS }, 'lines', "The 'lines' field is missing"],
  ['klarna', { lines: [LINE] }, 'billingAddress', 'Billing address is required'],
  ['billie', { ...CARRIED, billingAddress: { email: ADDRESS.email } }, 'billingAddress'],
  [
    'in3',
    { ...CARRIED, billingAddress: { ...ADDRESS, familyName: undefined, email: undefined } },
    'billingAddress',
    'The following fields of the billingAddress are missing: familyName, email',
  ],
  ['in3', { ...CARRIED, billingAddress: FRENCH.billingAddress }, 'billingAddress.country'],
  ['alma', {}, 'billingAddress', 'Billing address is required'],
  ['alma', { billingAddress: ADDRESS }, 'billingAddress.country'],
  ['klarna', { ...CARRIED, billingAddress: WITHOUT_CITY }, 'billingAddress'],
  ['riverty', { ...CARRIED, captureMode: 'automatic' }, 'captureMode'],
  ['billink', CARRIED, 'captureMode'],
  ['ideal', { captureMode: 'manual' }, 'captureMode'],
  ['voucher', { lines: [LINE] }, 'lines'],
  ['klarna', { ...CARRIED, captureMode: 'someday' }, 'captureMode', 'The capture mode is invalid'],
  ['klarna', { ...CARRIED, captureDelay: '8 days' }, 'captureDelay', 'The capture delay is invalid'],
];

test('a method that is named refuses a payment with what it lacks', async (t) => {
  const { create } = await startSimulator(t, { settings: { methods: ALL } });
  for (const [method, more, field, detail] of LACKING) {
    const answer = await create({ method, ...more });
    const refusal = (await answer.json()) as { detail: string; field: string };
    assert.deepEqual([answer.status, refusal.field], [422, field], `${method} ${JSON.stringify(more)}`);
    if (detail !== undefined) assert.equal(refusal.detail, detail);
  }
});

test('the choice of methods has those only that the payment carries all for', async (t) => {
  const { created } = await startSimulator(t, { settings: { methods: ALL } });
  const offered = async (more: object) => {
    const { _links } = await created(more);
    const html = await (await fetch(_links.checkout!.href)).text();
    return [...html.matchAll(/name="method" value="(\w+)"/g)].map(([, method]) => method);
  };
  assert.deepEqual(await offered({}), ['ideal', 'creditcard', 'giftcard']);
  const held = ['creditcard', 'klarna', 'billie'];
  assert.deepEqual(await offered(CARRIED), ['ideal', ...held, 'in3', 'giftcard']);
  assert.deepEqual(await offered(MANUAL), [...held, 'riverty', 'billink']);
  assert.deepEqual(await offered(FRENCH), ['ideal', 'creditcard', 'alma', 'giftcard']);
  assert.deepEqual(await offered(WITH_CATEGORY), ['ideal', 'creditcard', 'voucher', 'giftcard']);
});

test('what was authorised is held for as long as the provider says', async (t) => {
  const { created, get, simulator } = await startSimulator(t, { settings: { methods: ALL } });
  for (const [method, days] of Object.entries({
    klarna: 28,
    billie: 28,
    billink: 28,
    riverty: 30,
    creditcard: 7,
  })) {
    const { id } = await created({ method, ...MANUAL });
    simulator.settle(id, 'authorized');
    const { authorizedAt, captureBefore } = await get(id);
    assert.equal(Date.parse(String(captureBefore)) - Date.parse(String(authorizedAt)), days * DAY, method);
    await simulator.advance(days * DAY);
    assert.equal((await get(id)).status, 'expired', method);
  }
});

test('a capture that is left to Mollie follows by itself, once, and is told', async (t) => {
  const { created, get, simulator } = await startSimulator(t, { settings: { methods: ALL } });
  const { url, ids } = await startReceiver(t);
  const automatic = { ...CARRIED, method: 'klarna', captureMode: 'automatic', webhookUrl: url };
  const [soon, later] = [await created(automatic), await created({ ...automatic, captureDelay: '8 hours' })];
  const byHand = await created({ ...automatic, captureMode: 'manual', webhookUrl: null });
  for (const { id } of [soon, later, byHand]) simulator.settle(id, 'authorized');
  const statuses = async () =>
    Promise.all([soon, later, byHand].map(async ({ id }) => (await get(id)).status));
  await simulator.advance(59_000);
  assert.deepEqual(await statuses(), ['authorized', 'authorized', 'authorized']);
  await simulator.advance(1_000);
  assert.deepEqual(await statuses(), ['paid', 'authorized', 'authorized']);
  assert.deepEqual((await get(soon.id)).amountCaptured, eur('100.00'));
  await simulator.advance(8 * HOUR);
  assert.deepEqual(await statuses(), ['paid', 'paid', 'authorized']);
  assert.deepEqual(ids(), [soon.id, later.id, soon.id, later.id]);
});

test('with captureAfter null it waits for the control', async (t) => {
  const { created, control, get, simulator } = await startSimulator(t, {
    settings: { methods: ALL, captureAfter: null },
  });
  const { id } = await created({ ...CARRIED, method: 'billie', captureMode: 'automatic' });
  simulator.settle(id, 'authorized');
  await simulator.advance(DAY);
  assert.equal((await get(id)).status, 'authorized');
  await control(`/payments/${id}/captures`, 'POST', {});
  assert.equal((await get(id)).status, 'paid');
  assert.equal((await control('/settings', 'PATCH', { captureAfter: 'soon' })).status, 400);
});

test('limits are those of the currency that is asked', async (t) => {
  const { create, request } = await startSimulator(t, { settings: { methods: ['billie', 'creditcard'] } });
  const most = async (currency: string) => {
    const list = (await (
      await request(`/methods?amount[value]=1.00&amount[currency]=${currency}`)
    ).json()) as { _embedded: { methods: { id: string; maximumAmount: object }[] } };
    return list._embedded.methods.find(({ id }) => id === 'billie')?.maximumAmount;
  };
  assert.deepEqual(await most('EUR'), eur('25000.00'));
  assert.deepEqual(await most('SEK'), { currency: 'SEK', value: '300000.00' });
  const amount = { currency: 'GBP', value: '22000.01' };
  const line = { ...LINE, unitPrice: amount, totalAmount: amount, vatRate: undefined, vatAmount: undefined };
  const british = { billingAddress: { ...ADDRESS, country: 'GB', postalCode: 'SW1A 1AA' }, lines: [line] };
  const answer = await create({ method: 'billie', amount, ...british });
  assert.equal(((await answer.json()) as { detail: string }).detail, 'The amount is higher than the maximum');
});
