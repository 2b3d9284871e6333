import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { openStore } from '../../proxy/store/index.ts';
import type { AttemptView } from '../../shared/api.ts';
import { documentsOf, REALM } from '../help/documents.ts';
import { invoice, NOW } from '../help/invoice.ts';
import { createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
});
afterEach(() => stage.close());

const questions = () => stage.simulator.requests.list({ endpoint: 'get' }).length;

test('however many look, Mollie is asked once in five seconds about a payment that is not final', async () => {
  await stage.attempt();
  const tokens = await Promise.all(Array.from({ length: 30 }, () => stage.payer()));
  const all = () => Promise.all(tokens.map((token) => stage.call('GET', '/v1/invoice', { token })));
  await all();
  await stage.advance(4 * SECOND);
  await all();
  assert.equal(questions(), 1);
  await stage.advance(2 * SECOND);
  await all();
  assert.equal(questions(), 2);
});

test('without webhooks a payment is right within ten seconds of looking', async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  await stage.advance(5 * SECOND);
  assert.equal((await stage.view()).status, 'paid');
});

test('without webhooks a refund is right within a minute of looking, or at once by a refresh', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'paid');
  await stage.advance(5 * SECOND);
  await stage.view();
  stage.simulator.refund(id, { amount: '21.00' });
  assert.equal((await stage.view()).status, 'paid');
  const token = await stage.merchant();
  const refreshed = await stage.call('POST', '/v1/invoice/refresh', { token });
  assert.deepEqual([refreshed.status, refreshed.body.status], [200, 'partially_refunded']);
  stage.simulator.chargeBack(id, '100.00');
  await stage.advance(60 * SECOND);
  assert.equal((await stage.view()).status, 'charged_back');
});

test('a batch shows what is stored and asks Mollie nothing', async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  await stage.advance(HOUR);
  const before = stage.simulator.requests.list().length;
  const tokens = [
    await stage.payer(),
    await stage.merchant({ sub: 'other' }),
    await stage.admin(),
    'nonsense',
  ];
  const { status, body } = await stage.call('POST', '/v1/invoices', { body: { tokens } });
  assert.equal(status, 200);
  const told = body.invoices.map((one) => one.status ?? one.error.code);
  assert.deepEqual(told, ['open', 'open', 'wrong_audience', 'invalid_token']);
  assert.deepEqual(
    body.invoices.map((one) => one.attempts !== undefined),
    [false, true, false, false],
  );
  assert.equal(stage.simulator.requests.list().length, before);
});

test('while Mollie hangs, a view shows what is stored within some two seconds, and says so', async () => {
  await stage.attempt();
  await stage.advance(6 * SECOND);
  stage.simulator.faults.add({ endpoint: 'get', kind: 'hang' });
  const began = performance.now();
  const view = await stage.view();
  assert.ok(performance.now() - began < 3000);
  assert.ok(view.reasons.includes('mollie_unavailable'));
  assert.equal(view.payment!.status, 'open');
  assert.ok(Date.parse(view.checkedAt) < stage.now() - 5 * SECOND);
});

test('a refresh while Mollie is down is an error, and changes nothing', async () => {
  await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'error', status: 500 });
  const began = performance.now();
  const { status, body } = await stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant() });
  assert.deepEqual([status, body.error.code], [503, 'mollie_unavailable']);
  assert.ok(performance.now() - began < 5000);
});

test('a merchant who checks while Mollie limits requests is told for how long', async () => {
  await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'rate_limit', retryAfter: 7 });
  const checked = await stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant() });
  assert.deepEqual([checked.status, checked.headers.get('retry-after')], [503, '7']);
});

test('of an expired payment nothing is asked after 48 hours, of a paid one for 13 months', async () => {
  await stage.attempt();
  await stage.advance(HOUR);
  await stage.view();
  await stage.advance(47 * HOUR);
  const before = questions();
  await stage.view();
  assert.equal(questions(), before + 1);
  await stage.advance(2 * HOUR);
  await stage.view();
  assert.equal(questions(), before + 1);
});

test('an answer about another payment is not believed', async () => {
  const own = await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'wrong_amount' });
  stage.simulator.settle(own, 'paid');
  await stage.advance(5 * SECOND);
  const view = await stage.view();
  assert.deepEqual([view.status, view.paid.value], ['open', '0.00']);
});

test('a payment that was once ours stays ours, whatever its metadata say later', async () => {
  for (const metadata of [null, { order: 7 }, 'text']) {
    const sub = JSON.stringify(metadata);
    const own = await stage.attempt({ sub });
    Object.assign(stage.simulator.ledger.get(own), { metadata });
    await stage.advance(5 * SECOND);
    assert.equal((await stage.pay({ sub })).status, 200);
    stage.simulator.settle(own, 'paid');
    await stage.advance(5 * SECOND);
    assert.equal((await stage.view({ sub })).status, 'paid');
  }
});

test('a question that got no answer is not asked again for five seconds, and the view says so', async () => {
  await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'garbage' });
  for (const asked of [1, 1, 1]) {
    assert.ok((await stage.view()).reasons.includes('mollie_unavailable'));
    await stage.advance(SECOND);
    assert.equal(questions(), asked);
  }
  await stage.advance(3 * SECOND);
  await stage.view();
  assert.equal(questions(), 2);
});

