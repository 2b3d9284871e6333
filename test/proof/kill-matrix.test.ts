import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startPostgres, withoutPostgres } from '../help/postgres.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { audit, listed } from './audit.ts';
import { killEverywhere } from './kill-matrix.ts';
import { record } from './results.ts';
import { CREATE, routes } from './routes.ts';

/** What the host is to hear of it hangs on these, though everybody has his answer by then. */
const NOTIFY = ['before POST /notifications', 'after POST /notifications', 'before the write of the outbox'];

/** What was put aside comes back, and is ended. */
const SEARCH = ['before the write of the payment', 'after DELETE /v2/payments/…'];

async function provesOn(t: TestContext, kind: string, storageUrl: string): Promise<void> {
  const { steps, alone, repeated } = await killEverywhere(storageUrl);
  for (const [route, killed] of steps) t.diagnostic(`${route}: killed ${killed.join(', ')}`);
  // Money hangs on these; a matrix that missed one would prove nothing.
  const creates = [
    'POST /v1/invoice/payments',
    'POST /pay/{slug}',
    'POST /v1/invoice/payments by a method that bills',
  ];
  for (const route of creates) {
    assert.deepEqual(
      CREATE.filter((step) => !steps.get(route)!.includes(step)),
      [],
    );
  }
  assert.deepEqual(
    NOTIFY.filter((step) => !steps.get('POST /webhooks/mollie/…')!.includes(step)),
    [],
  );
  assert.deepEqual(
    SEARCH.filter((step) => !steps.get('the search for what was put aside')!.includes(step)),
    [],
  );
  for (const { name, at } of routes) if (at) assert.deepEqual(steps.get(name), at);
  for (const [route, killed] of steps) assert.ok(killed.length >= 2, `${route}: ${killed}`);
  for (const evidence of [alone, repeated]) {
    const violations = audit(evidence);
    assert.equal(violations.length, 0, listed(violations));
  }
  const kills = [...steps.values()].flat().length;
  record(`kills-${kind}`, { kills, payments: repeated.payments.length, creates: repeated.asks.length });
}

test('a process killed at any step of any route loses nothing and asks nothing twice, on SQLite', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  await provesOn(t, 'sqlite', `sqlite:${folder}/pay.db`);
});

test('a process killed at any step of any route loses nothing and asks nothing twice, on PostgreSQL', {
  skip: withoutPostgres(),
}, async (t) => {
  const postgres = await startPostgres();
  t.after(() => postgres.close());
  await provesOn(t, 'postgres', postgres.url);
});

test('a process killed at any step of any route loses nothing and asks nothing twice, on Redis', {
  skip: withoutRedis(),
}, async (t) => {
  const redis = await startRedis();
  t.after(() => redis.close());
  await provesOn(t, 'redis', redis.url);
});
