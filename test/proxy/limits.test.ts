import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createClock } from '../../proxy/lib/clock.ts';
import { createSingleFlight } from '../../proxy/lib/single-flight.ts';
import type { AttemptView } from '../../shared/api.ts';
import { createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const creates = () => stage.simulator.requests.list({ endpoint: 'create' }).length;
const looks = () => stage.simulator.requests.list({ endpoint: 'get' }).length;
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;

/** Makes a payment and has it end without money. */
async function waste(): Promise<void> {
  stage.simulator.settle(await stage.attempt(), 'failed');
  await stage.simulator.idle();
}

test('who comes just after a round shares the next, which begins a fifth of a second after it', async () => {
  let rounds = 0;
  const share = createSingleFlight<number>(createClock());
  const come = () => share('key', async () => ++rounds, 'later');
  const came = [await come()];
  const others = [0, 20, 40, 60].map(async (ms) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    came.push(await come());
  });
  await Promise.all(others);
  assert.deepEqual(came, [1, 2, 2, 2, 2]);
});

test('ten payments of an invoice are made in a minute, and no more', async () => {
  for (let made = 0; made < 10; made++) await waste();
  const { status, body, headers } = await stage.pay();
  assert.deepEqual([status, body.error.code], [429, 'rate_limited']);
  const wait = Number(headers.get('retry-after'));
  assert.ok(wait > 50 && wait <= 61, `${wait}`);
  assert.equal((await stage.pay({ sub: 'another' })).status, 201);
  await stage.advance(wait * SECOND);
  assert.equal((await stage.pay()).status, 201);
});

test('a hundred payments of an invoice are made in a day, and no more', async () => {
  for (let made = 0; made < 100; made++) {
    await waste();
    if (made % 9 === 8) await stage.advance(MINUTE);
  }
  await stage.advance(MINUTE);
  const { status, headers } = await stage.pay();
  assert.equal(status, 429);
  const wait = Number(headers.get('retry-after'));
  assert.ok(wait > 23 * 3600 && wait <= 24 * 3600, `${wait}`);
  await stage.advance(DAY);
  assert.equal((await stage.pay()).status, 201);
});

test('at the limit the open one for what is due is still answered', async () => {
  for (let made = 0; made < 9; made++) await waste();
  const last = await stage.attempt();
  for (let press = 0; press < 3; press++) {
    const { status, body } = await stage.pay();
    assert.deepEqual([status, idOf(body)], [200, last]);
  }
  await stage.advance(14 * MINUTE);
  const pressed = await stage.pay();
  assert.equal(pressed.status, 201);
});

test('with five open ones the newest for exactly what is due is answered, whatever speaks against it', async () => {
  for (let rev = 1; rev <= 4; rev++) await stage.attempt({ rev, total: `${100 + rev}.00` });
  const newest = await stage.attempt({ rev: 5, total: '121.00' });
  await stage.advance(14 * MINUTE);
  const { status, body } = await stage.pay({ rev: 5, total: '121.00' });
  assert.deepEqual([status, idOf(body)], [200, newest]);
  assert.equal((await stage.pay({ rev: 6, total: '99.00' })).status, 429);
});

test('who presses at once shares one look: two hundred presses are a handful of requests', async () => {
  await stage.attempt();
  const { link } = await stage.view();
  const path = new URL(link).pathname;
  stage.simulator.requests.clear();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const began = performance.now();
  const presses = Array.from({ length: 200 }, () => stage.call('POST', path, { headers }));
  const answers = await Promise.all(presses);
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]));
  // One look for all who come within a fifth of a second, however long the machine takes for the crowd.
  const most = 2 + Math.ceil((performance.now() - began) / 200);
  const asked = stage.simulator.requests.list().length;
  assert.ok(asked <= most, `${asked} requests, at most ${most}`);
});

test('a create never rests on a look that began before it', async () => {
  const id = await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  await stage.advance(6 * SECOND);
  stage.simulator.faults.add({ endpoint: 'get', kind: 'slow', ms: 300, times: 1 });
  const looking = stage.view();
  await new Promise((resolve) => setTimeout(resolve, 50));
  // The look that is under way has read the payment as open, or will; the create must not take its word.
  stage.simulator.settle(id, 'paid');
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [409, 'nothing_due']);
  await looking;
});

test('a merchant who checks again at once is answered what Mollie has just said', async () => {
  const id = await stage.attempt();
  const token = await stage.merchant();
  const check = () => stage.call('POST', '/v1/invoice/refresh', { token });
  assert.equal((await check()).status, 200);
  const answers = await Promise.all(Array.from({ length: 30 }, check));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(looks(), 1);
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  await stage.advance(5 * SECOND);
  assert.equal((await check()).body.status, 'paid');
});

test('the first five attempts that ended within two hours are asked about before another payment', async () => {
  const first = await stage.attempt();
  await stage.advance(20 * MINUTE);
  await stage.view();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(first, 'paid');
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [409, 'nothing_due']);
  assert.equal(creates(), 1);
});

test('of many that ended lately five are asked about, the newest', async () => {
  for (let made = 0; made < 7; made++) {
    await waste();
    await stage.advance(MINUTE);
  }
  stage.simulator.requests.clear();
  await stage.pay();
  assert.equal(looks(), 5);
  await stage.advance(3 * HOUR);
  await waste();
  stage.simulator.requests.clear();
  await stage.pay();
  assert.equal(looks(), 1);
});

test('of many attempts that failed, one that is paid late is seen', async () => {
  const first = await stage.attempt();
  stage.simulator.settle(first, 'failed');
  for (let made = 0; made < 22; made++) {
    await stage.advance(10 * SECOND);
    await waste();
  }
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(first, 'paid');
  await stage.advance(48 * HOUR);
  await stage.proxy.watch();
  assert.equal((await stage.view()).status, 'paid');
});

test('what was dropped once it could no longer change is neither counted nor logged again by a late webhook', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 24; made++) {
    ids.push(await stage.attempt());
    stage.simulator.settle(ids.at(-1)!, 'failed');
    await stage.advance(MINUTE);
  }
  await stage.advance(3 * DAY);
  await stage.put({ rev: 9_999_999_999, description: 'changed' });
  const before = await stage.story();
  for (const id of ids) stage.simulator.webhooks.notify(stage.simulator.ledger.get(id));
  await stage.simulator.idle();
  const view = await stage.view({ rev: 9_999_999_999, description: 'changed' });
  assert.deepEqual([view.attempts!.length, view.attemptsOmitted], [20, 4]);
  assert.deepEqual(await stage.story(), before);
  stage.simulator.settle(ids[0]!, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view()).status, 'paid');
});
