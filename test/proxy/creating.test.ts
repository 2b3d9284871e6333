import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { AttemptView } from '../../proxy/types.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const fault = (...[request]: Parameters<typeof stage.simulator.faults.add>) =>
  stage.simulator.faults.add(request);
const payments = () => stage.simulator.ledger.list();
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;
const creates = () => stage.simulator.requests.list({ endpoint: 'create' });

test('an answer that is lost after the payment was made leads to that payment', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  const lost = await stage.pay();
  assert.deepEqual([lost.status, lost.body.error.code], [503, 'mollie_unavailable']);
  assert.ok(Number(lost.headers.get('retry-after')) > 0);
  const found = await stage.pay();
  assert.equal(found.status, 200);
  assert.equal(payments().length, 1);
  assert.equal(idOf(found.body), payments()[0]!.id);
  const [first, second] = creates();
  assert.equal(first!.idempotencyKey, second!.idempotencyKey);
  assert.equal(first!.body, second!.body);
});

test('an answer that is lost is found again by the background, without anybody asking', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  await stage.advance(2 * MINUTE);
  await stage.proxy.watch();
  const view = await stage.view();
  assert.equal(view.attempts!.length, 1);
  assert.deepEqual(await stage.story(), ['invoice.seen', 'payment.uncertain', 'payment.created']);
});

test('the background does not look for a lost answer while Mollie limits requests', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  fault({ endpoint: 'create', kind: 'rate_limit', retryAfter: 600, times: 1 });
  await stage.pay({ sub: 'another' });
  await stage.advance(2 * MINUTE);
  stage.simulator.requests.clear();
  await stage.proxy.watch();
  assert.deepEqual(stage.asked(), []);
});

test('every try of one attempt sends the same bytes, whatever has changed since; then what is due is asked', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  const { status, body } = await stage.pay({ rev: 2, paidElsewhere: '71.00' });
  assert.equal(status, 201);
  assert.equal(body.payment.amount.value, '50.00');
  const [first, repeated, second] = creates();
  assert.equal(first!.body, repeated!.body);
  assert.notEqual(second!.idempotencyKey, first!.idempotencyKey);
  assert.deepEqual(
    body.invoice.stillPayable.map(({ amount }) => amount.value),
    ['121.00'],
  );
});

test('while Mollie still works on the first try, another server waits for the same payment', async (t) => {
  await stage.close();
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
  fault({ endpoint: 'create', kind: 'slow', ms: 1200, times: 1 });
  const first = stage.pay();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const another = stage.another();
  const second = await another.request('/v1/invoice/payments', {
    method: 'POST',
    headers: { authorization: `Bearer ${await stage.merchant()}` },
  });
  await another.close();
  assert.deepEqual([(await first).status, second.status], [201, 200]);
  assert.equal(idOf((await first).body), idOf(await second.json()));
  assert.equal(payments().length, 1);
});

test('Mollie down is a clear error within five seconds, and heals by itself', async () => {
  fault({ endpoint: 'create', kind: 'error', status: 503 });
  const began = performance.now();
  const { status, body } = await stage.pay();
  assert.ok(performance.now() - began < 5000);
  assert.deepEqual([status, body.error.code], [503, 'mollie_unavailable']);
  assert.match(body.error.reference, /^[a-z2-7]{4}-[a-z2-7]{4}$/);
  stage.simulator.faults.clear();
  assert.ok((await stage.pay()).status < 300);
  assert.equal(payments().length, 1);
});

test('Mollie hanging is a clear error within five seconds', async () => {
  fault({ endpoint: 'create', kind: 'hang', times: 1, executed: false });
  const began = performance.now();
  assert.equal((await stage.pay()).status, 503);
  assert.ok(performance.now() - began < 5000);
  assert.ok((await stage.pay()).status < 300);
});

test("Mollie's 429 is passed on with its Retry-After", async () => {
  fault({ endpoint: 'create', kind: 'rate_limit', retryAfter: 7, times: 1 });
  const { status, body, headers } = await stage.pay();
  assert.deepEqual([status, body.error.code, headers.get('retry-after')], [503, 'mollie_unavailable', '7']);
  assert.ok((await stage.pay()).status < 300);
  assert.equal(payments().length, 1);
});

