/** The programs of docs/hosts/tokens.md. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../help/cli.ts';
import { snippetsOf } from '../help/snippets.ts';
import { createStage, INVOICE_SECRET } from '../help/stage.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const [bill, makeKeys, sign] = snippetsOf('docs/hosts/tokens.md').filter(({ language }) => language === 'js');

for (const algorithm of ['EdDSA', 'ES256']) {
  test(`a token signed with ${algorithm} is taken by a proxy that has the public key alone`, async (t) => {
    const folder = temporaryFolder(t);
    symlinkSync(MODULES, join(folder, 'node_modules'));
    const run = (name: string, code: string, env: Record<string, string> = {}) => {
      writeFileSync(join(folder, name), code);
      const { status, stdout, stderr } = spawnSync(process.execPath, [name], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      return stdout.trim().split('\n') as [string, string];
    };
    const [INVOICE_KEY, INVOICE_JWKS] = run('keys.mjs', makeKeys!.code.replaceAll('EdDSA', algorithm));
    assert.ok(JSON.parse(INVOICE_KEY).d && !INVOICE_JWKS.includes('"d"'));
    writeFileSync(join(folder, 'sign.mjs'), sign!.code);
    const claims = { aud: 'invoice-pay:manage', sub: '42', rev: 1, currency: 'EUR', total: '121.00' };
    const use = `import { signToken } from './sign.mjs';\nconsole.log(await signToken(${JSON.stringify(claims)}));`;
    const [token] = run('use.mjs', use, { INVOICE_KEY });

    // The stage's clock is the machine's until a test moves it.
    const stage = await createStage({ env: { INVOICE_SECRET: undefined, INVOICE_JWKS } });
    t.after(() => stage.close());
    const { status, body } = await stage.call('PUT', '/v1/invoice', { token });
    assert.deepEqual([status, body.total?.value], [200, '121.00']);
    const tampered = token.replace(/\.(.+)\./, (_, payload: string) => {
      const changed = Buffer.from(payload, 'base64url').toString().replace('121.00', '1.00');
      return `.${Buffer.from(changed).toString('base64url')}.`;
    });
    assert.equal((await stage.call('PUT', '/v1/invoice', { token: tampered })).status, 401);
  });
}

test('who is billed is told by PUT alone, and the customer pays later with a token that does not say it', async (t) => {
  const stage = await createStage();
  t.after(() => stage.close());
  stage.simulator.settings.methods = ['ideal', 'klarna', 'billie'];
  const facts = { sub: '42', rev: 7, number: '2026-0042', total: '121.00' };
  const folder = temporaryFolder(t);
  symlinkSync(MODULES, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'bill.mjs'), bill!.code.replace('https://pay.example.com', stage.url));
  const offered = async () => {
    // The list of methods comes in the background.
    for (let tries = 0; tries < 200; tries++) {
      const { methods } = await stage.view(facts);
      if (methods) return methods.map(({ id }) => id);
      await setTimeout(50);
    }
    return undefined;
  };
  assert.deepEqual(await offered(), ['ideal']);
  const program = spawn(process.execPath, ['bill.mjs'], { cwd: folder, env: { INVOICE_SECRET } });
  const said = text(program.stderr);
  const [status] = await once(program, 'exit');
  assert.equal(status, 0, await said);
  assert.deepEqual(await offered(), ['ideal', 'klarna', 'billie']);
  assert.equal((await stage.pay(facts, { method: 'billie' })).status, 201);
  const [{ billingAddress, lines }] = stage.simulator.requests
    .list({ endpoint: 'create' })
    .map(({ body }) => JSON.parse(String(body)));
  assert.equal(billingAddress.organizationName, 'Jansen Advies');
  assert.deepEqual([lines[0].description, lines[0].vatAmount.value], ['Invoice 2026-0042', '21.00']);
});

test('while the secret is replaced, tokens of both are taken, and then of the new one alone', async (t) => {
  const [old, fresh] = ['an old secret of at least 32 bytes!!', 'a new secret of at least 32 bytes!!'];
  const stage = await createStage({ env: { INVOICE_SECRET: `${fresh},${old}` } });
  t.after(() => stage.close());
  const statuses = async () => {
    const tokens = await Promise.all([old, fresh].map((secret) => stage.sign({}, secret)));
    return Promise.all(
      tokens.map(async (token) => (await stage.call('GET', '/v1/invoice', { token })).status),
    );
  };
  assert.deepEqual(await statuses(), [200, 200]);
  await stage.restart({ INVOICE_SECRET: fresh });
  assert.deepEqual(await statuses(), [401, 200]);
});
