import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsOf, checkoutOf, startBrowser } from './browser.ts';
import { ADDRESS } from './buyer.ts';
import { type Answer, DAY, eur, START, startReceiver, startSimulator } from './help.ts';

const referenceOf = ({ details }: Answer) => (details as Record<string, string>).transferReference!;

const json = async <Body>(answer: Promise<Response>) => (await (await answer).json()) as Body;

test('money that fits pays the transfer, however its reference is written', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  for (const write of [
    (reference: string) => reference,
    (reference: string) => reference.replaceAll('-', '').toLowerCase(),
    (reference: string) => reference.replaceAll('-', ' '),
  ]) {
    const payment = await created({ method: 'banktransfer' });
    const transfer = { amount: '100.00', reference: write(referenceOf(payment)) };
    assert.equal(simulator.transfer(payment.id, transfer), null);
    assert.equal((await get(payment.id)).status, 'paid');
  }
});

test('money that does not fit is sent back, and the payment stays as it was', async (t) => {
  const { created, control, get } = await startSimulator(t);
  const { url, received } = await startReceiver(t);
  const { id, ...payment } = await created({ method: 'banktransfer', webhookUrl: url });
  const before = await get(id);
  const reference = referenceOf(payment);
  const wrong = [
    [{ amount: '99.99' }, { amount: eur('99.99'), reference, reason: 'amount' }],
    [{ amount: '100.01' }, { amount: eur('100.01'), reference, reason: 'amount' }],
    [{ reference: 'INV 42' }, { amount: eur('100.00'), reference: 'INV 42', reason: 'reference' }],
    [
      { amount: '1.00', reference: '' },
      { amount: eur('1.00'), reference: '', reason: 'reference' },
    ],
  ] as const;
  for (const [transfer, returned] of wrong) {
    const answer = await json<object>(control(`/payments/${id}/transfers`, 'POST', transfer));
    assert.deepEqual(answer, { status: 'open', returned: { ...returned, at: START } });
  }
  assert.deepEqual(await get(id), before);
  const { returned } = await json<{ returned: object[] }>(control('/returned-transfers'));
  assert.deepEqual(
    returned,
    wrong.map(([, transfer]) => ({ paymentId: id, ...transfer, at: START })),
  );
  assert.deepEqual(received, []);
});

test('money that comes too late is sent back', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  const expired = await created({ method: 'banktransfer' });
  await simulator.advance(14 * DAY);
  const paid = await created({ method: 'banktransfer' });
  simulator.transfer(paid.id);
  for (const [{ id }, status] of [
    [expired, 'expired'],
    [paid, 'paid'],
  ] as const) {
    assert.equal(simulator.transfer(id)?.reason, 'late');
    assert.equal((await get(id)).status, status);
  }
});

test('only a bank transfer has money come so, and only an amount of its currency', async (t) => {
  const { created, control } = await startSimulator(t);
  const [ideal, transfer] = [await created({ method: 'ideal' }), await created({ method: 'banktransfer' })];
  const receive = (id: string, body: object) => control(`/payments/${id}/transfers`, 'POST', body);
  assert.equal((await receive(ideal.id, {})).status, 422);
  assert.equal((await receive(transfer.id, { amount: '0.00' })).status, 422);
  assert.equal((await receive(transfer.id, { amount: 100 })).status, 400);
  assert.equal((await receive(transfer.id, { value: '1.00' })).status, 400);
});

type Mails = { mails: Record<string, unknown>[] };

test('the instructions are mailed where the address is known, at a create and at a change to the transfer', async (t) => {
  const { created, control, get, request } = await startSimulator(t);
  const patch = (id: string, body: object) =>
    request(`/payments/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const mails = async () => (await json<Mails>(control('/mails'))).mails;

  await created({ billingAddress: ADDRESS });
  await created({ method: 'ideal', billingAddress: ADDRESS });
  await created({ method: 'banktransfer' });
  assert.deepEqual(await mails(), []);

  const made = await created({
    method: 'banktransfer',
    billingAddress: { email: 'a@b.nl' },
    locale: 'nl_BE',
  });
  const { details } = await get(made.id);
  assert.deepEqual(await mails(), [
    {
      ...{ paymentId: made.id, at: START, to: 'a@b.nl', locale: 'nl_BE', amount: eur('100.00') },
      ...(details as object),
      expiresAt: START + 14 * DAY,
    },
  ]);

  const changed = await created();
  await patch(changed.id, { method: 'banktransfer', billingAddress: ADDRESS });
  await patch(changed.id, { description: 'New', method: 'banktransfer' });
  const [mail, ...others] = await mails();
  assert.deepEqual([mail?.paymentId, mail?.to, others.length], [changed.id, ADDRESS.email, 1]);
  assert.equal(mail?.transferReference, referenceOf(await get(changed.id)));
});

test('the dashboard lets money come, and shows mails and what was sent back', async (t) => {
  const { created, get, open, submit } = await startBrowser(t);
  const { id, ...payment } = await created({ method: 'banktransfer', billingAddress: { email: 'a@b.nl' } });
  const address = payment._links.dashboard!.href;
  const action = `/dashboard/payments/${id}/transfers`;
  const first = await open(address);
  assert.ok(actionsOf(first.html).includes(action));
  assert.ok(actionsOf((await open(checkoutOf(payment))).html).includes(action));
  assert.match(first.html, /Mail to a@b\.nl/);
  assert.doesNotMatch(first.html, /Sent back/);

  const reference = referenceOf(payment);
  assert.ok(first.html.includes(`name="reference" value="${reference}"`));
  const back = new URL(address).pathname;
  assert.equal((await submit(action, { amount: '99,00', reference, back })).location, back);
  await submit(action, { amount: '100,00', reference: '<b>', back });
  const { html } = await open(address);
  assert.match(html, /Sent back: another amount<\/td>\s*<td>€99\.00/);
  assert.match(html, /Sent back: another reference<\/td>\s*<td>€100\.00, <code>&lt;b&gt;/);
  assert.equal((await get(id)).status, 'open');

  await submit(action, { amount: '100,00', reference, back });
  assert.equal((await get(id)).status, 'paid');
  assert.equal((await submit(action, { amount: 'much', reference, back })).status, 422);
  await submit(action, { amount: '100,00', reference, back });
  assert.match((await open(address)).html, /Sent back: it came too late/);
  const ideal = await created({ method: 'ideal' });
  const other = `/dashboard/payments/${ideal.id}/transfers`;
  assert.equal((await submit(other, { amount: '1.00', reference: '' })).status, 422);
});
