import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { AttemptView } from '../../shared/api.ts';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const creates = () => stage.simulator.requests.list({ endpoint: 'create' }).length;
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;

test('a payment that is open for exactly what is due is answered again', async () => {
  const first = await stage.pay();
  const second = await stage.pay();
  assert.deepEqual([first.status, second.status], [201, 200]);
  assert.equal(idOf(first.body), idOf(second.body));
  assert.equal(creates(), 1);
});

test('a create asks Mollie about every attempt that is not final, whatever is stored', async () => {
  const id = await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [409, 'nothing_due']);
  assert.equal((body as unknown as { invoice: { status: string } }).invoice.status, 'paid');
});

test('ten at once make one payment', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => stage.pay()));
  assert.equal(new Set(answers.map(({ body }) => idOf(body))).size, 1);
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  assert.equal(stage.simulator.ledger.list().length, 1);
});

test('an expired payment is followed by a new one, and so is one with less than 90 seconds left', async () => {
  const first = await stage.attempt();
  await stage.advance(15 * MINUTE - 89 * SECOND);
  const second = await stage.pay();
  assert.equal(second.status, 201);
  assert.notEqual(idOf(second.body), first);
  assert.equal(second.body.invoice.stillPayable.length, 1);
  await stage.advance(20 * MINUTE);
  const third = await stage.pay();
  assert.equal(third.status, 201);
  assert.deepEqual(
    third.body.invoice.attempts!.map(({ status }) => status),
    ['open', 'expired', 'expired'],
  );
});

test('a bank transfer that was started stays beside another way to pay, until the customer says it was not made', async () => {
  const first = await stage.attempt();
  stage.simulator.chooseMethod(first, 'banktransfer');
  await stage.advance(6 * SECOND);
  const view = await stage.view();
  assert.ok(view.reasons.includes('bank_transfer_open'));
  assert.match(view.payment!.bankTransfer!.transferReference, /^RF/);
  const second = await stage.pay();
  assert.equal(second.status, 201);
  const statuses = second.body.invoice.attempts!.map(({ id, status }) => [id === first, status]);
  assert.deepEqual(statuses, [
    [false, 'open'],
    [true, 'open'],
  ]);
  const notMade = await stage.pay({}, { notSent: true });
  assert.deepEqual([notMade.status, notMade.body.payment.status], [200, 'canceled']);
  assert.ok(!notMade.body.invoice.reasons.includes('bank_transfer_open'));
  assert.equal(stage.simulator.ledger.get(first).status, 'canceled');
});

test('a pending payment blocks another one for the same money', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'pending', { method: 'paypal' });
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [409, 'payment_pending']);
  const view = await stage.view();
  assert.deepEqual([view.status, view.pending.value, view.due.value], ['pending', '121.00', '0.00']);
  const raised = await stage.pay({ rev: 9_999_999_999, total: '150.00' });
  assert.equal(raised.body.payment.amount.value, '29.00');
});

test('more than five that can be paid at once are too many', async () => {
  await stage.attempt({ rev: 1, total: '101.00' });
  await stage.advance(5 * MINUTE);
  for (let rev = 2; rev <= 5; rev++) await stage.attempt({ rev, total: `${100 + rev}.00` });
  const { status, body, headers } = await stage.pay({ rev: 6, total: '106.00' });
  assert.deepEqual([status, body.error.code], [429, 'rate_limited']);
  const retryAfter = Number(headers.get('retry-after'));
  assert.ok(retryAfter > 0 && retryAfter <= 600, `Retry-After: ${retryAfter}`);
  assert.equal(creates(), 5);
  await stage.advance(retryAfter * SECOND);
  assert.equal((await stage.pay({ rev: 6, total: '106.00' })).status, 201);
});

test('money that comes late for an expired payment counts', async () => {
  const first = await stage.attempt();
  await stage.advance(20 * MINUTE);
  assert.equal((await stage.view()).attempts![0]!.status, 'expired');
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(first, 'paid');
  await stage.advance(61 * SECOND);
  assert.equal((await stage.view()).status, 'paid');
});

