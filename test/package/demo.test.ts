import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../help/proxy-process.ts';
import { MOLLIE_KEY } from '../help/stage.ts';
import { packTarball } from '../help/tarball.ts';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-installed-'));
const installed = join(folder, 'node_modules', 'invoice-pay-button');
const home = join(folder, 'home');
after(() => rmSync(folder, { recursive: true, force: true }));

let bin: Record<string, string>;

/** The package as npm lays it out: its own files, beside what it depends on, and nothing else. */
before(async () => {
  for (const made of [installed, home]) mkdirSync(made, { recursive: true });
  execFileSync('tar', ['-xzf', await packTarball(), '-C', installed, '--strip-components=1']);
  const { dependencies, ...rest } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  bin = rest.bin;
  // As npm does.
  for (const program of Object.values(bin)) chmodSync(join(installed, program), 0o755);
  for (const name of Object.keys(dependencies)) {
    mkdirSync(join(folder, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(MODULES, name), join(folder, 'node_modules', name));
  }
});

const filesOf = (place: string) => readdirSync(place, { recursive: true }).toSorted();

/** Starts a command of the installed package in an empty folder. */
function start(t: { after(fn: () => void): void }, args: string[], env: Record<string, string> = {}) {
  const child = spawn(join(installed, bin['invoice-pay-button']!), args, {
    cwd: home,
    env: { PATH: process.env.PATH, TMPDIR: home, ...env },
  });
  t.after(() => child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk: Buffer) => {
      said[stream] += chunk;
    });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, said, ended };
}

/** Resolves with what stands behind the first match. */
async function heard(
  { child, said }: { child: ChildProcess; said: { stdout: string; stderr: string } },
  what: RegExp,
) {
  for (;;) {
    const found = what.exec(said.stdout);
    if (found) return found[1]!;
    assert.equal(child.exitCode, null, said.stderr);
    await once(child.stdout!, 'data');
  }
}

test('who installs the package sees an invoice paid, and nothing stays', async (t) => {
  const files = filesOf(installed);
  const taken = createServer().listen(await freePort(), '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const { port } = taken.address() as { port: number };
  const running = start(t, ['demo'], { PORT: String(port) });
  await heard(running, /(Ctrl-C stops everything)/);
  const address = (label: string) => new RegExp(`${label} +(http\\S+)`).exec(running.said.stdout)![1]!;
  const [proxy, online, simulator] = ['Proxy', 'Customer.s online invoice', 'Mollie simulator'].map(address);
  assert.notEqual(new URL(proxy!).port, String(port), 'another server listens there');
  assert.match(running.said.stdout, /MOLLIE_API_KEY=test_… npx invoice-pay-button demo/);

  const { pathname, origin } = new URL(online!);
  const id = pathname.split('/').at(-1);
  const token = await (await fetch(`${origin}/tokens/payer?invoice=${id}`)).text();
  const headers = { authorization: `Bearer ${token}` };
  const view = async () => (await fetch(`${proxy}/v1/invoice`, { headers })).json();
  assert.equal((await fetch(`${origin}/demo.css`)).status, 200);
  assert.equal((await fetch(`${proxy}/invoice-pay-button.js`)).status, 200);
  const { status, link } = await view();
  assert.equal(status, 'partially_paid');
  const paying = await fetch(link, { method: 'POST', redirect: 'manual' });
  assert.equal(paying.status, 303);
  const checkout = paying.headers.get('location')!;
  assert.equal(new URL(checkout).origin, new URL(simulator!).origin);
  const payment = `tr_${checkout.split('/').at(-1)}`;
  await fetch(`${new URL(simulator!).origin}/_simulator/payments/${payment}/status`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'paid', method: 'ideal' }),
  });
  while ((await view()).status !== 'paid') await new Promise((resolve) => setTimeout(resolve, 50));

  running.child.kill('SIGINT');
  assert.equal(await running.ended, 0);
  assert.equal(running.said.stderr, '');
  await assert.rejects(fetch(proxy!));
  await assert.rejects(fetch(simulator!));
  assert.deepEqual(filesOf(installed), files);
  assert.deepEqual(readdirSync(home), []);
});

test('the demo tells programs its addresses as one line of JSON', async (t) => {
  const { child, said, ended } = start(t, ['demo', '--json'], { PORT: String(await freePort()) });
  await heard({ child, said }, /(\})\n/);
  const { start: page, proxy } = JSON.parse(said.stdout);
  assert.equal((await fetch(page)).status, 200);
  assert.equal((await fetch(`${proxy}/health`)).status, 200);
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
});

test('the installed simulator says where it is, and ends when it is told to', async (t) => {
  const running = start(t, ['simulator', '--port', '0', '--json', '--hosts=mollie.test']);
  const { endpoint } = JSON.parse(await heard(running, /^(\{.*\})$/m));
  const asked = await fetch(`${endpoint}/methods`, { headers: { authorization: `Bearer ${MOLLIE_KEY}` } });
  assert.equal(asked.status, 200);

  const { port } = new URL(endpoint);
  const second = start(t, ['simulator', '--port', port]);
  assert.equal(await second.ended, 71);
  assert.equal(second.said.stderr, `HOST or PORT: cannot listen on 127.0.0.1:${port} (EADDRINUSE)\n`);

  running.child.kill('SIGTERM');
  assert.equal(await running.ended, 0);
});

test('the demo takes no live key', async (t) => {
  const { said, ended } = start(t, ['demo'], { MOLLIE_API_KEY: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' });
  assert.equal(await ended, 78);
  assert.match(said.stderr, /^MOLLIE_API_KEY is a live key/);
});
