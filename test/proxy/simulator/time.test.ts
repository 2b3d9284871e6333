import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MovableClock } from '../../../demo/mollie/clock.ts';
import { DAY, HOUR, MINUTE, startReceiver, startSimulator } from './help.ts';

const LIFETIMES: [method: string | undefined, lifetime: number][] = [
  [undefined, 15 * MINUTE],
  ['ideal', 15 * MINUTE],
  ['creditcard', 15 * MINUTE],
  ['bancontact', HOUR],
  ['paypal', 72 * HOUR],
  ['banktransfer', 14 * DAY],
  ['wero', 15 * MINUTE],
  ['paybybank', HOUR],
  ['satispay', HOUR],
  ['mybank', 45 * MINUTE],
  ['multibanco', 7 * DAY],
];

const METHODS = LIFETIMES.flatMap(([method]) => method ?? []);

test('a payment expires when its method says so, and no second before', async (t) => {
  for (const [method, lifetime] of LIFETIMES) {
    const { created, get, simulator } = await startSimulator(t, { settings: { methods: METHODS } });
    const { id } = await created({ method });
    await simulator.advance(lifetime - 1000);
    assert.equal((await get(id)).status, 'open', method);
    await simulator.advance(1000);
    const expired = await get(id);
    assert.equal(expired.status, 'expired', method);
    assert.ok(expired.expiredAt);
    assert.equal(expired._links.checkout, undefined);
  }
});

test('choosing a method starts the time anew', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  const { id } = await created();
  await simulator.advance(10 * MINUTE);
  simulator.chooseMethod(id, 'ideal');
  assert.equal((await get(id)).expiresAt, '2026-11-21T09:25:00+00:00');
  await simulator.advance(10 * MINUTE);
  assert.equal((await get(id)).status, 'open');
  await simulator.advance(5 * MINUTE);
  assert.equal((await get(id)).status, 'expired');
});

test('a pending payment expires where it is told to, and says when', async (t) => {
  for (const pendingExpires of [true, false]) {
    const { created, get, simulator } = await startSimulator(t, { settings: { pendingExpires } });
    const { url, ids } = await startReceiver(t);
    const { id } = await created({ webhookUrl: url });
    simulator.settle(id, 'pending', { method: 'paypal' });
    const pending = await get(id);
    assert.equal(pending.status, 'pending');
    assert.equal(pending.expiresAt, pendingExpires ? '2026-11-24T09:00:00+00:00' : undefined);
    await simulator.advance(3 * DAY - 1000);
    assert.equal((await get(id)).status, 'pending');
    await simulator.advance(1000);
    assert.equal((await get(id)).status, pendingExpires ? 'expired' : 'pending');
    assert.deepEqual(ids(), pendingExpires ? [id] : []);
  }
});

test('expiry sends its webhook by itself, at the moment it happens', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, ids } = await startReceiver(t);
  const { id } = await created({ webhookUrl: url });
  await simulator.advance(HOUR);
  assert.deepEqual(ids(), [id]);
  assert.equal(simulator.ledger.get(id).times.expired, simulator.ledger.get(id).expiresAt);
});

test('a paid payment does not expire, and money may still come after expiry', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  const [early, late] = [await created(), await created()];
  simulator.settle(early.id, 'paid');
  await simulator.advance(HOUR);
  assert.equal((await get(early.id)).status, 'paid');
  assert.equal((await get(late.id)).status, 'expired');
  simulator.settle(late.id, 'paid');
  const paid = await get(late.id);
  assert.equal(paid.status, 'paid');
  assert.ok(!('expiredAt' in paid));
});

test('a clock runs what was planned in its order, each at its own time', async () => {
  const clock = new MovableClock(() => 0);
  const log: [string, number][] = [];
  clock.at(20, () => void log.push(['b', clock.now()]));
  clock.at(10, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(['a', clock.now()]);
    clock.at(15, () => void log.push(['planned on the way', clock.now()]));
  });
  clock.at(31, () => void log.push(['too late', clock.now()]));
  await clock.advance(30);
  assert.deepEqual(log, [
    ['a', 10],
    ['planned on the way', 15],
    ['b', 20],
  ]);
  assert.equal(clock.now(), 30);
  clock.stop();
});

test('a clock that nobody moves runs its plans by waiting', async () => {
  const clock = new MovableClock();
  await new Promise<void>((resolve) => {
    const held = setTimeout(() => undefined, 5000); // the clock's own timer keeps no process alive
    clock.at(clock.now() + 20, () => {
      clearTimeout(held);
      resolve();
    });
  });
});