test('two payments that were both paid are both counted', async () => {
  const first = await stage.attempt();
  await stage.advance(15 * MINUTE - 60 * SECOND);
  const second = await stage.attempt();
  assert.notEqual(first, second);
  stage.simulator.settle(first, 'paid');
  stage.simulator.settle(second, 'paid');
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual([view.status, view.paid.value, view.excess.value], ['overpaid', '242.00', '121.00']);
});

test('attempts without money become a count beyond the newest twenty, once they can no longer change', async () => {
  for (let attempt = 0; attempt < 23; attempt++) {
    stage.simulator.settle(await stage.attempt(), 'failed');
    await stage.advance(MINUTE);
  }
  const fresh = await stage.view();
  assert.deepEqual([fresh.attempts!.length, fresh.attemptsOmitted], [23, 0]);
  await stage.advance(2 * DAY);
  const view = await stage.put({ rev: 9_999_999_999, description: 'something new' });
  assert.deepEqual([view.attempts!.length, view.attemptsOmitted], [20, 3]);
});

test('Mollie is asked for what the invoice says, and for where to come back', async () => {
  await stage.attempt({ description: 'Factuur\n 42 ', locale: 'nl_BE', paidElsewhere: '21.00', rev: 7 });
  const { body } = stage.simulator.requests.list({ endpoint: 'create' })[0]!;
  const request = JSON.parse(body);
  const { link } = await stage.view({ rev: 7, paidElsewhere: '21.00' });
  assert.equal(request.description, 'Factuur 42');
  assert.equal(request.locale, 'nl_BE');
  assert.equal(request.redirectUrl, link);
  assert.match(request.webhookUrl, new RegExp(`^${stage.url}/webhooks/mollie/[a-z2-7]{32}/1/[a-z2-7]+$`));
  const { mac, ...metadata } = request.metadata;
  const key = link.split('/').at(-1);
  const facts = { rev: 7, currency: 'EUR', total: '121.00', paidElsewhere: '21.00' };
  assert.deepEqual(metadata, { key, account: 'default', n: 1, ...facts, id: 'invoice-1' });
  assert.match(mac, /^[a-z2-7]{52}$/);
});

test('a description is one line of what Mollie keeps, and never nothing', async () => {
  const sent = async (claims: Claims) => {
    await stage.attempt(claims);
    return JSON.parse(stage.simulator.requests.list({ endpoint: 'create' }).at(-1)!.body).description;
  };
  assert.equal(await sent({ sub: 'control', description: 'a\u0000b\r\n\tc' }), 'a b c');
  assert.equal(await sent({ sub: 'long', description: '😀'.repeat(300) }), '😀'.repeat(255));
  assert.equal(await sent({ sub: 'blank', description: '\u0001' }), '-');
});

test('an id that is too long for Mollie is left out of the metadata, in whatever script', async () => {
  const sent = async (sub: string) => {
    await stage.attempt({ sub });
    const { metadata } = JSON.parse(stage.simulator.requests.list({ endpoint: 'create' }).at(-1)!.body);
    assert.ok(new TextEncoder().encode(JSON.stringify(metadata)).length <= 1000);
    return metadata.id;
  };
  assert.equal(await sent('a'.repeat(200)), 'a'.repeat(200));
  assert.equal(await sent('字'.repeat(150)), '字'.repeat(150));
  assert.equal(await sent('😀'.repeat(200)), undefined);
});

test('a payment just made is not asked about', async () => {
  await stage.attempt();
  assert.deepEqual(
    stage.asked().filter((asked) => asked.includes('tr_')),
    [],
  );
});

test('while Mollie does not tell of a payment that ended lately, none is made: it may have been paid late', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'failed');
  await stage.simulator.idle();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'error', status: 503, times: 3 });
  assert.deepEqual([(await stage.pay()).status, creates()], [503, 1]);
  stage.simulator.faults.clear();
  assert.equal((await stage.pay()).status, 201);
});

