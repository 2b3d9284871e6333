import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { FaultRequest } from '../../demo/mollie/faults.ts';
import { startHost } from '../help/notified-host.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OTHER_KEY = 'test_another_key_of_thirty_word_characters';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let folder: string;
let stores = 0;
/** How far the clock of everybody here was set back, in milliseconds. */
let back: number;
let stage: Stage;
let host: Awaited<ReturnType<typeof startHost>>;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
});
after(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  back = 0;
  host = await startHost(SECRET);
  const STORAGE_URL = `sqlite:${folder}/${stores++}.db`;
  const env = { STORAGE_URL, NOTIFY_URL: host.url, NOTIFY_SECRET: SECRET };
  stage = await createStage({ env, simulator: { now: () => Date.now() - back } });
});
afterEach(async () => {
  await stage.close();
  await host.close();
});

const fault = (request: FaultRequest) => stage.simulator.faults.add(request);
const creates = () => stage.simulator.requests.list({ endpoint: 'create' }).length;
const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('what was captured before the rest lapsed stays paid', async () => {
  for (const status of ['canceled', 'expired'] as const) {
    const sub = status;
    const id = await stage.attempt({ sub });
    stage.simulator.settle(id, 'authorized', { method: 'klarna' });
    stage.simulator.capture(id, '60.00');
    await stage.simulator.idle();
    stage.simulator.settle(id, status);
    await stage.simulator.idle();
    const view = await stage.view({ sub });
    assert.deepEqual([view.paid.value, view.due.value], ['60.00', '61.00'], status);
    assert.equal((await stage.pay({ sub })).body.payment.amount.value, '61.00');
    await stage.advance(3 * DAY);
    stage.simulator.requests.clear();
    await stage.view({ sub });
    assert.ok(stage.asked().includes(`GET /v2/payments/${id}`), 'money that came may still go back');
  }
});

test('a crowd that presses on a refused invoice asks Mollie a few times, and is told why', async () => {
  stage.simulator.settings.methods = ['ideal'];
  stage.simulator.settings.limits = { ideal: { maximum: '100.00' } };
  const answers = await Promise.all(Array.from({ length: 60 }, () => stage.pay()));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([422]));
  assert.ok(creates() <= 2, `${creates()} creates`);
});

test('a key that Mollie does not take is asked for twice, and then for a minute no more', async () => {
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  for (let press = 0; press < 10; press++) {
    const { status, body } = await stage.pay();
    assert.deepEqual([status, body.error.code], [502, 'mollie_rejected']);
  }
  assert.equal(creates(), 2);
  stage.simulator.settings.apiKeys = [MOLLIE_KEY];
  await stage.advance(MINUTE);
  assert.equal((await stage.pay()).status, 201);
});

test('what cannot be looked up is sought five times and no more', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay({ rev: 1 });
  await stage.restart({ MOLLIE_API_KEY: `${OTHER_KEY},${MOLLIE_KEY}` });
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  await stage.put({ rev: 2, void: true });
  stage.simulator.requests.clear();
  for (let hour = 0; hour < 30; hour++) {
    await stage.advance(HOUR);
    await stage.proxy.watch();
  }
  assert.ok(stage.simulator.requests.list({ endpoint: 'list' }).length <= 6);
  assert.equal((await stage.story({ rev: 2, void: true })).at(-1), 'payment.not_found');
});

test('a cancellation that Mollie does not answer keeps nobody from paying', async () => {
  for (const [sub, trouble] of Object.entries({
    lost: { kind: 'lost', executed: false } as const,
    refused: { kind: 'error', status: 403 } as const,
    busy: { kind: 'error', status: 409 } as const,
  })) {
    const first = await stage.attempt({ sub, rev: 1 });
    stage.simulator.chooseMethod(first, 'banktransfer');
    fault({ endpoint: 'cancel', ...trouble });
    const { status, body } = await stage.pay({ sub, rev: 2, total: '50.00' });
    assert.deepEqual([status, body.payment?.amount.value], [201, '50.00'], sub);
    assert.equal(body.invoice.stillPayable.length, 1);
    stage.simulator.faults.clear();
  }
});

