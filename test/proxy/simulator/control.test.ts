import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggedRequest } from '../../../demo/mollie/requests.ts';
import { eur, startReceiver, startSimulator } from './help.ts';

const json = async (response: Response | Promise<Response>) => (await (await response).json()) as never;

test('the request log tells everything of a request but the secret of its key', async (t) => {
  const { mollie, order, control } = await startSimulator(t);
  await mollie.payments.create({ ...order(), idempotencyKey: 'k-1' });
  await mollie.payments.page({ limit: 5 });
  const { requests }: { requests: LoggedRequest[] } = await json(control('/requests'));
  const [create, list] = requests;
  assert.equal(create?.endpoint, 'create');
  assert.equal(create?.status, 201);
  assert.equal(create?.idempotencyKey, 'k-1');
  assert.equal(JSON.parse(create?.body ?? '').description, 'Invoice 2026-0042');
  assert.equal(create?.headers.authorization, 'Bearer test_…lXsM');
  assert.deepEqual(list?.query, { limit: '5' });
  assert.ok(!JSON.stringify(requests).includes('dHar4XY7'));

  const since: { requests: LoggedRequest[] } = await json(control(`/requests?since=${create?.seq}`));
  assert.deepEqual(
    since.requests.map(({ seq }) => seq),
    [list?.seq],
  );
  assert.equal((await control('/requests', 'DELETE')).status, 204);
  assert.deepEqual(await json(control('/requests')), { requests: [] });
});

test('a payment can be brought to any status, refunded, charged back, and looked at', async (t) => {
  const { created, control, get } = await startSimulator(t);
  const { url, ids } = await startReceiver(t);
  const { id } = await created({ webhookUrl: url });
  await control(`/payments/${id}/method`, 'POST', { method: 'creditcard' });
  await control(`/payments/${id}/status`, 'POST', { status: 'paid', details: { cardNumber: '1234' } });
  const paid = await get(id);
  assert.equal(paid.method, 'creditcard');
  assert.equal((paid.details as Record<string, string>).cardNumber, '1234');

  const refund: { id: string } = await json(
    control(`/payments/${id}/refunds`, 'POST', { amount: '10.00', status: 'queued' }),
  );
  await control(`/payments/${id}/refunds/${refund.id}`, 'PATCH', { status: 'failed' });
  assert.deepEqual((await get(id)).amountRefunded, eur('0.00'));
  const chargeback: { id: string } = await json(
    control(`/payments/${id}/chargebacks`, 'POST', { amount: '5.00' }),
  );
  assert.deepEqual((await get(id)).amountChargedBack, eur('5.00'));
  await control(`/payments/${id}/chargebacks/${chargeback.id}/reverse`, 'POST');
  assert.ok(!('amountChargedBack' in (await get(id))));
  assert.equal(((await json(control(`/payments/${id}`))) as { refunds: object[] }).refunds.length, 1);
  assert.deepEqual(new Set(ids()), new Set([id]));
});

test('time, faults and settings can be changed while it runs', async (t) => {
  const { created, control, get, request } = await startSimulator(t);
  const { id } = await created();
  await control('/clock', 'POST', { advance: 900_000 });
  assert.equal((await get(id)).status, 'expired');

  const fault: { id: string } = await json(
    control('/faults', 'POST', { endpoint: 'methods', kind: 'error', status: 503 }),
  );
  assert.equal((await request('/methods')).status, 503);
  await control(`/faults/${fault.id}`, 'DELETE');
  assert.equal((await request('/methods')).status, 200);

  await control('/settings', 'PATCH', { methods: ['paypal'], profileStatus: 'unverified' });
  assert.equal(((await (await request('/methods')).json()) as { count: number }).count, 1);
  assert.equal(((await (await request('/profiles/me')).json()) as { status: string }).status, 'unverified');
});

test('orders that make no sense are refused and change nothing', async (t) => {
  const { created, control, get } = await startSimulator(t);
  const { id } = await created();
  const wrong: [path: string, method: string, body: object, status: number][] = [
    [`/payments/${id}/status`, 'POST', { status: 'rich' }, 400],
    [`/payments/${id}/status`, 'POST', { state: 'paid' }, 400],
    ['/payments/tr_none/status', 'POST', { status: 'paid' }, 404],
    [`/payments/${id}/refunds`, 'POST', { amount: '1.00' }, 422],
    [`/payments/${id}/method`, 'POST', { method: 'shells' }, 404],
    ['/clock', 'POST', { advance: -1 }, 400],
    ['/faults', 'POST', { endpoint: 'create', kind: 'drop' }, 400],
    ['/settings', 'PATCH', { methods: ['shells'] }, 400],
    ['/settings', 'PATCH', { colour: 'red' }, 400],
    ['/settings', 'PATCH', { inactiveMethods: ['shells'] }, 400],
    ['/settings', 'PATCH', { inactiveStatus: 'asleep' }, 400],
    ['/settings', 'PATCH', { refundsBeyond: '25' }, 400],
    ['/settings', 'PATCH', { profiles: [{ id: 'other', name: 'x', apiKeys: [] }] }, 400],
    [`/payments/${id}/captures`, 'POST', {}, 422],
    [`/payments/${id}/release`, 'POST', {}, 422],
    [`/payments/${id}/defer`, 'POST', {}, 404],
  ];
  for (const [path, method, body, status] of wrong) {
    assert.equal(
      (await control(path, method, body)).status,
      status,
      `${method} ${path} ${JSON.stringify(body)}`,
    );
  }
  assert.equal((await get(id)).status, 'open');
});

test('faults are listed until they are cleared', async (t) => {
  const { control } = await startSimulator(t);
  await control('/faults', 'POST', { endpoint: '*', kind: 'hang' });
  assert.equal(((await json(control('/faults'))) as { faults: object[] }).faults.length, 1);
  await control('/faults', 'DELETE');
  assert.deepEqual(await json(control('/faults')), { faults: [] });
});
