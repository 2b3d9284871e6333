import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createStage, MOLLIE_KEY } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const OTHER_KEY = 'test_keyOfAnotherProfileAltogether00';
const OTHER_PROFILE = { id: 'pfl_other', name: 'Another shop', apiKeys: [OTHER_KEY] };

/** A proxy with a store that outlives it, whose clock can be set back. */
async function openStage(t: Pick<TestContext, 'after'>) {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  const clock = { behind: 0 };
  const stage = await createStage({
    env: { STORAGE_URL: `sqlite:${folder}/pay.db` },
    simulator: { settings: { profiles: [OTHER_PROFILE] } },
    behind: () => clock.behind,
  });
  t.after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  /** By the host's clock, which is the proxy's. */
  const sign = (claims = {}) =>
    stage.merchant({ iat: Math.floor((stage.now() - clock.behind) / SECOND), ...claims });
  const pay = async () => stage.call('POST', '/v1/invoice/payments', { token: await sign() });
  const { faults, ledger } = stage.simulator;
  return { stage, clock, sign, pay, faults, ledger };
}

for (const fault of ['checkout_missing', 'conflict'] as const) {
  test(`that Mollie tells nothing of a payment is no word that it was not made, after ${fault}`, async (t) => {
    const { pay, faults, ledger } = await openStage(t);
    faults.add({ endpoint: 'create', kind: fault, times: 1 });
    faults.add({ endpoint: 'get', kind: 'rate_limit', retryAfter: 1, times: 1 });
    const { status } = await pay();
    const again = await pay();
    assert.deepEqual([status, again.status], [503, 200]);
    assert.equal(ledger.list().length, 1);
  });
}

test('a create whose key is gone is looked for once that is back', async (t) => {
  const { stage, pay, faults, ledger } = await openStage(t);
  faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await pay();
  const [first] = ledger.list();
  await stage.restart({ MOLLIE_API_KEY: OTHER_KEY });
  // Until then a server with that key may be sending it.
  await stage.advance(MINUTE + SECOND);
  assert.equal((await pay()).status, 201);
  await stage.restart({ MOLLIE_API_KEY: `${OTHER_KEY},${MOLLIE_KEY}` });
  faults.add({ endpoint: 'webhook', kind: 'drop', times: 1 });
  stage.simulator.settle(first!.id, 'paid');
  await stage.advance(MINUTE + SECOND);
  await stage.proxy.watch();
  const { attempts, status } = await stage.view();
  assert.deepEqual([attempts!.length, status], [2, 'paid']);
});

test('a create from before the clock was set back is not sent again', async (t) => {
  const { stage, clock, pay, faults, ledger } = await openStage(t);
  faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await pay();
  await stage.proxy.watch();
  clock.behind = HOUR;
  await stage.proxy.watch();
  await stage.advance(MINUTE + SECOND);
  await stage.proxy.watch();
  // Mollie forgets the key, and its webhook is lost.
  faults.add({ endpoint: 'webhook', kind: 'drop', times: 1 });
  await stage.advance(70 * MINUTE);
  assert.equal((await pay()).status, 201);
  const numbers = ledger.list().map(({ metadata }) => (metadata as { n: number }).n);
  assert.deepEqual(numbers, [2, 1]);
});

test('a clock that was set back does not keep what was made before from being enough for a minute', async (t) => {
  const { stage, clock, pay, ledger } = await openStage(t);
  for (let made = 0; made < 10; made++) {
    await pay();
    stage.simulator.settle(ledger.list()[0]!.id, 'failed');
    await stage.simulator.idle();
  }
  assert.equal((await pay()).status, 429);
  clock.behind = HOUR;
  await stage.advance(MINUTE);
  assert.equal((await pay()).status, 201);
});

test('after a lost store the host is heard, also where the clock was set back', async (t) => {
  const { stage, clock, sign, pay } = await openStage(t);
  await pay();
  const before = await sign();
  await stage.advance(10 * MINUTE);
  await stage.restart({ STORAGE_URL: 'memory:' });
  await stage.proxy.resync();
  clock.behind = HOUR;
  await stage.advance(52 * MINUTE);
  const read = async (token: string) => (await stage.call('GET', '/v1/invoice', { token })).body.reasons;
  assert.ok((await read(before)).includes('unconfirmed'));
  assert.ok(!(await read(await sign())).includes('unconfirmed'));
});
