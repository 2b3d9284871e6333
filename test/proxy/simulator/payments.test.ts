import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PaymentEmbed, PaymentMethod } from '@mollie/api-client';
import { eur, LIVE_KEY, START, startSimulator } from './help.ts';

test('a payment without a method has a checkout to choose one, and lives for 15 minutes', async (t) => {
  const { mollie, url } = await startSimulator(t);
  const payment = await mollie.payments.create({
    amount: eur('100.00'),
    description: 'Invoice 2026-0042',
    redirectUrl: 'http://localhost:3000/return',
    webhookUrl: 'http://localhost:3000/webhook',
    metadata: { n: 1 },
  });
  assert.match(payment.id, /^tr_[A-Za-z0-9]{22}$/);
  assert.equal(payment.status, 'open');
  assert.equal(payment.mode, 'test');
  assert.ok(!('method' in payment));
  assert.equal(payment.isCancelable, false);
  assert.deepEqual(payment.metadata, { n: 1 });
  assert.equal(payment.createdAt, '2026-11-21T09:00:00+00:00');
  assert.equal(payment.expiresAt, '2026-11-21T09:15:00+00:00');
  assert.equal(payment.getCheckoutUrl(), `${url}/checkout/select-method/${payment.id.slice(3)}`);
});

test('what does not apply to a payment is absent rather than null', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  const { id } = await created();
  const open = await get(id);
  for (const name of [
    'paidAt',
    'canceledAt',
    'expiredAt',
    'failedAt',
    'amountRefunded',
    'details',
    'locale',
  ]) {
    assert.ok(!(name in open), `${name} is in an open payment`);
  }
  simulator.settle(id, 'paid', { method: 'ideal' });
  const paid = await get(id);
  for (const name of ['expiresAt', 'isCancelable', 'amountChargedBack']) {
    assert.ok(!(name in paid), `${name} is in a paid payment`);
  }
  assert.equal(paid._links.checkout, undefined);
  assert.match(paid._links.changePaymentState?.href ?? '', /\/checkout\/test-mode\?method=ideal&token=5\./);
  assert.deepEqual(paid.amountRefunded, eur('0.00'));
  assert.deepEqual(paid.amountRemaining, eur('100.00'));
});

test('a method that is given, or the only one there is, is set from the start', async (t) => {
  const { created, simulator } = await startSimulator(t);
  assert.equal((await created({ method: 'ideal' })).method, 'ideal');
  assert.equal((await created({ method: ['ideal', 'creditcard'] })).method, undefined);
  simulator.settings.methods = ['bancontact'];
  assert.equal((await created()).method, 'bancontact');
});

test('a bank transfer tells where to transfer to, may be cancelled, and lives for 14 days', async (t) => {
  const { mollie, order } = await startSimulator(t);
  const payment = await mollie.payments.create(order({ method: PaymentMethod.banktransfer }));
  const details = payment.details as unknown as Record<string, string>;
  assert.match(details.transferReference ?? '', /^RF\d{2}-\d{4}-\d{4}-\d{4}$/);
  assert.ok(details.bankAccount && details.bankBic && details.bankName);
  assert.equal(payment.expiresAt, '2026-12-05T09:00:00+00:00');
  assert.ok(payment.getStatusUrl() && payment.getPayOnlineUrl());
  assert.equal(payment.isCancelable, true);
  const canceled = await mollie.payments.cancel(payment.id);
  assert.equal(canceled.status, 'canceled');
  assert.equal(canceled.canceledAt, '2026-11-21T09:00:00+00:00');
});

/** ISO 13616: the country and check digits moved to the end, letters as numbers, modulo 97. */
const isIban = (iban: string) =>
  BigInt((iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(parseInt(letter, 36)))) %
    97n ===
  1n;

test('a bank transfer goes to an account in the payer’s country', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const accountFor = async (locale: string | undefined) => {
    const { id } = await created({ locale });
    const { bankAccount = '', bankBic = '' } = simulator.chooseMethod(id, 'banktransfer').details ?? {};
    assert.ok(isIban(bankAccount), bankAccount);
    assert.equal(bankBic.slice(4, 6), bankAccount.slice(0, 2));
    return bankAccount.slice(0, 2);
  };
  const countries = {
    nl_BE: 'BE',
    fr_BE: 'BE',
    de_DE: 'DE',
    de_AT: 'DE',
    nl_NL: 'NL',
    fr_FR: 'NL',
    en_US: 'NL',
  };
  for (const [locale, country] of Object.entries(countries)) assert.equal(await accountFor(locale), country);
  assert.equal(await accountFor(undefined), 'NL');
});