test('what is withdrawn while Mollie still works on it, or is tried again, is not sent again', async () => {
  for (const trouble of [{ kind: 'conflict' } as const, { kind: 'error', status: 500 } as const]) {
    const sub = trouble.kind;
    fault({ endpoint: 'create', ...trouble });
    const known = creates();
    const pressed = stage.pay({ sub, rev: 1 });
    await until(() => creates() > known);
    await stage.put({ sub, rev: 2, void: true });
    const sent = creates();
    stage.simulator.faults.clear();
    const { status, body } = await pressed;
    assert.deepEqual([status, body.error.code], [409, 'void'], sub);
    assert.equal(creates(), sent);
    assert.equal(stage.simulator.ledger.list().length, 0);
  }
});

test('a Retry-After of Mollie is passed on for five minutes at most', async () => {
  fault({ endpoint: 'create', kind: 'rate_limit', retryAfter: 86_400, times: 1 });
  assert.equal((await stage.pay()).headers.get('retry-after'), '300');
});

test('a withdrawal cancels the transfer that was chosen since the last look', async () => {
  const id = await stage.attempt({ rev: 1 });
  await stage.advance(5 * MINUTE);
  await stage.proxy.watch();
  stage.simulator.chooseMethod(id, 'banktransfer');
  await stage.advance(MINUTE);
  await stage.put({ rev: 2, void: true });
  await stage.proxy.watch();
  await stage.proxy.watch();
  assert.equal(stage.simulator.ledger.get(id).status, 'canceled');
});

test('a server without the key of an attempt makes no second one while another may be sending it', async () => {
  await stage.restart({ MOLLIE_API_KEY: `${OTHER_KEY},${MOLLIE_KEY}` });
  fault({ endpoint: 'create', kind: 'slow', ms: 1500, times: 1 });
  const first = stage.pay();
  await until(() => creates() === 1);
  const another = stage.another({ MOLLIE_API_KEY: MOLLIE_KEY });
  const headers = { authorization: `Bearer ${await stage.merchant()}` };
  const press = () => another.request('/v1/invoice/payments', { method: 'POST', headers });
  assert.equal((await press()).status, 503);
  assert.equal((await first).status, 201);
  assert.equal((await press()).status, 200);
  assert.equal(stage.simulator.ledger.list().length, 1);
  await another.close();
});

test('what only a key that is gone could have made is put aside after a minute', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay();
  await stage.restart({ MOLLIE_API_KEY: OTHER_KEY });
  assert.equal((await stage.pay()).status, 503);
  await stage.advance(MINUTE);
  assert.equal((await stage.pay()).status, 201);
});

test('a payment in another currency than the invoice’s is logged, and in no sum', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  fault({ endpoint: 'list', kind: 'lost' });
  fault({ endpoint: 'webhook', kind: 'drop' });
  await stage.put({ rev: 2, void: true });
  for (const pause of [2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY]) {
    await stage.advance(pause);
    await stage.proxy.watch();
  }
  stage.simulator.faults.clear();
  const [payment] = stage.simulator.ledger.list();
  const dollars = { rev: 3, currency: 'USD', total: '121.00' };
  assert.equal((await stage.put(dollars)).status, 'open');
  stage.simulator.settle(payment!.id, 'paid');
  await stage.simulator.idle();
  const view = await stage.view(dollars);
  assert.deepEqual([view.status, view.paid.value, view.attempts], ['open', '0.00', []]);
  assert.ok((await stage.story(dollars)).includes('payment.other_currency'));
  assert.equal((await stage.pay(dollars)).status, 201);
});

test('a refund of a withdrawn invoice is told as what it is', async () => {
  const id = await stage.attempt({ rev: 1, paidElsewhere: '71.00' });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  await stage.put({ rev: 2, void: true });
  stage.simulator.refund(id, { amount: '20.00' });
  await stage.simulator.idle();
  stage.simulator.refund(id, { amount: '30.00' });
  await stage.simulator.idle();
  await stage.idle();
  const told = host.heard.map(({ type }) => type);
  assert.deepEqual(told, [
    'invoice.paid',
    'invoice.overpaid',
    'invoice.partially_refunded',
    'invoice.refunded',
  ]);
});