test('what Mollie refuses is told by its reason, shown in the view and gone with the next success', async () => {
  stage.simulator.settings.methods = ['ideal'];
  const { body, status } = await stage.pay({ sub: 'large', total: '9999999.00' });
  assert.deepEqual([status, body.error.code], [422, 'above_maximum']);
  const large = await stage.view({ sub: 'large', total: '9999999.00' });
  assert.ok(large.reasons.includes('above_maximum'));

  stage.simulator.settings.methods = [];
  const none = await stage.pay();
  assert.deepEqual([none.status, none.body.error.code], [422, 'no_methods']);
  const entries = (await stage.call('GET', '/v1/invoice/log', { token: await stage.merchant() })).body
    .entries;
  const entry = entries.find(({ reference }) => reference === none.body.error.reference)!;
  assert.equal(entry.event, 'payment.rejected');
  assert.equal((entry.details as { status: number }).status, 422);

  stage.simulator.settings.methods = ['ideal'];
  const made = await stage.pay();
  assert.equal(made.status, 201);
  assert.ok(!made.body.invoice.reasons.includes('no_methods'));
  assert.notEqual(creates()[1]!.idempotencyKey, creates()[2]!.idempotencyKey);
});

test('a currency that Mollie lacks is not even asked for', async () => {
  const claims = { sub: 'rupees', currency: 'INR', total: '100.00' };
  assert.equal((await stage.pay(claims)).body.error.code, 'currency_unsupported');
  assert.ok((await stage.view(claims)).reasons.includes('currency_unsupported'));
  assert.equal(creates().length, 0);
});

test('a wrong key shows to the merchant, and is over once the right one is there', async () => {
  stage.simulator.settings.apiKeys = ['test_another_key_of_thirty_word_characters'];
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [502, 'mollie_rejected']);
  stage.simulator.settings.apiKeys = [MOLLIE_KEY];
  assert.ok((await stage.pay()).status < 300);
  assert.equal(payments().length, 1);
});

test('an answer for another amount is never handed out', async () => {
  fault({ endpoint: 'create', kind: 'wrong_amount', times: 1 });
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [502, 'mollie_rejected']);
  assert.deepEqual((await stage.view()).attempts, []);
});

test('a page instead of an answer concludes nothing', async () => {
  fault({ endpoint: 'create', kind: 'html', times: 1 });
  assert.equal((await stage.pay()).status, 503);
  assert.equal((await stage.pay()).status, 200);
  assert.equal(payments().length, 1);
});

test('an attempt older than its key is looked for in the list instead of being sent again', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  await stage.advance(50 * MINUTE);
  const { status, body } = await stage.pay();
  assert.equal(status, 201);
  assert.deepEqual(
    body.invoice.attempts!.map(({ status: of }) => of),
    ['open', 'expired'],
  );
  assert.equal(creates().length, 2);
});

test('an attempt that never reached Mollie is given up after a look at the list', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay();
  await stage.advance(50 * MINUTE);
  assert.equal((await stage.pay()).status, 201);
  assert.equal(payments().length, 1);
  assert.ok((await stage.story()).includes('payment.not_made'));
});

test('what is due changes while Mollie answers: the new payment asks what is due then', async () => {
  fault({ endpoint: 'create', kind: 'slow', ms: 400, times: 1 });
  const creating = stage.pay({ rev: 1 });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await stage.put({ rev: 2, paidElsewhere: '71.00' });
  const { body } = await creating;
  assert.equal(body.payment.amount.value, '50.00');
});

test('a key that is being replaced still finds the payments it made, and the new one creates', async (t) => {
  const replaced = 'test_the_older_key_with_thirty_word_characters';
  await stage.close();
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  stage = await createStage({ env: { MOLLIE_API_KEY: replaced, STORAGE_URL: `sqlite:${folder}/store.db` } });
  const first = await stage.attempt({ rev: 1 });
  await stage.restart({ MOLLIE_API_KEY: `${MOLLIE_KEY},${replaced}` });
  stage.simulator.requests.clear();
  const second = await stage.pay({ rev: 2, total: '130.00' });
  assert.deepEqual([second.status, second.body.invoice.attempts!.length], [201, 2]);
  assert.ok(second.body.invoice.attempts!.some(({ id }) => id === first));
  const keys = stage.simulator.requests
    .list()
    .map(({ endpoint, headers }) => [endpoint, headers.authorization]);
  assert.deepEqual(keys, [
    ['get', `Bearer test_…${replaced.slice(-4)}`],
    ['create', `Bearer test_…${MOLLIE_KEY.slice(-4)}`],
  ]);
});
