import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { startHost } from '../help/notified-host.ts';
import { createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const OLD_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const NEW_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

let folder: string;
let host: Awaited<ReturnType<typeof startHost>>;
let stage: Stage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  host = await startHost(OLD_SECRET);
  const env = {
    NOTIFY_URL: host.url,
    NOTIFY_SECRET: `${NEW_SECRET},${OLD_SECRET}`,
    STORAGE_URL: `sqlite:${folder}/store.db`,
  };
  stage = await createStage({ env });
});
afterEach(async () => {
  await stage.close();
  await host.close();
  await rm(folder, { recursive: true });
});

const types = () => host.heard.map(({ type }) => type);
const named = () => host.heard.map(({ type, data }) => [type, data.payment?.id]);
const settle = async (...args: Parameters<typeof stage.simulator.settle>) => {
  stage.simulator.settle(...args);
  await stage.simulator.idle();
  await stage.idle();
};
const refresh = async (claims = {}) =>
  stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant(claims) });

test('the host hears of a payment at once, signed with every secret', async () => {
  const id = await stage.attempt({ paidElsewhere: '21.00', locale: 'nl_NL' });
  await settle(id, 'paid', { method: 'ideal' });
  const [told] = host.heard;
  assert.equal(told!.type, 'invoice.paid');
  assert.equal(told!.signature.split(' ').length, 2);
  assert.deepEqual(host.refused, []);
  const { invoice, payment } = told!.data;
  assert.deepEqual(
    [invoice.status, invoice.label, Array.isArray(invoice.attempts)],
    ['paid', 'Betaald', true],
  );
  const euros = (value: string) => ({ currency: 'EUR', value });
  const { paidAt, ...figures } = payment!;
  assert.deepEqual(figures, {
    ...{ id, status: 'paid', amount: euros('100.00'), method: 'ideal' },
    ...{ refunded: euros('0.00'), chargedBack: euros('0.00') },
  });
  assert.match(String(paidAt), /^20/);
  assert.equal(told!.data.account, 'default');
  assert.ok(
    (await stage.story({ paidElsewhere: '21.00', locale: 'nl_NL' })).includes('notification.accepted'),
  );
});

test('every change of the money is told, in versions that grow', async () => {
  const first = await stage.attempt({ rev: 1, total: '150.00', paidElsewhere: '50.00' });
  const second = await stage.attempt({ rev: 2, total: '150.00', paidElsewhere: '100.00' });
  await settle(second, 'paid');
  await settle(first, 'paid');
  stage.simulator.refund(first, { amount: '100.00' });
  await stage.simulator.idle();
  await stage.idle();
  const chargeback = stage.simulator.chargeBack(second);
  await stage.simulator.idle();
  await stage.idle();
  stage.simulator.reverseChargeback(second, chargeback.id);
  await stage.simulator.idle();
  await stage.idle();
  await stage.put({ rev: 3, total: '300.00', paidElsewhere: '100.00' });
  await stage.idle();
  assert.deepEqual(types(), [
    'invoice.paid',
    'invoice.overpaid',
    'invoice.paid',
    'invoice.charged_back',
    'invoice.paid',
    'invoice.reopened',
  ]);
  const versions = host.heard.map(({ data }) => data.version);
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(host.heard.map(({ id }) => id)).size, host.heard.length);
});

test('payments that end without money are told one by one', async () => {
  await settle(await stage.attempt(), 'failed');
  await settle(await stage.attempt(), 'canceled');
  await stage.attempt();
  await stage.advance(16 * MINUTE);
  await stage.idle();
  assert.deepEqual(types(), ['payment.failed', 'payment.canceled', 'payment.expired']);
});

test('a host that is down is told again with growing pauses, by whichever server lives', async () => {
  host.answer(500);
  await settle(await stage.attempt(), 'paid');
  assert.equal(host.heard.length, 1);
  await stage.restart();
  const tries: number[] = [];
  const began = stage.now();
  for (let minute = 0; minute < 60; minute++) {
    const before = host.heard.length;
    await stage.advance(MINUTE);
    await stage.proxy.watch();
    if (host.heard.length > before) tries.push(Math.round((stage.now() - began) / MINUTE));
  }
  assert.deepEqual(tries, [1, 2, 4, 14, 44]);
  assert.equal(new Set(host.heard.map(({ id }) => id)).size, 1);
  host.answer(204);
  await stage.advance(HOUR);
  await stage.proxy.watch();
  const accepted = host.heard.length;
  await stage.advance(DAY);
  await stage.proxy.watch();
  assert.equal(host.heard.length, accepted);
  const story = await stage.story();
  assert.deepEqual(
    story.filter((event) => event.startsWith('notification.')),
    ['notification.failed', 'notification.accepted'],
  );
});

test('a host that stays down is given up after three days, and not before', async () => {
  host.answer(503);
  const id = await stage.attempt();
  await settle(id, 'paid');
  const began = stage.now();
  for (let hour = 0; hour < 80; hour++) {
    await stage.advance(HOUR);
    await stage.proxy.watch();
  }
  const tries = host.heard.length;
  await stage.advance(DAY);
  await stage.proxy.watch();
  assert.equal(host.heard.length, tries);
  const log = await stage.call('GET', '/v1/invoice/log', { token: await stage.merchant() });
  const givenUp = log.body.entries.find(({ event }) => event === 'notification.given_up')!;
  assert.equal(givenUp.details.paymentId, id);
  assert.ok(Date.parse(givenUp.at) - began >= 3 * DAY - SECOND, givenUp.at);
});

