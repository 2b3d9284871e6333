import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { ENV, runCli, serveCli, temporaryFolder } from '../help/cli.ts';
import { MOLLIE_KEY, signToken } from '../help/stage.ts';

const WITHOUT_KEY = { ...ENV, MOLLIE_API_KEY: undefined };

test('without MOLLIE_API_KEY it serves, says so, and names how merchants connect', async (t) => {
  const { said, address } = await serveCli(t, { MOLLIE_API_KEY: undefined });
  assert.equal((await fetch(`${address}/ready`)).status, 200);
  assert.match(said(), /Listening on \S+, reached at \S+, no API key of its own, memory store/);
  const lines = said().match(/^.*"code":"not_connected".*$/gm)!;
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /merchants connect their own Mollie accounts.*PUT \/v1\/connection/);
});

test('a name that no account has is 65, in each command that takes one', async () => {
  for (const command of [['check'], ['resync'], ['sign', '--aud', 'admin']]) {
    for (const name of ['Bakery', '']) {
      const { code, stdout, stderr } = await runCli([...command, `--account=${name}`], ENV);
      assert.deepEqual([code, stdout], [65, ''], `${command} ${name}: ${stderr}`);
      assert.match(stderr, /^--account: expected \S/);
    }
  }
});

test('sign names the account, also to administrators', async () => {
  for (const more of [
    ['--sub=42', '--total=1.00'],
    ['--aud=admin', '--iat=1795000000', '--exp=1795003600'],
  ]) {
    const { code, stdout, stderr } = await runCli(['sign', '--account=bakery', ...more], ENV);
    assert.equal(code, 0, stderr);
    assert.equal(decodeJwt(stdout.trim()).account, 'bakery');
  }
});

test('check and resync are about the account that is named, and default otherwise', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const STORAGE_URL = `sqlite:${join(temporaryFolder(t), 'pay.db')}`;
  const env = { ...WITHOUT_KEY, MOLLIE_API_ENDPOINT: mollie.endpoint, STORAGE_URL };
  const { address } = await serveCli(t, env);
  const claims = { aud: 'invoice-pay:admin', account: 'bakery' };
  const authorization = `Bearer ${await signToken(Date.now(), claims)}`;
  const connected = await fetch(`${address}/v1/connection`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ apiKey: MOLLIE_KEY }),
  });
  assert.equal(connected.status, 200, await connected.text());

  const good = await runCli(['check', '--account', 'bakery'], env);
  assert.deepEqual([good.code, JSON.parse(good.stdout).account], [0, 'bakery'], good.stderr);
  const listed = await runCli(['resync', '--account', 'bakery'], env);
  assert.deepEqual([listed.code, listed.stdout.split(',')[0]], [0, '0 payments listed by Mollie']);
  for (const [account, args] of [
    ['nobody', ['--account', 'nobody']],
    ['default', []],
  ] as const) {
    const unknown = await runCli(['check', ...args], env);
    const { ok, findings, ...view } = JSON.parse(unknown.stdout);
    assert.deepEqual(
      [unknown.code, ok, view.account, findings[0].code],
      [1, false, account, 'not_connected'],
    );
    const nothing = await runCli(['resync', ...args], env);
    assert.deepEqual([nothing.code, nothing.stdout], [78, '']);
    assert.match(nothing.stderr, /^This account has no API key: connect it first, then run this again\.$/m);
    assert.doesNotMatch(nothing.stderr, /\n {4}at /);
  }
});
