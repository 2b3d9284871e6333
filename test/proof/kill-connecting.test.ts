import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CONNECTION_CHANGED } from '../../proxy/codes/notifications.ts';
import { createVault } from '../../proxy/keys/vault.ts';
import { PROXY_SECRET } from '../help/stage.ts';
import { type Change, ConnectionKiller, type Killed } from './kill-connecting.ts';
import { record } from './results.ts';

/** Before, between and after all that is asked, written and told. */
const STEPS: Record<Change, readonly string[]> = {
  connect: [
    'before GET /v2/profiles/me',
    'after GET /v2/profiles/me',
    'after GET /v2/payments',
    'before the write of the account',
    'after the write of the account',
    'before the write of the payment',
    'after the write of the payment',
    'before the write of the mark',
    'before POST /notifications',
    'after POST /notifications',
    "before the write of the account's outbox",
    "after the write of the account's outbox",
    'before the write of the end of the search',
    'after the write of the end of the search',
  ],
  replace: [
    'after GET /v2/payments',
    'before the write of the account',
    'after the write of the account',
    'after POST /notifications',
  ],
  disconnect: [
    'before the write of the account',
    'after the write of the account',
    'after POST /notifications',
    "after the write of the account's outbox",
  ],
};

test('a process killed at any step of connecting stores nothing by halves, tells the host, and lets creates resume', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'connecting-'));
  const killer = await ConnectionKiller.start(`sqlite:${folder}/pay.db`);
  t.after(async () => {
    await killer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [change, steps] of Object.entries(STEPS) as [Change, readonly string[]][]) {
    for (const step of steps) await killer.killAt(change, step);
  }
  await killer.recover();
  for (const merchant of killer.killed) await judge(killer, merchant);
  record('kills-connecting', { kills: killer.killed.length });
});

async function judge(killer: ConnectionKiller, merchant: Killed): Promise<void> {
  const { account, change, step } = merchant;
  const at = `${change}, ${step}`;
  const { keys, outbox } = await killer.record(merchant);
  const vault = createVault([PROXY_SECRET]);
  for (const { sealed } of keys) assert.ok(await vault.open(account, sealed), at);
  assert.equal(keys.length, { connect: 1, replace: 2, disconnect: 0 }[change], at);
  assert.equal(outbox.length, 0, at);
  const changes = killer.host.heard.filter(
    ({ type, data }) => type === CONNECTION_CHANGED && data.account === account,
  );
  const hint = change === 'disconnect' ? null : (keys[0]?.hint ?? null);
  const heard = changes.map(({ data }) => (data as unknown as { hint: string | null }).hint);
  assert.equal(heard.at(-1), hint, at);
  const log = await killer.call(merchant, 'GET', '/v1/log', { aud: 'invoice-pay:admin' });
  const event = change === 'disconnect' ? 'connection.disconnected' : 'connection.connected';
  const lines = (log.body.entries as { event: string }[]).filter((entry) => entry.event === event);
  // Whoever asks twice for the same is told so once.
  assert.equal(lines.length, change === 'replace' ? 2 : 1, at);
  if (change === 'connect') {
    const restored = await killer.call(merchant, 'GET', '/v1/invoice', {
      iat: Math.floor(Date.now() / 1000) - 3000,
    });
    assert.deepEqual(
      [restored.body.status, restored.body.reasons.includes('unconfirmed')],
      ['paid', true],
      at,
    );
    assert.ok(
      killer.host.heard.some(({ type, data }) => type === 'invoice.unconfirmed' && data.account === account),
      at,
    );
  }
  const made = await killer.call(merchant, 'POST', '/v1/invoice/payments', { sub: 'another' });
  assert.equal(made.status, change === 'disconnect' ? 409 : 201, at);
}