test('a payment whose method cannot be stopped is not cancelled', async (t) => {
  const { mollie, created } = await startSimulator(t);
  for (const more of [{}, { method: 'ideal' }, { method: 'paypal' }]) {
    const { id } = await created(more);
    await assert.rejects(mollie.payments.cancel(id), {
      statusCode: 422,
      field: undefined,
      message: 'The payment cannot be cancelled',
    });
  }
});

test('refunds and chargebacks are embedded where they are asked for', async (t) => {
  const { mollie, created, simulator, get } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  simulator.refund(id, { amount: '10.00' });
  simulator.chargeBack(id, '20.00');
  const payment = await mollie.payments.get(id, { embed: [PaymentEmbed.refunds, PaymentEmbed.chargebacks] });
  const { refunds, chargebacks } = (payment as unknown as { _embedded: Record<string, { amount: object }[]> })
    ._embedded;
  assert.deepEqual(
    refunds?.map(({ amount }) => amount),
    [eur('10.00')],
  );
  assert.deepEqual(
    chargebacks?.map(({ amount }) => amount),
    [eur('20.00')],
  );
  assert.ok(payment.hasRefunds() && payment.hasChargebacks());
  assert.ok(!('_embedded' in (await get(id))));
});

test('a key sees the payments of its own mode only', async (t) => {
  const { clientFor, created } = await startSimulator(t);
  const { id } = await created();
  const live = clientFor(LIVE_KEY);
  await assert.rejects(live.payments.get(id), {
    statusCode: 404,
    message: `No payment exists with token ${id}.`,
  });
  assert.equal((await live.payments.page()).length, 0);
});

test('a long description is cut at 255 characters without a word', async (t) => {
  const { created } = await startSimulator(t);
  assert.equal((await created({ description: 'é'.repeat(300) })).description, 'é'.repeat(255));
});

test('currencies without decimals are taken as Mollie writes them', async (t) => {
  const { created, create } = await startSimulator(t);
  assert.deepEqual((await created({ amount: { currency: 'JPY', value: '1000' } })).amount, {
    currency: 'JPY',
    value: '1000',
  });
  assert.equal((await create({ amount: { currency: 'JPY', value: '1000.00' } })).status, 422);
  assert.equal((await create({ amount: { currency: 'HUF', value: '1500.00' } })).status, 201);
});

test('an update changes what may be changed, sends no webhook, and leaves the amount', async (t) => {
  const { mollie, created, request, simulator } = await startSimulator(t);
  const { id } = await created({ webhookUrl: 'http://127.0.0.1:1/webhook' });
  const changed = await mollie.payments.update(id, { description: 'New', metadata: { a: 1 } });
  assert.equal(changed.description, 'New');
  assert.deepEqual(changed.metadata, { a: 1 });
  const amount = await request(`/payments/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"amount":{"currency":"EUR","value":"1.00"}}',
  });
  assert.equal(amount.status, 422);
  assert.equal(simulator.webhooks.deliveries().length, 0);
  simulator.settle(id, 'expired');
  await assert.rejects(mollie.payments.update(id, { redirectUrl: 'https://shop.example.org/new' }), {
    statusCode: 422,
    field: 'redirectUrl',
    message: 'The redirect URL cannot be updated when the payment is finalized',
  });
});

test('another program with the same key can replace the metadata', async (t) => {
  const { created, request, get, simulator } = await startSimulator(t);
  const { id } = await created({ metadata: { key: 'ours' }, webhookUrl: 'http://127.0.0.1:1/webhook' });
  const init = { method: 'PATCH', headers: { 'content-type': 'application/json' } };
  await request(`/payments/${id}`, { ...init, body: '{"metadata":{"order":7}}' });
  simulator.settle(id, 'paid');
  assert.deepEqual((await get(id)).metadata, { order: 7 });
  await request(`/payments/${id}`, { ...init, body: '{"metadata":null}' });
  assert.equal((await get(id)).metadata, null);
});

test('the method can be changed by an update, unless that is refused', async (t) => {
  const { created, request, get, simulator } = await startSimulator(t);
  const { id } = await created();
  const change = (body: string) =>
    request(`/payments/${id}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body });
  assert.equal((await change('{"method":"paypal"}')).status, 200);
  assert.equal((await get(id)).method, 'paypal');
  simulator.settings.methodChanges = 'refused';
  const refused = await change('{"method":"ideal","description":"New"}');
  assert.equal(refused.status, 422);
  assert.equal(((await refused.json()) as { field: string }).field, 'method');
  const after = await get(id);
  assert.deepEqual([after.method, after.description], ['paypal', 'Invoice 2026-0042']);
  assert.equal((await change('{"description":"New"}')).status, 200);
});

