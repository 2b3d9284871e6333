import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { FaultRequest } from '../../demo/mollie/faults.ts';
import type { AttemptView } from '../../shared/api.ts';
import { createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Where iDEAL has its own page. */
const ELSEWHERE = 'https://tx.ideal.example';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const fault = (request: FaultRequest) => stage.simulator.faults.add(request);
const creates = () => stage.simulator.requests.list({ endpoint: 'create' }).length;
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;

test('a checkout is wherever Mollie says', async () => {
  stage.simulator.settings.methods = ['ideal'];
  fault({ endpoint: '*', kind: 'checkout_elsewhere', origin: ELSEWHERE });
  const { status, body } = await stage.pay();
  assert.equal(status, 201);
  assert.equal(new URL(body.payment.checkoutUrl!).origin, ELSEWHERE);
  const path = new URL(body.invoice.link).pathname;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const paid = await stage.call('POST', path, { headers });
  assert.deepEqual([paid.status, paid.headers.get('location')], [303, body.payment.checkoutUrl]);
  assert.deepEqual([(await stage.pay()).status, creates()], [200, 1]);
});

test('an address that is neither https nor on this machine is none', async () => {
  fault({ endpoint: '*', kind: 'checkout_elsewhere', origin: 'http://127.0.0.1.evil.example' });
  assert.deepEqual([(await stage.pay()).status, creates()], [503, 1]);
});

test('an address once given is kept while later answers lack one', async () => {
  const { body } = await stage.pay();
  fault({ endpoint: 'get', kind: 'checkout_missing' });
  await stage.advance(6 * SECOND);
  const view = await stage.view();
  assert.equal(view.payment!.checkoutUrl, body.payment.checkoutUrl);
  const again = await stage.pay();
  assert.deepEqual([again.status, idOf(again.body), creates()], [200, idOf(body), 1]);
});

test('once a method is chosen, the address that Mollie then names is followed', async () => {
  const id = await stage.attempt();
  fault({ endpoint: 'get', kind: 'checkout_elsewhere', origin: ELSEWHERE, onceChosen: true });
  stage.simulator.chooseMethod(id, 'ideal');
  const again = await stage.pay();
  assert.deepEqual([again.status, idOf(again.body)], [200, id]);
  assert.equal(new URL(again.body.payment.checkoutUrl!).origin, ELSEWHERE);
});

test('a payment that comes without an address is fetched once more', async () => {
  fault({ endpoint: 'create', kind: 'checkout_missing', times: 1 });
  const { status, body } = await stage.pay();
  assert.equal(status, 201);
  assert.ok(body.payment.checkoutUrl);
  assert.deepEqual([creates(), stage.simulator.requests.list({ endpoint: 'get' }).length], [1, 1]);
});

test('one whose address stays away is asked for again, and no other is made for a minute', async () => {
  fault({ endpoint: '*', kind: 'checkout_missing' });
  for (let press = 0; press < 5; press++) {
    const { status, body, headers } = await stage.pay();
    assert.deepEqual([status, body.error.code], [503, 'mollie_unavailable']);
    assert.equal(headers.get('retry-after'), '5');
    await stage.advance(5 * SECOND);
  }
  assert.equal(creates(), 1);
  const [attempt] = (await stage.view()).attempts!;
  assert.deepEqual([attempt!.status, attempt!.checkoutUrl], ['open', null]);
  stage.simulator.faults.clear();
  const found = await stage.pay();
  assert.deepEqual([found.status, idOf(found.body), creates()], [200, attempt!.id, 1]);
});

test('after a minute it counts as any other open one: left, listed, and followed by another', async () => {
  fault({ endpoint: '*', kind: 'checkout_missing' });
  await stage.pay();
  await stage.advance(MINUTE);
  stage.simulator.faults.clear();
  fault({ endpoint: 'get', kind: 'checkout_missing' });
  const { status, body } = await stage.pay();
  assert.deepEqual([status, creates()], [201, 2]);
  assert.deepEqual(
    body.invoice.stillPayable.map(({ amount }) => amount.value),
    ['121.00'],
  );
  assert.ok(body.invoice.reasons.includes('older_attempt_open'));
});

test('what can be cancelled is, also where its address is missing', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  fault({ endpoint: '*', kind: 'checkout_missing' });
  await stage.pay({ rev: 1 });
  stage.simulator.faults.clear();
  await stage.pay({ rev: 2, total: '100.00' });
  const statuses = stage.simulator.ledger.list().map(({ amount, status }) => [amount.value, status]);
  assert.deepEqual(statuses, [
    ['100.00', 'open'],
    ['121.00', 'canceled'],
  ]);
});

