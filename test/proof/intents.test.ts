import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createStage } from '../help/stage.ts';

test("another server's intent that comes up while Mollie is asked is resolved, never replaced", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  const stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/pay.db` } });
  const another = stage.another();
  t.after(async () => {
    await another.close();
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  const { faults, requests } = stage.simulator;
  await stage.attempt({ rev: 1, total: '121.00' });
  await stage.put({ rev: 2, total: '100.00' });

  // One server waits for what Mollie says of the first attempt …
  faults.add({ endpoint: 'get', kind: 'slow', ms: 800, times: 1 });
  const waiting = stage.pay({ rev: 2, total: '100.00' });
  await setTimeout(200);
  // … while another has come further, and does not hear what became of its create.
  faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  const headers = { authorization: `Bearer ${await stage.merchant({ rev: 2, total: '100.00' })}` };
  const lost = await another.request('/v1/invoice/payments', { method: 'POST', headers });
  assert.equal(lost.status, 503);
  await stage.put({ rev: 3, total: '90.00' });

  const { body } = await waiting;
  assert.equal(body.payment.amount.value, '90.00');
  const sent = requests.list({ endpoint: 'create' }).map((one) => `${one.idempotencyKey} ${one.body}`);
  const keys = requests.list({ endpoint: 'create' }).map(({ idempotencyKey }) => idempotencyKey);
  assert.equal(new Set(sent).size, new Set(keys).size);
  assert.equal(stage.simulator.ledger.list().length, 3);
});