test('time in which no server tried is not counted before it is given up', async () => {
  host.answer(503);
  await settle(await stage.attempt(), 'paid');
  await stage.advance(4 * DAY);
  await stage.proxy.watch();
  host.answer(204);
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const story = await stage.story();
  assert.equal(story.at(-1), 'notification.accepted');
});

test('410 stops it, and a redirect is not followed', async () => {
  host.answer(307, { location: `${host.url}/elsewhere` });
  await settle(await stage.attempt(), 'paid');
  assert.equal(host.heard.length, 1);
  host.answer(410);
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  await stage.advance(DAY);
  await stage.proxy.watch();
  assert.equal(host.heard.length, 2);
});

test('what is told late tells how things stand then', async () => {
  host.answer(500);
  const id = await stage.attempt();
  await settle(id, 'paid');
  host.answer(204);
  stage.simulator.chargeBack(id);
  await stage.simulator.idle();
  await stage.idle();
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const paid = host.heard.findLast(({ type }) => type === 'invoice.paid')!;
  assert.equal(paid.data.invoice.status, 'charged_back');
});

test('a payment is answered no later because the host is slow', async () => {
  await host.close();
  const { status } = await stage.pay();
  assert.equal(status, 201);
  host = await startHost(OLD_SECRET);
});

test('books that take over a payment hear nothing about their own entry', async () => {
  const id = await stage.attempt({ rev: 1 });
  await settle(id, 'paid');
  await stage.put({ rev: 2, paidElsewhere: '121.00', booked: [id] });
  await stage.idle();
  assert.deepEqual(types(), ['invoice.paid']);
});

test('money that comes while another payment is pending, or after a withdrawal, is told too', async () => {
  const first = await stage.attempt({ rev: 1, total: '50.00' });
  const second = await stage.attempt({ rev: 2, total: '121.00' });
  await settle(second, 'pending', { method: 'paypal' });
  await stage.advance(5 * SECOND);
  assert.equal((await refresh({ rev: 2 })).body.status, 'pending');
  await settle(first, 'paid');
  assert.deepEqual(named(), [['invoice.partially_paid', first]]);
  await stage.put({ rev: 3, total: '300.00', void: true });
  await settle(second, 'paid');
  // What is here of a withdrawn invoice is too much, and so is what comes.
  assert.deepEqual(named().slice(1), [
    ['invoice.overpaid', undefined],
    ['invoice.overpaid', second],
  ]);
  assert.deepEqual(host.heard.at(-1)!.data.invoice.excess, { currency: 'EUR', value: '171.00' });
});

test('a look that brings the money of several payments tells of each, as the invoice stood after it', async () => {
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  const failed = await stage.attempt({ rev: 1, total: '150.00', paidElsewhere: '120.00' });
  const first = await stage.attempt({ rev: 2, total: '150.00', paidElsewhere: '50.00' });
  const second = await stage.attempt({ rev: 3, total: '150.00', paidElsewhere: '100.00' });
  await stage.put({ rev: 4, total: '150.00' });
  await settle(failed, 'failed');
  await settle(first, 'paid');
  await settle(second, 'paid');
  await stage.advance(5 * SECOND);
  await refresh({ rev: 4, total: '150.00' });
  await stage.idle();
  assert.deepEqual(named(), [
    ['payment.failed', failed],
    ['invoice.partially_paid', first],
    ['invoice.paid', second],
  ]);
});

test('a pending payment that ends without money leaves a part payment untold again', async () => {
  const first = await stage.attempt({ rev: 1, total: '50.00' });
  const second = await stage.attempt({ rev: 2, total: '121.00' });
  await settle(first, 'paid');
  await settle(second, 'pending', { method: 'paypal' });
  await stage.advance(5 * SECOND);
  assert.equal((await refresh({ rev: 2 })).body.status, 'pending');
  await settle(second, 'failed');
  assert.deepEqual(named(), [
    ['invoice.partially_paid', first],
    ['payment.failed', second],
  ]);
});

test('a pending payment that the merchant goes on without is told as reopened', async () => {
  const id = await stage.attempt();
  await settle(id, 'pending', { method: 'paypal' });
  await stage.advance(11 * MINUTE);
  await refresh();
  await stage.advance(MINUTE);
  stage.simulator.faults.add({ endpoint: 'get', kind: 'not_found' });
  assert.equal((await refresh()).body.status, 'pending');
  assert.equal((await stage.pay({}, { without: [id] })).status, 201);
  await stage.idle();
  assert.deepEqual(named(), [['invoice.reopened', id]]);
});

test('a chargeback is told as one, also while another payment is pending', async () => {
  const first = await stage.attempt({ rev: 1, total: '100.00' });
  const second = await stage.attempt({ rev: 2 });
  await settle(second, 'paid');
  await settle(first, 'pending', { method: 'paypal' });
  await stage.advance(6 * SECOND);
  await stage.view({ rev: 2 });
  host.heard.length = 0;
  stage.simulator.chargeBack(second);
  await stage.simulator.idle();
  await stage.idle();
  assert.deepEqual(named(), [['invoice.charged_back', second]]);
});