test('the method of a payment that is not open cannot be changed', async (t) => {
  const { created, mollie, get, simulator } = await startSimulator(t);
  for (const status of ['pending', 'authorized', 'paid', 'canceled', 'expired', 'failed'] as const) {
    const { id } = await created();
    simulator.settle(id, status, { method: 'ideal' });
    const refusal = { statusCode: 422, field: 'method', message: 'The payment method cannot be changed' };
    await assert.rejects(
      mollie.payments.update(id, { method: PaymentMethod.paypal } as object),
      refusal,
      status,
    );
    assert.equal((await get(id)).method, 'ideal');
    assert.equal((await mollie.payments.update(id, { description: 'New' })).description, 'New');
  }
});

test('an update sets no method that does not take the currency, the amount or a payment without lines', async (t) => {
  const { created, mollie, get, simulator } = await startSimulator(t);
  simulator.settings.methods.push('klarna');
  const change = (id: string, method: string | string[]) => mollie.payments.update(id, { method } as object);
  const refusal = { statusCode: 422, field: undefined, message: 'No suitable payment methods found' };
  const [francs, much, plain] = [
    await created({ amount: { currency: 'CHF', value: '80.00' } }),
    await created({ amount: eur('60000.00') }),
    await created(),
  ];
  await assert.rejects(change(francs.id, 'ideal'), refusal);
  await assert.rejects(change(much.id, ['ideal', 'creditcard']), refusal);
  await assert.rejects(change(plain.id, 'klarna'), {
    statusCode: 422,
    field: 'lines',
    message: "The 'lines' field is missing",
  });
  assert.equal((await get(much.id)).method, undefined);
  assert.equal((await change(francs.id, 'creditcard')).method, 'creditcard');
  assert.equal((await change(much.id, 'paypal')).method, 'paypal');
});

test('the list is newest first, in pages that lead to each other on the own origin', async (t) => {
  const { mollie, created, request, url } = await startSimulator(t);
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift((await created()).id);

  const seen: string[] = [];
  for await (const payment of mollie.payments.iterate()) seen.push(payment.id);
  assert.deepEqual(seen, ids);

  const first = await mollie.payments.page({ limit: 2 });
  assert.deepEqual(
    first.map(({ id }) => id),
    ids.slice(0, 2),
  );
  const second = await first.nextPage!();
  assert.deepEqual(
    second.map(({ id }) => id),
    ids.slice(2, 4),
  );
  const third = await second.nextPage!();
  assert.deepEqual(
    third.map(({ id }) => id),
    ids.slice(4),
  );
  assert.equal(third.nextPage, undefined);
  const back = await third.previousPage!();
  assert.deepEqual(
    back.map(({ id }) => id),
    ids.slice(2, 4),
  );

  const raw = (await (await request('/payments?limit=2&sort=asc')).json()) as {
    count: number;
    _links: Record<string, { href: string } | null>;
  };
  assert.equal(raw.count, 2);
  assert.equal(raw._links.self?.href, `${url}/v2/payments?limit=2&sort=asc`);
  assert.equal(raw._links.previous, null);
  assert.ok(raw._links.next?.href.startsWith(`${url}/v2/payments?`));
});

test('a list refuses a cursor and a limit that it does not know', async (t) => {
  const { mollie } = await startSimulator(t);
  await assert.rejects(mollie.payments.page({ from: 'tr_unknown' }), {
    statusCode: 400,
    field: 'from',
    message: 'Invalid cursor value',
  });
  await assert.rejects(mollie.payments.page({ limit: 251 }), { statusCode: 400, field: 'limit' });
});

test('the oldest payments are forgotten beyond the capacity', async (t) => {
  const { created, request, simulator } = await startSimulator(t, { capacity: 2, now: () => START });
  const first = await created();
  await created();
  await created();
  assert.equal(simulator.ledger.list().length, 2);
  assert.equal((await request(`/payments/${first.id}`)).status, 404);
});
