import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { AttemptView } from '../../shared/api.ts';
import { createLateAnswers } from '../help/late-answers.ts';
import { type Claims, createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let stage: Stage;
let late: ReturnType<typeof createLateAnswers>;
/** What Mollie says wrongly of a payment, from a create or about it. */
let lie: Record<string, unknown>;
/** The payment about which no answer comes. */
let silentAbout: string;
/** Whether Mollie's list goes on for ever. */
let isEndless: boolean;

beforeEach(async () => {
  late = createLateAnswers();
  lie = {};
  silentAbout = '-';
  isEndless = false;
  stage = await createStage({
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input));
      if (pathname.endsWith(silentAbout)) throw new TypeError('no answer');
      const response = await late.fetch(input, init);
      if (isEndless && pathname.endsWith('/payments') && init?.method !== 'POST') {
        const page = (await response.json()) as { _embedded: { payments: { id: string }[] }; _links: object };
        const href = new URL(String(input));
        href.searchParams.set('from', page._embedded.payments[0]!.id);
        const next = { href, type: 'application/hal+json' };
        return Response.json({ ...page, _links: { ...page._links, next } });
      }
      if (Object.keys(lie).length === 0 || !response.ok) return response;
      const body = { ...((await response.json()) as object), ...lie };
      return Response.json(body, { status: response.status });
    },
  });
});
afterEach(() => stage.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const send = (id: string) =>
  stage.call('POST', new URL(stage.simulator.ledger.get(id).webhookUrl!).pathname, {
    body: `id=${id}`,
    headers: FORM,
  });
/** The invoice as it is stored, without a question to Mollie. */
const stored = async (claims = {}) =>
  (await stage.call('POST', '/v1/invoices', { body: { tokens: [await stage.merchant(claims)] } })).body
    .invoices[0]!;

test('that one question had to be asked again does not hide that another was not answered', async () => {
  const first = await stage.attempt({ rev: 1, total: '100.00' });
  const second = await stage.attempt({ rev: 2 });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop', times: 1 });
  stage.simulator.settle(first, 'paid');
  silentAbout = first;
  const held = late.hold();
  const pressed = stage.pay({ rev: 2 });
  const letGo = await held;
  await send(second);
  letGo();
  const { status, body } = await pressed;
  assert.deepEqual([status, body.error?.code], [503, 'mollie_unavailable']);
  silentAbout = '-';
  assert.equal((await stage.pay({ rev: 2 })).body.payment.amount.value, '21.00');
});

test('of two answers about one payment the newer counts, in whatever order they arrive', async () => {
  for (const order of ['as said', 'the other way round']) {
    const sub = order;
    const id = await stage.attempt({ sub });
    stage.simulator.settle(id, 'paid');
    await stage.simulator.idle();
    await stage.advance(MINUTE);
    const heard = [late.hold()];
    const viewing = stage.view({ sub });
    const letGo = [await heard[0]!];
    heard.push(late.hold());
    stage.simulator.refund(id, { amount: '21.00' });
    letGo.push(await heard[1]!);
    if (order !== 'as said') letGo.reverse();
    letGo[0]!();
    await after(50);
    letGo[1]!();
    await viewing;
    await stage.simulator.idle();
    const { body } = await stage.call('POST', '/v1/invoices', {
      body: { tokens: [await stage.payer({ sub })] },
    });
    assert.equal(body.invoices[0]!.refunded.value, '21.00', order);
  }
});

test('what Mollie says late about where the customer comes back to changes nothing else', async () => {
  const token = await stage.merchant();
  const made = await stage.call('POST', '/v1/invoice/payments', { token });
  const { id } = made.body.payment as AttemptView;
  const [asked, turned] = [late.hold(), late.hold()];
  const payer = { token: await stage.payer(), headers: { 'accept-language': 'nl' } };
  const pressed = stage.call('POST', '/v1/invoice/payments', payer);
  (await asked)();
  const letGo = await turned;
  stage.simulator.settle(id, 'pending', { method: 'paypal' });
  stage.simulator.webhooks.notify(stage.simulator.ledger.get(id));
  await stage.simulator.idle();
  letGo();
  assert.equal((await pressed).body.error.code, 'payment_pending');
  assert.equal((await stored()).pending.value, '121.00');
});

test('of two answers about a payment that is only being taken up the newer counts as well', async () => {
  for (const order of ['as said', 'the other way round']) {
    const sub = order;
    const known = stage.simulator.ledger.list().length;
    stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
    await stage.pay({ sub });
    const { id } = stage.simulator.ledger
      .list()
      .find(({ metadata }) => JSON.stringify(metadata).includes(order))!;
    assert.equal(stage.simulator.ledger.list().length, known + 1);
    const older = late.hold();
    stage.simulator.settle(id, 'paid');
    const letGo = [await older];
    const newer = late.hold();
    stage.simulator.refund(id, { amount: '21.00' });
    letGo.push(await newer);
    if (order !== 'as said') letGo.reverse();
    letGo[0]!();
    await after(50);
    letGo[1]!();
    await stage.simulator.idle();
    const { body } = await stage.call('POST', '/v1/invoices', {
      body: { tokens: [await stage.payer({ sub })] },
    });
    assert.equal(body.invoices[0]!.refunded.value, '21.00', order);
    assert.ok(!(await stage.story({ sub })).includes('payment.refund_undone'), order);
  }
});

test('a webhook is not content with an answer to the one before it', async () => {
  const id = await stage.attempt();
  const held = late.hold();
  stage.simulator.settle(id, 'paid');
  const letGo = await held;
  stage.simulator.refund(id, { amount: '21.00' });
  await after(50);
  letGo();
  await stage.simulator.idle();
  assert.equal((await stored()).refunded.value, '21.00');
});

test('a webhook that comes while others look is known as one', async () => {
  const id = await stage.attempt();
  await stage.advance(6 * SECOND);
  const held = late.hold();
  const viewing = stage.view();
  const letGo = await held;
  const paying = stage.pay();
  await after(50);
  stage.simulator.settle(id, 'paid');
  await after(50);
  letGo();
  await Promise.all([viewing, paying, stage.simulator.idle()]);
  await stage.advance(5 * MINUTE);
  const { status, reasons } = await stage.view();
  assert.deepEqual([status, reasons.includes('webhook_silent')], ['paid', false]);
});

test('who had to wait for a look asks once, and not again for what another look has told', async () => {
  await stage.attempt();
  await stage.advance(6 * SECOND);
  const held = late.hold();
  const viewing = stage.view();
  const letGo = await held;
  const paying = stage.pay();
  await after(50);
  letGo();
  await Promise.all([viewing, paying]);
  assert.equal(stage.simulator.requests.list({ endpoint: 'get' }).length, 2);
});

test('a payment that Mollie did not find, and found when asked again, is found', async () => {
  const id = await stage.attempt();
  await stage.advance(6 * SECOND);
  stage.simulator.faults.add({ endpoint: 'get', kind: 'not_found', times: 1 });
  const held = late.hold();
  const calling = send(id);
  const letGo = await held;
  await stage.view();
  letGo();
  assert.equal((await calling).status, 200);
});

/** What is not said about the payment that was asked for. */
const LIES = {
  id: 'tr_another',
  amount: { currency: 'EUR', value: '122.00' },
  'amount in another currency': { currency: 'USD', value: '121.00' },
  mode: 'live',
};

for (const [name, value] of Object.entries(LIES)) {
  const wrong = { [name.split(' ')[0]!]: value };

  test(`an answer with another ${name} is not believed, about a payment or about one found again`, async () => {
    const id = await stage.attempt();
    stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
    stage.simulator.settle(id, 'paid');
    await stage.advance(5 * SECOND);
    lie = wrong;
    const view = await stage.view();
    assert.deepEqual([view.status, view.paid.value], ['open', '0.00']);
    assert.ok(view.reasons.includes('mollie_unavailable'));
    const { status, body } = await stage.pay();
    assert.deepEqual([status, body.error.code], [503, 'mollie_unavailable']);
    lie = {};
    assert.equal((await stage.pay()).body.error.code, 'nothing_due');
  });
}

test('a create that is answered with another amount, currency or mode is handed out to nobody, and no refusal', async () => {
  for (const [name, value] of Object.entries(LIES).filter(([name]) => name !== 'id')) {
    const claims = { sub: name };
    lie = { [name.split(' ')[0]!]: value };
    const { status, body } = await stage.pay(claims);
    assert.deepEqual([status, body.error.code], [502, 'mollie_rejected'], name);
    lie = {};
    const story = ['invoice.seen', 'payment.mismatch', 'payment.put_aside'];
    assert.deepEqual(await stage.story(claims), story);
    assert.equal((await stage.pay(claims)).status, 201, name);
  }
});

test('creates that are answered with another amount count as made: no more than ten in a minute', async () => {
  lie = { amount: { currency: 'EUR', value: '1.00' } };
  const statuses = [];
  for (let n = 0; n < 12; n++) statuses.push((await stage.pay()).status);
  assert.deepEqual(statuses, [...Array(10).fill(502), 429, 429]);
});

test('a list of payments that is too long to be searched concludes nothing', async () => {
  const other = await stage.attempt({ sub: 'other' });
  stage.simulator.faults.add({ endpoint: 'create', kind: 'error', status: 400 });
  isEndless = true;
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [503, 'mollie_unavailable']);
  assert.equal(stage.simulator.requests.list({ endpoint: 'list' }).length, 20);
  isEndless = false;
  assert.deepEqual([(await stage.pay()).status, stage.simulator.ledger.list()[0]!.id], [502, other]);
});