test('where no other payment may be made, what is said of Pay is what Pay does', async () => {
  for (let rev = 1; rev <= 4; rev++) await stage.attempt({ rev, total: `${100 + rev}.00` });
  const newest = await stage.attempt({ rev: 5 });
  await stage.advance(14 * MINUTE);
  const view = await stage.view({ rev: 5 });
  assert.deepEqual([view.continues, (view.payment as { id?: string }).id], [true, newest]);
  assert.equal(view.stillPayable.length, 4);
  assert.equal((await stage.pay({ rev: 5 })).status, 200);
});

test('what Mollie no longer shows is asked about no more, two days after its time is over', async () => {
  await stage.attempt();
  stage.simulator.settings.profiles = [{ id: 'pfl_Other', name: 'Other', apiKeys: [OTHER_KEY] }];
  await stage.restart({ MOLLIE_API_KEY: OTHER_KEY });
  for (let hour = 0; hour < 50; hour++) {
    await stage.advance(HOUR);
    await stage.proxy.watch();
  }
  stage.simulator.requests.clear();
  await stage.advance(DAY);
  await stage.proxy.watch();
  await stage.view();
  // The profile's name is asked for once a day.
  assert.deepEqual(stage.asked(), ['GET /v2/profiles/me']);
});

test('a clock set back keeps nobody from paying', async () => {
  for (let made = 0; made < 10; made++) {
    stage.simulator.settle(await stage.attempt(), 'failed');
    await stage.advance(9 * MINUTE);
  }
  back = 2 * HOUR;
  assert.equal((await stage.pay()).status, 201);
  back = 0;
  await stage.advance(MINUTE);
  fault({ endpoint: '*', kind: 'checkout_missing' });
  assert.equal((await stage.pay({ sub: 'no address' })).status, 503);
  back = 2 * HOUR;
  await stage.advance(2 * MINUTE);
  stage.simulator.faults.clear();
  fault({ endpoint: 'get', kind: 'checkout_missing' });
  assert.equal((await stage.pay({ sub: 'no address' })).status, 201);
});

test('a clock set back while the proxy was not running holds up no work', async () => {
  const id = await stage.attempt();
  await stage.advance(2 * MINUTE);
  await stage.proxy.watch();
  fault({ endpoint: 'webhook', kind: 'drop' });
  back = 2 * HOUR;
  await stage.restart();
  stage.simulator.settle(id, 'paid');
  for (let minute = 0; minute < 5; minute++) {
    await stage.advance(MINUTE);
    await stage.proxy.watch();
  }
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens: [await stage.payer()] } });
  assert.equal(body.invoices[0]!.status, 'paid');
});

test('a crowd that presses beside a transfer has it cancelled once, and nobody is told that it was not', async () => {
  const id = await stage.attempt({ rev: 1 });
  stage.simulator.chooseMethod(id, 'banktransfer');
  await stage.advance(6_000);
  const token = await stage.payer({ rev: 2, total: '100.00' });
  await stage.put({ rev: 2, total: '100.00' });
  const presses = Array.from({ length: 40 }, () => stage.call('POST', '/v1/invoice/payments', { token }));
  for (const { status } of await Promise.all(presses)) assert.ok(status === 200 || status === 201);
  assert.equal(stage.simulator.requests.list({ endpoint: 'cancel' }).length, 1);
  const story = await stage.story({ rev: 2, total: '100.00' });
  assert.ok(story.includes('payment.canceled') && !story.includes('payment.cancel_refused'));
});

test('a key that Mollie does not take is asked for twice also where an older create is not resolved', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  const before = creates();
  for (let n = 0; n < 6; n++) assert.equal((await stage.pay()).body.error.code, 'mollie_rejected');
  assert.equal(creates() - before, 2);
  stage.simulator.settings.apiKeys = [MOLLIE_KEY];
  await stage.advance(MINUTE);
  assert.equal((await stage.pay()).status, 200);
  assert.deepEqual(await stage.story(), ['invoice.seen', 'payment.uncertain', 'payment.created']);
});

test('what Mollie refused to one key is not said any more once there is another', async () => {
  stage.simulator.settings.methods = [];
  assert.equal((await stage.pay()).body.error.code, 'no_methods');
  assert.ok((await stage.view()).reasons.includes('no_methods'));
  stage.simulator.settings.methods = ['ideal'];
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  await stage.restart({ MOLLIE_API_KEY: OTHER_KEY });
  assert.ok(!(await stage.view()).reasons.includes('no_methods'));
  assert.equal((await stage.pay()).status, 201);
});