test('an attempt that is paid after it was left out of the list stands in it again', async () => {
  const first = await stage.attempt();
  stage.simulator.settle(first, 'failed');
  await stage.simulator.idle();
  await stage.advance(50 * 60 * MINUTE);
  await stage.proxy.watch();
  for (let n = 0; n < 21; n++) {
    stage.simulator.settle(await stage.attempt(), 'failed');
    await stage.simulator.idle();
    await stage.advance(7 * SECOND);
  }
  assert.equal((await stage.view()).attemptsOmitted, 1);
  stage.simulator.settle(first, 'paid');
  await stage.simulator.idle();
  const { attempts, attemptsOmitted, status } = await stage.view();
  assert.deepEqual([attempts!.length, attemptsOmitted, status], [22, 0, 'paid']);
});

test('a locale that Mollie lacks is left out; the invoice’s stays, unless another language was chosen', async () => {
  const sent = async (locale: string | undefined, language = '') => {
    const token = await stage.payer({ sub: `${locale} ${language}`, locale });
    const headers = { 'accept-language': language };
    await stage.call('POST', '/v1/invoice/payments', { token, headers });
    return JSON.parse(stage.simulator.requests.list({ endpoint: 'create' }).at(-1)!.body).locale;
  };
  assert.equal(await sent('tlh_QO'), undefined);
  assert.equal(await sent(undefined), undefined);
  assert.equal(await sent('nl-BE'), 'nl_BE');
  assert.equal(await sent('nl_BE', 'nl'), 'nl_BE');
  assert.equal(await sent('nl_BE', 'de'), 'de_DE');
});

test('that a payment is gone on without is told once, however often it is said', async () => {
  const id = await stage.attempt({ rev: 1 });
  stage.simulator.settle(id, 'pending', { method: 'paypal' });
  stage.simulator.faults.add({ endpoint: 'get', kind: 'not_found', ms: 60 * MINUTE });
  await stage.advance(11 * MINUTE);
  for (const status of [201, 200]) {
    assert.equal((await stage.pay({ rev: 1 }, { without: [id] })).status, status);
  }
  assert.equal((await stage.story()).filter((event) => event === 'payment.disregarded').length, 1);
});

test('the background does nothing more once it is told to end', async () => {
  await stage.attempt();
  await stage.advance(MINUTE);
  stage.simulator.requests.clear();
  await stage.proxy.watch(AbortSignal.abort());
  assert.deepEqual(stage.asked(), []);
});

test('what Mollie did not tell is asked for again after a minute, not at once', async () => {
  await stage.attempt();
  await stage.advance(MINUTE);
  stage.simulator.faults.add({ endpoint: 'get', kind: 'garbage' });
  assert.deepEqual([await stage.proxy.watch(), await stage.proxy.watch()], [1, 0]);
  await stage.advance(MINUTE);
  assert.equal(await stage.proxy.watch(), 1);
});

test('the background looks by the plan: 1, 2, 5, 15 and 60 minutes, then daily', async () => {
  const id = await stage.attempt();
  stage.simulator.chooseMethod(id, 'banktransfer');
  const looks: number[] = [];
  const start = stage.now();
  for (let minute = 0; minute < 3 * 24 * 60; minute += minute < 61 ? 1 : 60) {
    await stage.advance(minute < 61 ? MINUTE : 60 * MINUTE);
    const before = stage.simulator.requests.list({ endpoint: 'get' }).length;
    await stage.proxy.watch();
    if (stage.simulator.requests.list({ endpoint: 'get' }).length > before) {
      looks.push(Math.round((stage.now() - start) / MINUTE));
    }
  }
  assert.deepEqual(looks.slice(0, 5), [1, 2, 5, 15, 60]);
  assert.equal(looks.length, 7);
});

const cancels = () => stage.simulator.requests.list({ endpoint: 'cancel' }).length;

