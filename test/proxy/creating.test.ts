import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { MollieError } from '../../proxy/mollie/errors.ts';
import { refusalCode } from '../../proxy/mollie/to-proxy-error.ts';
import type { AttemptView } from '../../shared/api.ts';
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

test('every try of one attempt sends the same bytes, whatever else has changed since', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  const { status } = await stage.pay({ rev: 2, description: 'something else' });
  assert.equal(status, 200);
  const [first, repeated, ...others] = creates();
  assert.deepEqual([first!.body, first!.idempotencyKey], [repeated!.body, repeated!.idempotencyKey]);
  assert.deepEqual(others, []);
});

test('what is no longer due is never asked again: the next number asks what is', async () => {
  for (const [sub, change] of Object.entries({
    lowered: { total: '100.00' },
    elsewhere: { paidElsewhere: '71.00' },
    raised: { total: '150.00' },
  })) {
    fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
    assert.equal((await stage.pay({ sub, rev: 1 })).status, 503);
    const known = creates().length;
    const { status, body } = await stage.pay({ sub, rev: 2, ...change });
    assert.equal(status, 201);
    const asked = creates().slice(known);
    assert.deepEqual(
      asked.map(({ body: of }) => JSON.parse(of).amount.value),
      [body.payment.amount.value],
    );
    assert.notEqual(body.payment.amount.value, '121.00');
  }
});

test('a withdrawal, or all paid elsewhere, leaves nothing to be sent, by token or by link', async () => {
  for (const [sub, change] of Object.entries({
    withdrawn: { void: true },
    paid: { paidElsewhere: '121.00' },
  })) {
    fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
    await stage.pay({ sub, rev: 1 });
    const { link } = await stage.put({ sub, rev: 2, ...change });
    const known = creates().length;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal((await stage.call('POST', new URL(link).pathname, { headers })).status, 409);
    assert.equal((await stage.pay({ sub, rev: 2, ...change })).status, 409);
    assert.equal(creates().length, known);
    assert.equal(payments().length, 0);
  }
});

test('what came of a create that was put aside is taken up by its webhook, shown, and cancelled where it can be', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  const second = await stage.pay({ rev: 2, total: '100.00' });
  assert.equal(second.body.payment.amount.value, '100.00');
  const stray = payments().find(({ amount }) => amount.value === '121.00')!;
  stage.simulator.webhooks.notify(stray);
  await stage.simulator.idle();
  const view = await stage.view({ rev: 2, total: '100.00' });
  assert.ok(view.attempts!.some(({ id }) => id === stray.id));
  await stage.proxy.watch();
  assert.equal(stage.simulator.ledger.get(stray.id).status, 'canceled');
  assert.equal(stage.simulator.ledger.get(idOf(second.body)).status, 'open');
});

test('no number is used twice, also after an earlier one has turned up', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  await stage.pay({ rev: 2, total: '100.00' });
  stage.simulator.webhooks.notify(payments().find(({ amount }) => amount.value === '121.00')!);
  await stage.simulator.idle();
  const third = await stage.pay({ rev: 3, total: '90.00' });
  assert.deepEqual([third.status, third.body.payment.amount.value], [201, '90.00']);
  assert.equal(new Set(creates().map(({ idempotencyKey }) => idempotencyKey)).size, 3);
  const amounts = third.body.invoice.attempts!.map(({ amount }) => amount.value);
  assert.deepEqual(amounts, ['90.00', '100.00', '121.00']);
});

test('what was put aside is looked for after 1, 5, 15 and 60 minutes and a day, then dropped', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay({ rev: 1 });
  await stage.put({ rev: 2, void: true });
  stage.simulator.requests.clear();
  const looks: number[] = [];
  for (let minute = 1; minute <= 26 * 60; minute++) {
    const known = stage.simulator.requests.list({ endpoint: 'list' }).length;
    await stage.advance(MINUTE);
    await stage.proxy.watch();
    if (stage.simulator.requests.list({ endpoint: 'list' }).length > known) looks.push(minute);
  }
  assert.deepEqual(looks, [1, 5, 15, 60, 24 * 60]);
  assert.deepEqual((await stage.story({ rev: 2, void: true })).slice(-3), [
    'invoice.changed',
    'payment.put_aside',
    'payment.not_made',
  ]);
});

test('a withdrawal cancels what can be cancelled within a minute', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  const id = await stage.attempt({ rev: 1 });
  await stage.put({ rev: 2, void: true });
  await stage.proxy.watch();
  assert.equal(stage.simulator.ledger.get(id).status, 'canceled');
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

test('a create that made nothing, and that Mollie does not repeat, is followed by another', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay();
  fault({ endpoint: 'create', kind: 'error', status: 400, times: 1 });
  assert.equal((await stage.pay()).status, 201);
  assert.ok((await stage.story()).includes('payment.not_made'));
});

