import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStage } from '../../help/stage.ts';

test('a server that does not know the newest key yet sees what was paid with it before it asks for more', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/pay.db` } });
  const other = stage.another();
  t.after(async () => {
    await other.close();
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  const [{ account, profileId, testKey }] = stage.merchants(1) as [ReturnType<typeof stage.merchants>[0]];
  const { organizations, faults } = stage.simulator;
  const elsewhere = organizations.addProfile(organizations.profile(profileId).organizationId);
  await stage.connection('PUT', account, { apiKey: testKey });
  const ask = async (method: string, path: string, claims: object) => {
    const headers = { authorization: `Bearer ${await stage.merchant({ account, ...claims })}` };
    return other.request(path, { method, headers });
  };
  assert.equal((await ask('GET', '/v1/invoice', { sub: 'known-before' })).status, 200);

  await stage.connection('PUT', account, { apiKey: elsewhere.apiKeys[0] });
  faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(await stage.attempt({ account, rev: 1 }), 'paid');
  const answer = await ask('POST', '/v1/invoice/payments', { rev: 2, total: '200.00' });
  assert.equal(answer.status, 201);
  const { payment } = (await answer.json()) as { payment: { amount: { value: string } } };
  assert.equal(payment.amount.value, '79.00');
});
