import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { Guest, paysAndReturns } from '../help/guest.ts';
import { openTab } from '../help/person.ts';
import { freePort } from '../help/proxy-process.ts';
import { type Snippet, snippetsOf } from '../help/snippets.ts';
import { packTarball } from '../help/tarball.ts';

/** How long a program may take until it listens, in milliseconds. */
const PATIENCE = 60_000;

const README = snippetsOf('README.md').filter(({ test }) => test === 'test/docs/start.test.ts');
const START = snippetsOf('docs/start.md');

const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-start-'));
const bin = mkdtempSync(join(tmpdir(), 'invoice-pay-bin-'));
const children: ChildProcess[] = [];

type Seven = [Snippet, Snippet, Snippet, Snippet, Snippet, Snippet, Snippet];

let browser: Browser;
let tarball: string;
let changes: Record<string, string>;

before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  tarball = await packTarball();
  linkNodeAndNpm();
  const [proxy, simulator, page] = [await freePort(), await freePort(), await freePort()];
  changes = { 3000: `${proxy}`, 4000: `${simulator}`, 8080: `${page}` };
});

after(async () => {
  await browser?.close();
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exited = once(child, 'exit');
    // With what the shell has started.
    process.kill(-child.pid!, 'SIGTERM');
    await exited;
  }
  for (const made of [folder, bin]) rmSync(made, { recursive: true, force: true });
});

const withPorts = (text: string) => text.replaceAll(/\b(3000|4000|8080)\b/g, (port) => changes[port]!);

/** Only Node and npm, as on a machine where nothing else was ever installed. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { MOLLIE_API_KEY: _, ...env } = process.env;
  return { ...env, PATH: bin, npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
}

function linkNodeAndNpm(): void {
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const name of ['npm', 'npx', 'sh']) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(bin, name));
  }
}

/** Runs commands to their end, one by one. @returns what the last one has said */
function run({ code }: Snippet): string {
  let said = '';
  for (const line of code.trim().split('\n')) {
    const command = withPorts(line).replace('install invoice-pay-button', `install ${tarball}`);
    const options = { cwd: folder, env: bareEnvironment(), encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], options);
    assert.equal(status, 0, `${command}\n${stdout}\n${stderr}`);
    said = stdout;
  }
  return said;
}

/** Starts a command that stays. @returns what it says, once that is as wanted */
async function start({ code }: Snippet, wanted: RegExp, cwd = folder, env = {}): Promise<string> {
  const options = { cwd, env: { ...bareEnvironment(), ...env }, detached: true } as const;
  const child = spawn('/bin/sh', ['-c', `exec ${withPorts(code.trim())}`], options);
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  const end = Date.now() + PATIENCE;
  while (!wanted.test(said)) {
    assert.ok(child.exitCode === null && Date.now() < end, `${code}\n${said}`);
    await setTimeout(50);
  }
  return said;
}

async function comes(t: TestContext): Promise<Guest> {
  const guest = new Guest(...(await openTab(browser)));
  t.after(() => guest.leaves());
  return guest;
}

test('README has the same steps as the page that explains them, and they are at most ten commands', () => {
  assert.deepEqual(
    README.map(({ code }) => code),
    START.map(({ code }) => code),
  );
  const commands = START.filter(({ language }) => language === 'sh').flatMap(({ code }) =>
    code.trim().split('\n'),
  );
  assert.ok(commands.length <= 10, `${commands.length} commands`);
});

test('docs/start.md: from an empty folder, its steps lead to a paid invoice', async (t) => {
  const [, install, settings, simulator, proxy, page, host] = START as Seven;
  run(install);
  appendFileSync(join(folder, '.env'), withPorts(settings.code));
  await start(simulator, /simulator/i);
  await start(proxy, /Listening on/, folder, { PORT: changes[3000] });
  writeFileSync(join(folder, 'invoice.mjs'), withPorts(page.code));
  await start(host, /^/);
  const address = `http://localhost:${changes[8080]}/`;
  await answers(address);

  const guest = await comes(t);
  await guest.opens(address);
  await guest.shows('Partially paid € 100.00');
  await paysAndReturns(guest, 'Pay € 100.00');
  await guest.shows('Paid € 121.00');
  assert.deepEqual(guest.complaints, []);
});

test('docs/start.md: the demo starts, and its customer pays', async (t) => {
  // Here is no file `.env` with a key, and npm finds the package above.
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const said = await start(START[0]!, /Ctrl-C/, empty);
  const [, address] = /online invoice\s+(http\S+)/.exec(said)!;
  const guest = await comes(t);
  await guest.opens(address!);
  await guest.reads(/Pay €/);
  const pay = (await guest.names('button')).find((name) => name.startsWith('Pay €'));
  await guest.presses(pay!);
  await guest.presses('iDEAL | Wero ›');
  await guest.presses('Paid', 'radio');
  await guest.presses('Continue');
  await guest.reads('Thank you for your payment');
});

test('docs/reference/token.md: the token is one that the proxy takes', async () => {
  const [sign] = snippetsOf('docs/reference/token.md') as [Snippet];
  const token = run(sign).trim();
  const response = await fetch(`http://127.0.0.1:${changes[3000]}/v1/invoice`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 200, await response.clone().text());
  const { total, paidElsewhere } = (await response.json()) as Record<string, { value: string }>;
  assert.deepEqual([total?.value, paidElsewhere?.value], ['121.00', '21.00']);
});

test('docs/operating/index.md: check says that invoices can be paid', () => {
  const [check] = snippetsOf('docs/operating/index.md') as [Snippet];
  assert.match(run(check), /test_mode|test key/);
});

test('docs/runtimes/index.md: the program answers as the proxy', async () => {
  const [program] = snippetsOf('docs/runtimes/index.md') as [Snippet];
  writeFileSync(join(folder, 'proxy.mjs'), program.code);
  writeFileSync(
    join(folder, 'ask.mjs'),
    `import proxy from './proxy.mjs';
     const { status } = await proxy.fetch(new Request('http://localhost/health'));
     await proxy.scheduled();
     console.log(status);
     process.exit();`,
  );
  const options = { cwd: folder, env: bareEnvironment(), encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['--env-file=.env', 'ask.mjs'], options);
  assert.equal(stdout.trim(), '200', stderr);
});

/** Resolves once somebody answers there. */
async function answers(address: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (
    !(await fetch(address).then(
      () => true,
      () => false,
    ))
  ) {
    assert.ok(Date.now() < end, `nothing at ${address}`);
    await setTimeout(50);
  }
}
