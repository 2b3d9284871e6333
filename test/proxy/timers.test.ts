import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Random } from '../../proxy/keys/random.ts';
import { createClock } from '../../proxy/lib/clock.ts';
import { createProxy } from '../help/checked/index.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from '../help/stage.ts';
import { createVirtualTimers } from '../help/virtual-timers.ts';

test('a create that hangs at Mollie ends by the timers that were given, and by no other', async (t) => {
  const { timers, pass } = createVirtualTimers();
  const sent = Promise.withResolvers<void>();
  const hang: typeof fetch = (url, init) => {
    if (init?.method !== 'POST') return fetch(url, init);
    sent.resolve();
    return new Promise(() => {});
  };
  const stage = await createStage({ fetch: hang, timers });
  t.after(() => stage.close());
  let isAnswered = false;
  const answer = stage.pay().finally(() => {
    isAnswered = true;
  });
  await sent.promise;
  await pass(4499);
  assert.ok(!isAnswered);
  await pass(1);
  const { status, body } = await answer;
  assert.deepEqual([status, body.error.code], [503, 'mollie_unavailable']);
});

test('what the log measures is measured by the timers that were given', async (t) => {
  const { timers } = createVirtualTimers();
  const stage = await createStage({ env: { LOG_LEVEL: 'debug' }, timers });
  t.after(() => stage.close());
  await stage.view();
  const requests = stage.logged.filter(({ code }) => code === 'request');
  assert.deepEqual(
    requests.map(({ ms }) => ms),
    [0],
  );
});

test('a signal of given timers aborts as the one of the runtime does', async () => {
  const { timers, pass } = createVirtualTimers();
  const [given, own] = [createClock(Date.now, timers).timeout(1), createClock().timeout(1)];
  assert.ok(!given.aborted);
  await pass(1);
  // It keeps no process alive by itself.
  while (!own.aborted) await setTimeout(5);
  const told = ({ reason }: AbortSignal) => [reason instanceof DOMException, reason.name, reason.message];
  assert.deepEqual(told(given), told(own));
});

/** Bytes that count on from a number. */
function countingFrom(start: number): Random {
  let next = start;
  return (bytes) => {
    for (let at = 0; at < bytes.length; at++) bytes[at] = next++;
    return bytes;
  };
}

/** What a proxy of its own says of a request without a token. */
async function referenceOf(random?: Random): Promise<string> {
  const env = { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:' };
  const proxy = createProxy({ env, log: () => {}, ...(random && { random }) });
  const answer = await proxy.request('/v1/invoice');
  const { error } = (await answer.json()) as { error: { reference: string } };
  await proxy.close();
  return error.reference;
}

test('the same random bytes make the same references, and the next proxy without has the own again', async () => {
  const first = await referenceOf(countingFrom(7));
  assert.equal(await referenceOf(countingFrom(7)), first);
  assert.notEqual(await referenceOf(countingFrom(8)), first);
  assert.notEqual(await referenceOf(), await referenceOf());
});
