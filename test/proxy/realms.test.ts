import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { openStore } from '../../proxy/store/index.ts';
import { createStage, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;
const LIVE_KEY = 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM';

let folder: string;
let stores = 0;
let stage: Stage;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
});
after(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/${stores++}.db` } });
});
afterEach(() => stage.close());

const toLive = () => stage.restart({ MOLLIE_API_KEY: LIVE_KEY });
const toTest = () => stage.restart();
const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };

test('a link of the other mode leads nowhere: no page, no QR, no payment', async () => {
  const id = await stage.attempt();
  const { link } = await stage.view();
  const path = new URL(link).pathname;
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  await toLive();
  stage.simulator.requests.clear();
  assert.equal((await stage.call('GET', path)).status, 404);
  assert.equal((await stage.call('GET', `${path}/qr.svg`)).status, 404);
  assert.equal((await stage.call('POST', path, form)).status, 404);
  assert.deepEqual(
    stage.asked().filter((request) => request !== 'GET /v2/payments'),
    [],
  );
  await toTest();
  assert.equal((await stage.call('GET', path)).status, 200);
});

test('an invoice of an account without a key is shown by its link, and nothing is asked or paid', async () => {
  const path = new URL((await stage.view()).link).pathname;
  const store = openStore(`sqlite:${folder}/${stores - 1}.db`);
  await store.update(path.split('/').at(-1)!, (value) => {
    const document = value as InvoiceDocument;
    const realm = { ...document.realm, account: 'another' };
    return { value: { ...document, realm }, due: null, log: [] };
  });
  await store.close();
  stage.simulator.requests.clear();
  const { status, body } = await stage.call('GET', path);
  assert.equal(status, 200);
  assert.match(String(body), /cannot be paid online at the moment/);
  assert.equal((await stage.call('POST', path, form)).status, 409);
  assert.deepEqual(stage.asked(), []);
});

test('test money counts for nothing on the live invoice, and the live link is another', async () => {
  const id = await stage.attempt();
  const before = await stage.view();
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  await toLive();
  const live = await stage.view();
  assert.deepEqual([live.mode, live.status, live.paid.value, live.attempts], ['live', 'open', '0.00', []]);
  assert.notEqual(live.link, before.link);
  assert.equal((await stage.pay()).body.payment.amount.value, '121.00');
});

test('a webhook of the other mode is to come again, and asks nothing now', async () => {
  const id = await stage.attempt();
  const { webhookUrl } = stage.simulator.ledger.get(id);
  await toLive();
  stage.simulator.requests.clear();
  const answer = await stage.call('POST', new URL(webhookUrl!).pathname, { ...form, body: `id=${id}` });
  assert.equal(answer.status, 503);
  assert.ok(answer.headers.get('retry-after'));
  assert.deepEqual(stage.asked(), []);
  await toTest();
  const again = await stage.call('POST', new URL(webhookUrl!).pathname, { ...form, body: `id=${id}` });
  assert.equal(again.status, 200);
});

test('the background asks about nothing of the other mode, and puts it off', async () => {
  await stage.attempt();
  await toLive();
  // The account's own work comes first, and is due once a day.
  assert.equal(await stage.proxy.watch(), 1);
  await stage.advance(2 * MINUTE);
  stage.simulator.requests.clear();
  assert.equal(await stage.proxy.watch(), 1);
  assert.equal(await stage.proxy.watch(), 0);
  assert.deepEqual(stage.asked(), []);
  await toTest();
  await stage.advance(5 * MINUTE);
  await stage.proxy.watch();
  assert.equal(stage.simulator.requests.list({ endpoint: 'get' }).length, 1);
});

test('the log of the integration tells of the running mode alone', async () => {
  await stage.attempt({ sub: 'tried out' });
  await toLive();
  await stage.put({ sub: 'real' });
  const entries = async () => {
    const { body } = await stage.call('GET', '/v1/log', { token: await stage.admin() });
    return body.entries.map(({ event }) => event);
  };
  assert.deepEqual(await entries(), ['invoice.seen']);
  await toTest();
  assert.deepEqual(await entries(), ['payment.created', 'invoice.seen']);
});

test('the host’s news reaches both modes, and a new record starts from the newest of either', async () => {
  await stage.put({ rev: 1, total: '121.00' });
  await toLive();
  const live = await stage.view({ rev: 1, total: '121.00' });
  assert.equal(live.total.value, '121.00');
  await stage.put({ rev: 3, total: '80.00' });
  await toTest();
  assert.equal((await stage.view({ rev: 2, total: '100.00' })).total.value, '80.00');

  await stage.put({ sub: 'second', rev: 5, total: '50.00' });
  await toLive();
  assert.equal((await stage.view({ sub: 'second', rev: 4, total: '70.00' })).total.value, '50.00');
  await stage.put({ sub: 'second', rev: 6, void: true });
  await toTest();
  assert.equal((await stage.view({ sub: 'second', rev: 4, total: '70.00' })).status, 'void');
});

test('a currency that the other mode cannot take up any more is no trouble here', async () => {
  await stage.attempt({ rev: 1 });
  await toLive();
  assert.equal((await stage.put({ rev: 2, currency: 'USD' })).total.currency, 'USD');
  await toTest();
  const token = await stage.merchant({ rev: 2, currency: 'USD' });
  const { status, body } = await stage.call('PUT', '/v1/invoice', { token });
  assert.deepEqual([status, body.error.code], [409, 'currency_changed']);
});

test('what one mode has restored, and nobody has stated again, is not payable in the other either', async () => {
  const iat = Math.floor(stage.now() / 1000) - 60;
  await stage.attempt({ rev: 2, iat, total: '150.00' });
  await stage.put({ rev: 3, iat, total: '150.00', void: true });
  const STORAGE_URL = `sqlite:${folder}/${stores++}.db`;
  await stage.restart({ STORAGE_URL });
  await stage.proxy.resync();
  await stage.view({ rev: 1, iat });
  await stage.restart({ STORAGE_URL, MOLLIE_API_KEY: LIVE_KEY });
  const { mode, total, canPay, reasons } = await stage.view({ rev: 1, iat });
  assert.deepEqual([mode, total.value, canPay], ['live', '150.00', false]);
  assert.ok(reasons.includes('unconfirmed'));
  const stated = { rev: 4, iat: Math.floor(stage.now() / 1000) + 1, total: '150.00' };
  assert.equal((await stage.view(stated)).canPay, true);
});
