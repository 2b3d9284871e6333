import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { AttemptView } from '../../shared/api.ts';
import { startHost } from '../help/notified-host.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Of another profile: it sees none of the first one's payments. */
const OTHER_KEY = 'test_of_another_profile_with_thirty_characters';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let folder: string;
let stage: Stage;
let host: Awaited<ReturnType<typeof startHost>>;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
});
after(() => rm(folder, { recursive: true }));
let stores = 0;
beforeEach(async () => {
  host = await startHost(SECRET);
  const STORAGE_URL = `sqlite:${folder}/${stores++}.db`;
  stage = await createStage({ env: { STORAGE_URL, NOTIFY_URL: host.url, NOTIFY_SECRET: SECRET } });
  stage.simulator.settings.profiles = [{ id: 'pfl_Other', name: 'Other', apiKeys: [OTHER_KEY] }];
});
afterEach(async () => {
  await stage.close();
  await host.close();
});

const toOtherKey = () => stage.restart({ MOLLIE_API_KEY: OTHER_KEY });
const toBothKeys = () => stage.restart({ MOLLIE_API_KEY: `${OTHER_KEY},${MOLLIE_KEY}` });

test('a pending payment that no key sees stays, blocks, and says so to the merchant alone', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'pending', { method: 'paypal' });
  await stage.simulator.idle();
  await stage.view();
  await toOtherKey();
  await stage.advance(11 * MINUTE);
  const view = await stage.view();
  assert.deepEqual([view.attempts![0]!.status, view.pending.value], ['pending', '121.00']);
  assert.ok(view.attempts![0]!.notVisibleSince);
  assert.ok(view.reasons.includes('not_visible'));
  const payer = await stage.call('GET', '/v1/invoice', { token: await stage.payer() });
  assert.ok(!payer.body.reasons.includes('not_visible'));
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [409, 'payment_pending']);
  await stage.idle();
  assert.deepEqual(host.heard, []);
});

test('the merchant goes on without it, which is logged and told; seen again, it counts again', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'pending', { method: 'paypal' });
  await stage.simulator.idle();
  await stage.view();
  await toOtherKey();
  await stage.advance(11 * MINUTE);
  const { status, body } = await stage.pay({}, { without: [id] });
  assert.deepEqual([status, body.payment.amount.value], [201, '121.00']);
  assert.deepEqual([body.invoice.pending.value, body.invoice.due.value], ['0.00', '121.00']);
  assert.ok((await stage.story()).includes('payment.disregarded'));
  await toBothKeys();
  stage.simulator.settle(id, 'paid');
  await stage.advance(6000);
  const view = await stage.view();
  assert.deepEqual([view.status, view.paid.value], ['paid', '121.00']);
  assert.ok((await stage.story()).includes('payment.visible_again'));
});

test('who goes on without a payment must be the merchant, and the payment the invoice’s', async () => {
  const token = await stage.payer();
  const payer = await stage.call('POST', '/v1/invoice/payments', {
    token,
    body: { without: ['tr_abcdefgh'] },
  });
  assert.deepEqual([payer.status, payer.body.error.code], [403, 'wrong_audience']);
  const unknown = await stage.pay({}, { without: ['tr_abcdefgh'] });
  assert.deepEqual([unknown.status, unknown.body.error.code], [400, 'bad_request']);
});

test('nobody goes on without a payment that Mollie shows', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'pending', { method: 'paypal' });
  const { status, body } = await stage.pay({}, { without: [id] });
  assert.deepEqual([status, body.error.code], [409, 'payment_pending']);
});

test('an open payment that no key sees counts as ended once its time is over, and nobody is told', async () => {
  await stage.attempt();
  await toOtherKey();
  await stage.advance(11 * MINUTE);
  const shown = await stage.view();
  assert.deepEqual([shown.stillPayable.length, shown.continues], [1, false]);
  await stage.advance(5 * MINUTE);
  const view = await stage.view();
  assert.deepEqual([view.stillPayable, view.continues, view.canPay], [[], false, true]);
  assert.equal((await stage.pay()).status, 201);
  await stage.idle();
  assert.deepEqual(host.heard, []);
});

test('within ten minutes of its creation, that Mollie does not find a payment means nothing', async () => {
  await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'not_found', ms: 20 * MINUTE });
  await stage.advance(9 * MINUTE);
  const view = await stage.view();
  assert.deepEqual([view.attempts![0]!.notVisibleSince, view.reasons.includes('not_visible')], [null, false]);
});

test('that a former key is revoked is no trouble; that the first one is, is', async () => {
  const id = await stage.attempt();
  await toBothKeys();
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  await stage.advance(11 * MINUTE);
  const view = await stage.view();
  assert.ok(view.reasons.includes('not_visible') && !view.reasons.includes('mollie_unavailable'));
  assert.equal(view.attempts![0]!.id, id);
  stage.simulator.settings.apiKeys = [MOLLIE_KEY];
  await stage.restart({ MOLLIE_API_KEY: `${OTHER_KEY}` });
  await stage.advance(MINUTE);
  const token = await stage.merchant();
  const { status, body } = await stage.call('POST', '/v1/invoice/refresh', { token });
  assert.deepEqual([status, body.error.code], [503, 'mollie_unavailable']);
});

test('money for a payment that was not visible for days counts once a key sees it', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'authorized', { method: 'klarna' });
  await stage.simulator.idle();
  await toOtherKey();
  for (let day = 0; day < 5; day++) {
    await stage.advance(DAY);
    await stage.proxy.watch();
  }
  stage.simulator.settle(id, 'paid');
  await toBothKeys();
  await stage.advance(DAY);
  await stage.proxy.watch();
  assert.equal((await stage.view()).status, 'paid');
});

test('Pay leads to nothing that no key can see, however new it is', async () => {
  const id = await stage.attempt();
  const { link } = await stage.view();
  await toOtherKey();
  await stage.advance(MINUTE);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const pressed = await stage.call('POST', new URL(link).pathname, { headers });
  assert.equal(pressed.status, 303);
  const [newest] = stage.simulator.ledger.list();
  assert.notEqual(newest!.id, id);
  const { status, body } = await stage.pay();
  assert.deepEqual([status, (body.payment as AttemptView).id], [200, newest!.id]);
});

test('nothing that only a key can see which Mollie does not take any more, either', async () => {
  const id = await stage.attempt();
  await toBothKeys();
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  await stage.advance(MINUTE);
  const { status, body } = await stage.pay();
  assert.equal(status, 201);
  assert.notEqual((body.payment as AttemptView).id, id);
});

test('a create whose key Mollie does not take any more keeps nobody from paying for longer than a minute', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay();
  await toBothKeys();
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  await stage.advance(5 * MINUTE);
  assert.equal((await stage.pay()).status, 201);
});

test('that the merchant goes on without a payment opens no invoice that is paid', async () => {
  const id = await stage.attempt({ rev: 1 });
  stage.simulator.settle(id, 'pending', { method: 'paypal' });
  await stage.simulator.idle();
  await stage.view({ rev: 1 });
  await toOtherKey();
  await stage.advance(11 * MINUTE);
  await stage.put({ rev: 2, paidElsewhere: '121.00' });
  await stage.view({ rev: 2, paidElsewhere: '121.00' });
  host.heard.length = 0;
  await stage.pay({ rev: 2, paidElsewhere: '121.00' }, { without: [id] });
  await stage.idle();
  assert.deepEqual(host.heard, []);
});