test('what Mollie refuses to cancel is tried once, until it says again that it can be', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  for (const status of [422, 404]) {
    const sub = `${status}`;
    const id = await stage.attempt({ sub, rev: 1 });
    const before = cancels();
    stage.simulator.faults.add({ endpoint: 'cancel', kind: 'error', status, times: 1 });
    await stage.put({ sub, rev: 2, void: true });
    await stage.proxy.watch();
    await stage.proxy.watch();
    assert.equal(cancels() - before, 1, sub);
    await stage.advance(MINUTE);
    await stage.proxy.watch();
    assert.equal(stage.simulator.ledger.get(id).status, 'canceled', sub);
    assert.ok((await stage.story({ sub, rev: 2, void: true })).includes('payment.cancel_refused'));
  }
});

test('a cancellation that Mollie did not get to is no refusal, and is tried again', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  const id = await stage.attempt({ rev: 1 });
  await stage.put({ rev: 2, void: true });
  stage.simulator.faults.add({ endpoint: 'cancel', kind: 'rate_limit', retryAfter: 1, times: 1 });
  await stage.proxy.watch();
  await stage.advance(MINUTE);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await stage.proxy.watch();
  assert.equal(stage.simulator.ledger.get(id).status, 'canceled');
  assert.ok(!(await stage.story({ rev: 2, void: true })).includes('payment.cancel_refused'));
});

test('a transfer that was started for another amount is one not to send', async () => {
  stage.simulator.chooseMethod(await stage.attempt({ rev: 1 }), 'banktransfer');
  await stage.advance(6 * SECOND);
  assert.ok((await stage.view({ rev: 1 })).payment!.bankTransfer);
  const view = await stage.put({ rev: 2, total: '100.00' });
  assert.equal(view.payment!.bankTransfer, undefined);
  assert.deepEqual(
    view.stillPayable.map(({ amount, bankTransfer }) => [amount.value, bankTransfer]),
    [['121.00', true]],
  );
});

test('what has slept for an hour is not woken every minute', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  await stage.close();
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
  await stage.attempt();
  await stage.restart({ MOLLIE_API_KEY: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' });
  // The account's own work comes first; after that it is due once a day.
  assert.equal(await stage.proxy.watch(), 1);
  await stage.advance(60 * MINUTE);
  assert.equal(await stage.proxy.watch(), 1);
  await stage.advance(2 * MINUTE);
  assert.equal(await stage.proxy.watch(), 0);
  await stage.advance(60 * MINUTE);
  assert.equal(await stage.proxy.watch(), 1);
});

test('the background finds a payment that no webhook told of', async () => {
  const id = await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  await stage.advance(MINUTE);
  assert.equal(await stage.proxy.watch(), 1);
  const batch = await stage.call('POST', '/v1/invoices', { body: { tokens: [await stage.merchant()] } });
  assert.equal(batch.body.invoices[0]!.status, 'paid');
  await stage.advance(3 * MINUTE);
  assert.ok((await stage.view()).reasons.includes('webhook_silent'));
});

test('the background looks at a paid payment after a day, a week and a month', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const looks: number[] = [];
  stage.simulator.requests.clear();
  for (let day = 1; day <= 31; day++) {
    await stage.advance(DAY);
    await stage.proxy.watch();
    if (stage.simulator.requests.list({ endpoint: 'get' }).length > looks.length) looks.push(day);
  }
  assert.deepEqual(looks, [1, 7, 30]);
});

test('what Mollie says can be cancelled, and then refuses to cancel, is left and keeps nobody from paying', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  const first = await stage.attempt({ rev: 1 });
  stage.simulator.faults.add({ endpoint: 'cancel', kind: 'error', status: 422 });
  const { status, body } = await stage.pay({ rev: 2, total: '100.00' });
  assert.deepEqual([status, body.payment.amount.value], [201, '100.00']);
  assert.equal(stage.simulator.ledger.get(first).status, 'open');
  assert.equal(stage.simulator.requests.list({ endpoint: 'cancel' }).length, 1);
  assert.ok((await stage.story({ rev: 2, total: '100.00' })).includes('payment.cancel_refused'));
});