test('who looks again at once is shown what has happened since, though Mollie is not asked again', async () => {
  await stage.attempt({ rev: 1 });
  await stage.view({ rev: 1 });
  const second = await stage.attempt({ rev: 2, total: '150.00' });
  const before = questions();
  const view = await stage.view({ rev: 2, total: '150.00' });
  assert.equal(questions(), before);
  assert.equal(view.attempts![0]!.id, second);
});

/** What a browser says of a page that is left for this one. */
const FROM_CHECKOUT = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };

test('who comes back from paying waits for the webhook, also where it comes to another server', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  await stage.close();
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  const id = await stage.attempt();
  const { link } = await stage.view();
  const coming = stage.proxy.request(link, { headers: FROM_CHECKOUT });
  stage.simulator.settle(id, 'paid');
  const another = stage.another();
  const heard = await another.request(new URL(stage.simulator.ledger.get(id).webhookUrl!).pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `id=${id}`,
  });
  await another.close();
  assert.equal(heard.status, 200);
  assert.match(await (await coming).text(), /<title>Invoice 2026-0042 · Paid\b/);
});

test('who comes while Mollie can be asked is shown its answer, and waits for nothing else', async () => {
  await stage.attempt();
  const { link } = await stage.view();
  await stage.advance(6 * SECOND);
  const began = performance.now();
  await stage.proxy.request(link, { headers: FROM_CHECKOUT });
  assert.ok(performance.now() - began < 1500);
});

test('who comes back from paying waits no longer than the webhook', async () => {
  await stage.close();
  stage = await createStage();
  const id = await stage.attempt();
  const { link } = await stage.view();
  const began = performance.now();
  const coming = stage.proxy.request(link, { headers: FROM_CHECKOUT });
  await new Promise((resolve) => setTimeout(resolve, 100));
  stage.simulator.settle(id, 'paid');
  assert.match(await (await coming).text(), /<title>Invoice 2026-0042 · Paid\b/);
  assert.ok(performance.now() - began < 1500);
});

test('who cancels moments after a look is told so at once, without being asked to look again', async () => {
  await stage.close();
  stage = await createStage();
  const { body } = await stage.pay({}, { method: 'ideal' });
  const { id } = body.payment as AttemptView;
  const { link } = await stage.view();
  const coming = stage.proxy.request(`${link}?canceled`, { headers: FROM_CHECKOUT });
  stage.simulator.settle(id, 'canceled');
  assert.match(await (await coming).text(), /The last payment was cancelled\./);
});

test('a merchant who checks again and again while Mollie does not tell asks once in five seconds', async () => {
  await stage.attempt();
  stage.simulator.requests.clear();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'rate_limit', retryAfter: 30 });
  const token = await stage.merchant();
  const refresh = async () => (await stage.call('POST', '/v1/invoice/refresh', { token })).status;
  const [first, ...others] = [
    await refresh(),
    ...(await Promise.all([refresh(), refresh()])),
    await refresh(),
  ];
  assert.deepEqual([first, ...others], [503, 503, 503, 503]);
  assert.equal(questions(), 1);
  await stage.advance(5 * SECOND);
  await refresh();
  assert.equal(questions(), 2);
});

test('a pause that Mollie asks for ends, however many look meanwhile', async () => {
  await stage.attempt();
  stage.simulator.requests.clear();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'rate_limit', retryAfter: 1, times: 1 });
  // Sooner than a second after one another.
  for (let looks = 0; questions() < 2; looks++) {
    assert.ok(looks < 60, 'Mollie is not asked any more');
    await stage.advance(6 * SECOND);
    await stage.view();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test('a payment made since the last check is asked about at the next, however soon', async () => {
  const token = await stage.merchant();
  const refresh = () => stage.call('POST', '/v1/invoice/refresh', { token });
  await refresh();
  stage.simulator.settle(await stage.attempt(), 'paid');
  assert.equal((await refresh()).body.status, 'paid');
});

test('who checks again at once is shown what a webhook on its way brings, though it waits for another look', async () => {
  stage.simulator.faults.clear();
  const id = await stage.attempt();
  const token = await stage.merchant();
  const refresh = async () => (await stage.call('POST', '/v1/invoice/refresh', { token })).body;
  await refresh();
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  // The look of this webhook waits, as that of the one before began less than a fifth of a second ago.
  stage.simulator.chargeBack(id);
  assert.equal((await refresh()).status, 'charged_back');
});

test('who waits for a change is not woken by a write that changes nothing', async () => {
  const store = openStore('memory:');
  const documents = documentsOf(store, () => NOW);
  await documents.changeOrCreate('slug', () => ({ document: invoice(), log: [] }), { realm: REALM });
  let isWoken = false;
  const woken = documents.changed('slug', 60 * SECOND).then(() => {
    isWoken = true;
  });
  await documents.change('slug', () => undefined);
  assert.equal(isWoken, false);
  await documents.change('slug', (document) => ({ document, log: [] }));
  await woken;
  await store.close();
});