test('of two payments at Mollie that bear one number the newer is found', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  const { ledger } = stage.simulator;
  const [older] = ledger.list();
  await stage.advance(60_000);
  const newer = ledger.create(older!, 'test');
  await stage.proxy.watch();
  const { attempts } = await stage.view();
  assert.deepEqual(
    attempts!.map(({ id }) => id),
    [newer.id],
  );
});

test('a payment that is under way is not cancelled, also where Mollie would let us', async () => {
  stage.simulator.settle(await stage.attempt({ rev: 1 }), 'pending', { method: 'paypal' });
  lie = { isCancelable: true };
  const { status, body } = await stage.pay({ rev: 2, total: '150.00' });
  assert.deepEqual([status, body.payment.amount.value], [201, '29.00']);
  await stage.put({ rev: 3, total: '150.00', void: true });
  await stage.proxy.watch();
  const cancelled = stage.simulator.requests.list({ endpoint: 'cancel' }).map(({ path }) => path);
  assert.deepEqual(cancelled, [`/v2/payments/${(body.payment as { id?: string }).id}`]);
});

/** More payments of another program than one page of the list has room for. */
const others = (key: string) =>
  Promise.all(
    Array.from({ length: 260 }, () =>
      fetch(`${stage.mollie.endpoint}/payments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          amount: { currency: 'EUR', value: '1.00' },
          description: 'another',
          redirectUrl: 'https://shop.example',
        }),
      }),
    ),
  );

test('one that is not sought ends no search', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1, total: '101.00' });
  await others(MOLLIE_KEY);
  await stage.attempt({ rev: 2, total: '102.00' });
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const { attempts } = await stage.view({ rev: 2, total: '102.00' });
  const found = attempts!.map(({ amount }) => amount.value);
  assert.deepEqual(found, ['102.00', '101.00']);
});

test('what was lost is found however far down the list, whenever and with whichever key it was made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  await stage.close();
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
  const OTHER_KEY = 'test_another_key_of_thirty_word_characters';
  stage.simulator.settings.profiles = [{ id: 'pfl_other', name: 'Other', apiKeys: [OTHER_KEY] }];
  const lose = (claims: Claims) => {
    stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
    return stage.pay(claims);
  };
  await lose({ rev: 1, total: '101.00' });
  await others(MOLLIE_KEY);
  await stage.advance(12 * MINUTE);
  await lose({ rev: 2, total: '102.00' });
  await stage.restart({ MOLLIE_API_KEY: `${OTHER_KEY},${MOLLIE_KEY}` });
  await lose({ rev: 3, total: '103.00' });
  await others(OTHER_KEY);
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const { attempts } = await stage.view({ rev: 3, total: '103.00' });
  const found = attempts!.map(({ amount }) => amount.value);
  assert.deepEqual(found, ['103.00', '102.00', '101.00']);
  await rm(folder, { recursive: true });
});

test('a payment in a state that nobody here knows is no lock: it counts as not shown, and is logged', async () => {
  const id = await stage.attempt();
  lie = { status: 'disputed' };
  await stage.advance(2 * MINUTE);
  assert.equal((await stage.pay({ total: '100.00', rev: 2_000_000_000 })).status, 503);
  await stage.advance(10 * MINUTE);
  const claims = { rev: 2_000_000_000, total: '100.00' };
  const refreshed = await stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant(claims) });
  assert.equal(refreshed.status, 200);
  assert.ok(refreshed.body.reasons.includes('not_visible'));
  assert.ok((await stage.story(claims)).includes('payment.not_visible'));
  lie = {};
  assert.equal((await stage.pay(claims)).status, 201);
  assert.equal((await stage.view(claims)).attempts!.find((one) => one.id === id)!.status, 'open');
});

test('what Mollie announces of a payment that had ended, and then does not tell, it is to announce again', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'expired');
  await stage.simulator.idle();
  silentAbout = id;
  assert.equal((await send(id)).status, 503);
  silentAbout = '-';
  assert.equal((await send(id)).status, 200);
});