test('what is found again is not taken for open while Mollie does not say what became of it', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  fault({ endpoint: 'webhook', kind: 'drop' });
  await stage.pay();
  stage.simulator.settle(payments()[0]!.id, 'paid');
  const silent = fault({ endpoint: 'get', kind: 'garbage' });
  assert.equal((await stage.pay()).status, 503);
  assert.deepEqual((await stage.view()).attempts, []);
  stage.simulator.faults.clear(silent.id);
  assert.equal((await stage.pay()).body.error.code, 'nothing_due');
});

test('while Mollie does not tell what became of an open payment, none is made for another amount either', async () => {
  await stage.attempt({ rev: 1 });
  fault({ endpoint: 'get', kind: 'error', status: 503 });
  const { status, body } = await stage.pay({ rev: 2, total: '150.00' });
  assert.deepEqual([status, body.error?.code, creates().length], [503, 'mollie_unavailable', 1]);
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
  assert.ok(none.body.invoice.reasons.includes('no_methods'));
  const entries = (await stage.call('GET', '/v1/invoice/log', { token: await stage.merchant() })).body
    .entries;
  const entry = entries.find(({ reference }) => reference === none.body.error.reference)!;
  assert.equal(entry.event, 'payment.rejected');
  assert.equal((entry.details as { status: number }).status, 422);

  stage.simulator.settings.methods = ['ideal'];
  await stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant() });
  const made = await stage.pay();
  assert.equal(made.status, 201);
  assert.ok(!made.body.invoice.reasons.includes('no_methods'));
  assert.notEqual(creates()[1]!.idempotencyKey, creates()[2]!.idempotencyKey);
});

test('why Mollie would not make a payment is read from what it says', () => {
  const said: [code: string, message: string, field?: string][] = [
    ['below_minimum', 'The amount is lower than the minimum', 'amount'],
    ['above_maximum', 'The amount is higher than the maximum', 'amount'],
    ['currency_unsupported', 'The currency is not supported', 'amount.currency'],
    ['no_methods', 'No suitable payment methods found'],
    ['mollie_rejected', 'The description is invalid', 'description'],
  ];
  for (const [code, message, field] of said) {
    assert.equal(refusalCode(new MollieError('rejected', message, { field })), code);
  }
});

test('a refusal is answered again for a minute without asking, and logged once', async () => {
  stage.simulator.settings.limits = { ideal: { maximum: '100.00' } };
  stage.simulator.settings.methods = ['ideal'];
  const first = await stage.pay();
  const lines = stage.logged.length;
  stage.simulator.requests.clear();
  for (let press = 0; press < 20; press++) {
    const { status, body } = await stage.pay();
    assert.deepEqual([status, body.error], [422, first.body.error]);
  }
  assert.deepEqual(stage.asked(), []);
  assert.equal(stage.logged.length, lines);
  assert.equal((await stage.story()).filter((event) => event === 'payment.rejected').length, 1);
  await stage.advance(MINUTE);
  await stage.pay();
  assert.equal(creates().length, 1);
});

test('a refusal is answered again without a question about other payments either', async () => {
  await stage.attempt({ rev: 1 });
  stage.simulator.settings.methods = [];
  assert.equal((await stage.pay({ rev: 2, total: '150.00' })).status, 422);
  stage.simulator.requests.clear();
  assert.equal((await stage.pay({ rev: 2, total: '150.00' })).status, 422);
  assert.deepEqual(stage.asked(), []);
});

test('a refusal of one amount is none of another that is due once money has come', async () => {
  const first = await stage.attempt({ rev: 1, total: '100.00' });
  stage.simulator.settings.methods = [];
  const claims = { rev: 2, total: '150.00' };
  assert.equal((await stage.pay(claims)).status, 422);
  stage.simulator.settings.methods = ['ideal'];
  stage.simulator.settle(first, 'paid');
  await stage.simulator.idle();
  const { status, body } = await stage.pay(claims);
  assert.deepEqual([status, body.payment?.amount.value], [201, '50.00']);
});

test('that Mollie wants fewer requests refuses nothing', async () => {
  fault({ endpoint: 'create', kind: 'rate_limit', times: 2 });
  const statuses = [];
  for (let press = 0; press < 3; press++) statuses.push((await stage.pay()).status);
  assert.deepEqual(statuses, [503, 503, 201]);
});

test('a refusal ends when facts come, the key changes, or the merchant checks', async (t) => {
  await stage.close();
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
  stage.simulator.settings.methods = [];
  const asksAgain = async (claims: object) => {
    const known = creates().length;
    await stage.pay({ ...claims });
    return creates().length - known;
  };
  assert.equal(await asksAgain({ rev: 1 }), 1);
  assert.equal(await asksAgain({ rev: 1 }), 0);
  assert.equal(await asksAgain({ rev: 2, description: 'something else' }), 1);
  await stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant({ rev: 2 }) });
  assert.equal(await asksAgain({ rev: 2 }), 1);
  await stage.restart({ MOLLIE_API_KEY: `test_another_key_of_thirty_word_characters,${MOLLIE_KEY}` });
  assert.equal(await asksAgain({ rev: 2 }), 1);
});

