import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { ENV, type Env, runCli, serveCli, temporaryFolder } from '../help/cli.ts';
import { freePort } from '../help/proxy-process.ts';
import { INVOICE_SECRET, signToken } from '../help/stage.ts';

/** The one line of JSON that a command prints. */
async function facts(args: readonly string[], env: Env = {}) {
  const { code, stdout, stderr } = await runCli([...args, '--json'], env);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^[^\n]+\n$/);
  return JSON.parse(stdout);
}

test('--version says the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const { code, stdout } = await runCli(['--version']);
  assert.deepEqual([code, stdout], [0, `${version}\n`]);
  assert.deepEqual(await facts(['--version']), { version, node: process.versions.node });
});

test('with --json each command prints its facts as one line', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const folder = temporaryFolder(t);
  const env = {
    ...ENV,
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    STORAGE_URL: `sqlite:${join(folder, 'pay.db')}`,
  };
  const { token, claims } = await facts(['sign', '--sub=A', '--total=1.00'], { INVOICE_SECRET });
  assert.deepEqual(decodeJwt(token), claims);
  assert.deepEqual(Object.keys(await facts(['secret'])), ['INVOICE_SECRET', 'PROXY_SECRET', 'NOTIFY_SECRET']);
  assert.equal((await facts(['check'], env)).ok, true);
  const nothing = {
    listed: 0,
    own: 0,
    restored: 0,
    backTo: null,
    failed: [],
    lost: 0,
    unconfirmed: 0,
    trusted: 0,
  };
  assert.deepEqual(await facts(['resync'], env), nothing);
  const file = join(folder, 'copy.db');
  assert.deepEqual(await facts(['backup', file], env), { file, bytes: readFileSync(file).length });
});

test('with --json errors are JSON too, the progress of resync as well', async (t) => {
  const errorOf = async (args: string[], env: Env = {}) => {
    const { code, stdout, stderr } = await runCli([...args, '--json'], env);
    const { error } = JSON.parse(stderr.trimEnd().split('\n').at(-1)!);
    assert.deepEqual([stdout, error.exit], ['', code], stderr);
    return error;
  };
  assert.equal((await errorOf(['resign'])).code, 'EX_USAGE');
  assert.equal((await errorOf(['secret', '--more'])).code, 'EX_USAGE');
  const { code, problems } = await errorOf(['serve'], { ...ENV, PORT: 'x', HOSTS: 'y' });
  assert.deepEqual([code, problems], ['EX_CONFIG', ['PORT: expected a port number']]);

  const mollie = await serveSimulator();
  t.after(mollie.close);
  const { stderr } = await runCli(['resync', '--json'], { ...ENV, MOLLIE_API_ENDPOINT: mollie.endpoint });
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const progress = { listed: 0, own: 0, restored: 0, backTo: null };
  assert.deepEqual(
    lines.filter((line) => line.progress),
    [{ progress }],
  );
});

test('Mollie or a store that cannot be had is 69, in one line without a stack', async () => {
  const nowhere = `127.0.0.1:${await freePort()}`;
  const envs = [
    { ...ENV, MOLLIE_API_ENDPOINT: `http://${nowhere}` },
    { ...ENV, STORAGE_URL: `redis://:hush@${nowhere}` },
  ];
  for (const env of envs) {
    const { code, stdout, stderr } = await runCli(['resync'], env);
    assert.deepEqual([code, stdout], [69, ''], stderr);
    assert.doesNotMatch(stderr, /\n {4}at |hush/);
    assert.match(stderr, /^(Mollie|store_unavailable): /m);
  }
});

test('what could not be restored is said, and is 75', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const env = { ...ENV, MOLLIE_API_ENDPOINT: mollie.endpoint };
  const { fail, id } = await paidPayment(t, env, mollie);
  fail();
  const { code, stdout } = await runCli(['resync'], env);
  assert.equal(code, 75);
  assert.match(stdout, new RegExp(`^Not restored: ${id}\\. Run it again\\.$`, 'm'));
});

/** A payment that a proxy made, which was refunded since, so that `resync` has to ask for it. */
async function paidPayment(
  t: Parameters<typeof temporaryFolder>[0],
  env: Env,
  { simulator }: Awaited<ReturnType<typeof serveSimulator>>,
) {
  const { address } = await serveCli(t, env);
  const authorization = `Bearer ${await signToken(Date.now())}`;
  await fetch(`${address}/v1/invoice/payments`, { method: 'POST', headers: { authorization } });
  const [payment] = simulator.ledger.list();
  simulator.settle(payment!.id, 'paid');
  simulator.refund(payment!.id, { amount: '1.00' });
  const fail = () => simulator.faults.add({ endpoint: 'get', kind: 'error', status: 404 });
  return { fail, id: payment!.id };
}