test('a method whose money may come days later is no checkout to be handed out again', async () => {
  for (const method of ['banktransfer', 'multibanco', 'mybank']) {
    const sub = method;
    const first = await stage.attempt({ sub });
    stage.simulator.chooseMethod(first, method);
    const second = await stage.pay({ sub });
    assert.deepEqual([second.status, idOf(second.body) === first], [201, false], method);
  }
});

test('a merchant’s language says nothing of the customer’s', async () => {
  const token = await stage.merchant();
  await stage.call('POST', '/v1/invoice/payments', { token, headers: { 'accept-language': 'nl' } });
  assert.equal(new URL(stage.simulator.ledger.list()[0]!.redirectUrl).search, '');
});

test('a customer comes back in the language of the page', async () => {
  const token = await stage.payer({ locale: 'nl_NL' });
  await stage.call('POST', '/v1/invoice/payments', {
    token,
    headers: { 'accept-language': 'de-AT,de;q=0.9' },
  });
  const { redirectUrl } = stage.simulator.ledger.list()[0]!;
  assert.equal(new URL(redirectUrl).search, '?lang=de');
  const { pathname, search } = new URL(redirectUrl);
  const page = await stage.call('GET', pathname + search, { headers: { 'accept-language': 'en' } });
  assert.match(String(page.body), /<html lang="de"/);
});

test('an address that came with the answer to a create is kept, also where a webhook was faster', async () => {
  fault({ endpoint: 'webhook', kind: 'early' });
  fault({ endpoint: 'get', kind: 'checkout_missing' });
  const { status, body } = await stage.pay();
  assert.equal(status, 201);
  assert.ok(body.payment!.checkoutUrl);
});

for (const [story, name] of [
  ['a webhook is faster than the answer', 'early'],
  ['the answer is lost', 'lost'],
] as const) {
  test(`two presses lead to one payment where bank transfer is the only method and ${story}`, async () => {
    stage.simulator.settings.methods = ['banktransfer'];
    if (name === 'early') fault({ endpoint: 'webhook', kind: 'early' });
    else fault({ endpoint: 'create', kind: 'lost', times: 1 });
    await stage.pay();
    const [payment] = stage.simulator.ledger.list();
    stage.simulator.webhooks.notify(payment!);
    await stage.simulator.idle();
    await stage.advance(6 * SECOND);
    const second = await stage.pay();
    assert.deepEqual([second.status, idOf(second.body)], [200, payment!.id]);
  });
}

test('whoever goes on with a payment that somebody else made comes back in their own language', async () => {
  const token = await stage.payer();
  const merchant = { token: await stage.merchant(), headers: { 'accept-language': 'en' } };
  const made = await stage.call('POST', '/v1/invoice/payments', merchant);
  const id = idOf(made.body);
  const back = () => new URL(stage.simulator.ledger.get(id).redirectUrl).search;
  const press = async (language: string) => {
    const headers = { 'accept-language': language };
    const { status, body } = await stage.call('POST', '/v1/invoice/payments', { token, headers });
    assert.deepEqual([status, body.payment!.checkoutUrl], [200, made.body.payment!.checkoutUrl]);
  };
  assert.equal(back(), '');
  await press('nl');
  assert.equal(back(), '?lang=nl');
  await press('nl');
  await Promise.all([press('de'), press('de'), press('de')]);
  assert.equal(back(), '?lang=de');
  // A merchant who looks for it again leaves it as it is.
  await stage.call('POST', '/v1/invoice/payments', merchant);
  assert.equal(back(), '?lang=de');
  assert.equal(stage.simulator.requests.list({ endpoint: 'update' }).length, 2);
});

test('where Mollie does not change where a customer comes back to, the payment is answered all the same', async () => {
  const merchant = { token: await stage.merchant(), headers: { 'accept-language': 'en' } };
  const made = await stage.call('POST', '/v1/invoice/payments', merchant);
  for (const kind of ['error', 'hang'] as const) {
    const { id } = fault({ endpoint: 'update', kind, ...(kind === 'error' ? { status: 422 } : {}) });
    const headers = { 'accept-language': 'nl' };
    const token = await stage.payer();
    const { status, body } = await stage.call('POST', '/v1/invoice/payments', { token, headers });
    assert.deepEqual([status, body.payment!.checkoutUrl], [200, made.body.payment!.checkoutUrl], kind);
    stage.simulator.faults.clear(id);
  }
});
