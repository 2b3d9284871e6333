import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { EXIT, EXIT_MEANINGS } from '../../proxy/cli/exit-codes.ts';
import { runCli, temporaryFolder } from '../help/cli.ts';
import { freePort } from '../help/proxy-process.ts';
import { shellIn } from '../help/shell.ts';
import { snippetsOf } from '../help/snippets.ts';
import { MOLLIE_KEY } from '../help/stage.ts';

const PAGE = 'docs/operating/commands.md';
const page = readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8');
const [demo, secret, check, serve, sign, health, backup, simulator, script] = snippetsOf(PAGE)
  .filter(({ language }) => language === 'sh')
  .map(({ code }) => code);

test('each command of the page does what the page says', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const folder = temporaryFolder(t);
  const PORT = String(await freePort());
  const shell = shellIn(t, folder, { PORT, MOLLIE_API_ENDPOINT: mollie.endpoint });

  const written = await shell.run(secret!);
  assert.match(written.stdout, /\.env: added INVOICE_SECRET, PROXY_SECRET, NOTIFY_SECRET\n$/);
  appendFileSync(join(folder, '.env'), `MOLLIE_API_KEY=${MOLLIE_KEY}\n`);
  const checked = await shell.run(check!);
  assert.deepEqual([checked.status, JSON.parse(checked.stdout).ok], [0, true], checked.stderr);
  const signed = await shell.run(sign!);
  assert.match(signed.stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);

  await shell.during(serve!, /Listening on (\S+),/, async (address) => {
    const headers = { authorization: `Bearer ${signed.stdout.trim()}` };
    const view = await (await fetch(`${address}/v1/invoice`, { headers })).json();
    assert.deepEqual([view.due.value, view.paidElsewhere.value], ['100.00', '21.00']);
    assert.deepEqual(await shell.run(health!), { status: 0, stdout: 'ok\nready\n', stderr: '' });
    const copied = await shell.run(backup!);
    assert.deepEqual(
      [copied.status, existsSync(join(folder, 'invoice-pay-copy.db'))],
      [0, true],
      copied.stderr,
    );
  });
  assert.equal((await shell.run(health!)).status, EXIT.EX_UNAVAILABLE);

  const fine = await shell.run(script!);
  assert.deepEqual([fine.status, fine.stdout], [0, '']);
  assert.equal(JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8')).ok, true);
  mollie.simulator.settings.apiKeys = [];
  const refused = await shell.run(script!);
  assert.deepEqual([refused.status, refused.stdout], [0, 'Nothing can be paid: see connection.json\n']);
  appendFileSync(join(folder, '.env'), 'RATE_LIMIT=many\n');
  assert.equal((await shell.run(script!)).stdout, 'The configuration is wrong\n');
});

test('the demo and the simulator start by the commands of the page', async (t) => {
  const port = String(await freePort());
  const shell = shellIn(t, temporaryFolder(t), { PORT: port });
  await shell.during(simulator!.replaceAll('4000', port), /MOLLIE_API_ENDPOINT=(\S+)/, async (endpoint) => {
    assert.ok(page.includes(`MOLLIE_API_ENDPOINT=${endpoint.replace(port, '4000')}`));
    const headers = { authorization: `Bearer ${MOLLIE_KEY}` };
    assert.equal((await fetch(`${endpoint}/payments`, { headers })).status, 200);
  });
  await shell.during(demo!, /Proxy +(http\S+)[\s\S]*Ctrl-C stops everything/, async (proxy) => {
    assert.equal((await fetch(`${proxy}/health`)).status, 200);
  });
});

test('page and help name the same commands and exit codes', async () => {
  const { stdout } = await runCli(['--help']);
  const inHelp = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name);
  const table = page.slice(page.indexOf('| command |'), page.indexOf('## Try it'));
  assert.deepEqual(
    [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name),
    inHelp,
  );
  const codes = [...page.matchAll(/^\| (\d+) \| `(\w+)`/gm)].map(([, code, name]) => [name, Number(code)]);
  assert.deepEqual(codes, Object.entries(EXIT));
  for (const code of Object.values(EXIT)) assert.match(EXIT_MEANINGS, new RegExp(`\\b${code} {2}`));
});
