import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createStage } from '../help/stage.ts';

const SECOND = 1000;

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