test('more than Mollie’s form has room for is too much, and not asked', async () => {
  const { status, body } = await stage.pay({ total: '9999999999.99', paidElsewhere: '-1.00' });
  assert.deepEqual([status, body.error.code], [422, 'above_maximum']);
  assert.equal(creates().length, 0);
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

test('a page instead of an answer concludes nothing', async () => {
  fault({ endpoint: 'create', kind: 'html', times: 1 });
  assert.equal((await stage.pay()).status, 503);
  assert.equal((await stage.pay()).status, 200);
  assert.equal(payments().length, 1);
});

test('an attempt older than its key is put aside instead of being sent again, and found in the list', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  await stage.advance(50 * MINUTE);
  assert.equal((await stage.pay()).status, 201);
  assert.equal(creates().length, 2);
  assert.notEqual(creates()[0]!.idempotencyKey, creates()[1]!.idempotencyKey);
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const statuses = (await stage.view()).attempts!.map(({ status }) => status);
  assert.deepEqual(statuses, ['open', 'expired']);
});

test('an attempt older than its key is not sent again by the link either', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  const path = new URL((await stage.view({ rev: 1, iat: Math.floor(stage.now() / 1000) - 9 })).link).pathname;
  await stage.advance(50 * MINUTE);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await stage.call('POST', path, { headers })).status, 303);
  assert.equal(creates().length, 2);
  assert.notEqual(creates()[0]!.idempotencyKey, creates()[1]!.idempotencyKey);
});

test('of two that are open for what is due, Pay leads to the newer', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  const lost = payments()[0]!;
  await stage.pay({ rev: 2, total: '100.00' });
  const newest = await stage.attempt({ rev: 3 });
  stage.simulator.webhooks.notify(lost);
  await stage.simulator.idle();
  const { status, body } = await stage.pay({ rev: 3 });
  assert.deepEqual([status, idOf(body)], [200, newest]);
  assert.equal(body.invoice.attempts!.length, 3);
});

test('an unresolved create keeps nobody from hearing what else happened', async () => {
  const older = await stage.attempt({ rev: 1 });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  await stage.put({ rev: 2, total: '150.00' });
  fault({ endpoint: 'create', kind: 'lost', executed: false });
  fault({ endpoint: 'list', kind: 'lost' });
  await stage.pay({ rev: 2, total: '150.00' });
  const lines = stage.logged.length;
  stage.simulator.settle(older, 'paid');
  for (let minute = 0; minute < 6; minute++) {
    await stage.advance(MINUTE);
    await stage.proxy.watch();
  }
  const story = await stage.story({ rev: 2, total: '150.00' });
  assert.ok(story.includes('payment.paid'), String(story));
  assert.equal(stage.logged.length, lines);
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
    .filter(({ endpoint }) => endpoint !== 'methods')
    .map(({ endpoint, headers }) => [endpoint, headers.authorization]);
  assert.deepEqual(keys, [
    ['get', `Bearer test_…${replaced.slice(-4)}`],
    ['create', `Bearer test_…${MOLLIE_KEY.slice(-4)}`],
  ]);
});

test('what a webhook takes up is asked about with the key that made it', async (t) => {
  const replaced = 'test_the_older_key_with_thirty_word_characters';
  await stage.close();
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  stage = await createStage({ env: { MOLLIE_API_KEY: replaced, STORAGE_URL: `sqlite:${folder}/store.db` } });
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  await stage.restart({ MOLLIE_API_KEY: `${MOLLIE_KEY},${replaced}` });
  stage.simulator.webhooks.notify(payments()[0]!);
  await stage.simulator.idle();
  await stage.advance(MINUTE);
  await stage.view();
  const keys = stage.simulator.requests.list({ endpoint: 'get' }).map(({ headers }) => headers.authorization);
  const older = `Bearer test_…${replaced.slice(-4)}`;
  assert.deepEqual(keys, [older, older]);
});

test('creates that were put aside count as made: no more than ten in a minute', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 10 });
  for (let rev = 1; rev <= 10; rev++) await stage.pay({ rev, total: `${100 + rev}.00` });
  const { status, body } = await stage.pay({ rev: 11 });
  assert.deepEqual([status, body.error?.code], [429, 'rate_limited']);
  await stage.advance(MINUTE);
  assert.equal((await stage.pay({ rev: 11 })).status, 201);
});

test('a create whose key is gone is put aside after a minute, and what came of it is taken up', async (t) => {
  await stage.close();
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  await stage.restart({ MOLLIE_API_KEY: 'test_another_key_of_thirty_word_characters' });
  assert.equal((await stage.pay()).status, 503);
  await stage.advance(MINUTE);
  const { status, body } = await stage.pay();
  assert.equal(status, 201);
  const lost = payments().find(({ id }) => id !== idOf(body))!;
  stage.simulator.webhooks.notify(lost);
  await stage.simulator.idle();
  const ids = (await stage.view()).attempts!.map(({ id }) => id);
  assert.deepEqual(ids, [idOf(body), lost.id]);
});
