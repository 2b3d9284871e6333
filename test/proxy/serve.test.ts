import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { ENV, runCli, serveCli, temporaryFolder } from '../help/cli.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';

/** From the start of the process. Milliseconds. */
/** It takes a second; this machine may be busy with other tests. */
const READY = 10_000;

test('it is soon ready, on a new database', async (t) => {
  const started = performance.now();
  const { address, said } = await serveCli(t, {
    STORAGE_URL: `sqlite:${join(temporaryFolder(t), 'pay.db')}`,
  });
  assert.equal((await fetch(`${address}/ready`)).status, 200);
  assert.ok(performance.now() - started < READY);
  assert.match(said(), /"Listening on http:\/\/127\.0\.0\.1:\d+, .* test mode, sqlite store"/);
});

test('it says where it listens, and no secret', async (t) => {
  const { said } = await serveCli(t, { PUBLIC_URL: 'https://pay.example.com' });
  assert.match(said(), /reached at https:\/\/pay\.example\.com/);
  for (const secret of [MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET]) assert.ok(!said().includes(secret));
});

test('it says at the start where nobody is limited by address, and limits where it knows who asks', async (t) => {
  const { said } = await serveCli(t);
  while (!said().includes('address_limits_off')) await setTimeout(10);
  const limited = await serveCli(t, { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT: '2' });
  const headers = { 'x-forwarded-for': '203.0.113.1' };
  const statuses = [];
  for (let asked = 0; asked < 3; asked++) {
    statuses.push((await fetch(`${limited.address}/health`, { headers })).status);
  }
  assert.deepEqual(statuses, [200, 200, 429]);
  assert.doesNotMatch(limited.said(), /address_limits_off/);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`on ${signal} a request under way is finished, no other is taken, and it ends well`, async (t) => {
    const mollie = await serveSimulator();
    t.after(mollie.close);
    mollie.simulator.faults.add({ endpoint: 'create', kind: 'slow', ms: 800 });
    const { address, child, ended } = await serveCli(t, { MOLLIE_API_ENDPOINT: mollie.endpoint });
    const authorization = `Bearer ${await signToken(Date.now())}`;

    const slow = fetch(`${address}/v1/invoice/payments`, { method: 'POST', headers: { authorization } });
    while (mollie.simulator.requests.list({ endpoint: 'create' }).length === 0) await setTimeout(10);
    child.kill(signal);
    await setTimeout(100);
    await assert.rejects(fetch(`${address}/health`, { headers: { connection: 'close' } }));

    const answer = await slow;
    assert.equal(answer.status, 201);
    assert.match((await answer.json()).payment.checkoutUrl, /^http/);
    assert.equal(await ended, 0);
  });
}

test('connections that nobody uses do not keep it from ending', async (t) => {
  const { address, child, ended } = await serveCli(t);
  const { port } = new URL(address);
  const socket = connect(Number(port), '127.0.0.1');
  t.after(() => socket.destroy());
  await fetch(`${address}/health`);
  const asked = performance.now();
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
  assert.ok(performance.now() - asked < READY);
});

test('what a killed process had stored is there for the next', async (t) => {
  const STORAGE_URL = `sqlite:${join(temporaryFolder(t), 'pay.db')}`;
  const headers = { authorization: `Bearer ${await signToken(Date.now(), { aud: 'invoice-pay:manage' })}` };
  const first = await serveCli(t, { STORAGE_URL });
  assert.equal((await fetch(`${first.address}/v1/invoice`, { method: 'PUT', headers })).status, 200);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await serveCli(t, { STORAGE_URL });
  const log = await (await fetch(`${second.address}/v1/invoice/log`, { headers })).json();
  assert.deepEqual(
    log.entries.map(({ event }: { event: string }) => event),
    ['invoice.seen'],
  );
});

test('a port that is taken is said in one line', async (t) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const PORT = String((server.address() as AddressInfo).port);
  const { code, stderr } = await runCli([], { ...ENV, PORT });
  assert.deepEqual([code, stderr], [71, `HOST or PORT: cannot listen on 127.0.0.1:${PORT} (EADDRINUSE)\n`]);
});
