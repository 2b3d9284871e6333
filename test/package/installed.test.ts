/** The package in a project of somebody else, who has nothing but Node and npm. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { ENV } from '../help/cli.ts';
import { freePort } from '../help/proxy-process.ts';
import { emptyProject, installIn, packTarball, runIn, USER_ENV } from '../help/tarball.ts';

/** Milliseconds, for a machine that is busy with other tests. */
const PATIENCE = 30_000;

const folder = emptyProject();
const installation = installIn(folder, [await packTarball()]);

type Started = {
  said(): { stdout: string; stderr: string };
  ended: Promise<number | null>;
  stop(): Promise<number | null>;
};

/** Starts the installed command, as npx does. */
function start(t: TestContext, env: Record<string, string | undefined>): Started {
  const command = join(folder, 'node_modules/.bin/invoice-pay-button');
  const child = spawn(command, { cwd: folder, env: { PATH: USER_ENV.PATH, ...ENV, ...env } });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      said[stream] += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const stop = () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    return ended;
  };
  t.after(stop);
  return { said: () => said, ended, stop };
}

/** Waits until standard output has a line like this, and answers the match. */
async function line(started: Started, pattern: RegExp): Promise<RegExpExecArray> {
  for (const until = performance.now() + PATIENCE; performance.now() < until; await setTimeout(50)) {
    const found = pattern.exec(started.said().stdout);
    if (found) return found;
  }
  throw new Error(`${pattern} was not said in\n${JSON.stringify(started.said())}`);
}

const inNode = (code: string) => runIn(folder, process.execPath, ['--input-type=module', '--eval', code]);

test('npm installs it without a warning, and no client of a database with it', () => {
  assert.equal(installation.stderr, '');
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const entries = Object.entries<{ hasInstallScript?: boolean; deprecated?: string }>(lock.packages);
  assert.ok(entries.length > 20);
  assert.deepEqual(
    entries.filter(([, { hasInstallScript, deprecated }]) => hasInstallScript || deprecated),
    [],
  );
  const installed = readdirSync(join(folder, 'node_modules'));
  for (const client of ['pg', 'ioredis', 'mysql2', 'better-sqlite3', 'mongodb', 'react', 'typescript']) {
    assert.ok(!installed.includes(client), client);
  }
});

test('npx finds the command by the name of the package and by its own', () => {
  for (const name of ['invoice-pay-button', 'invoice-pay-proxy']) {
    const { status, stdout, stderr } = runIn(folder, 'npx', ['--no-install', name, 'secret']);
    assert.deepEqual([status, stderr], [0, ''], name);
    assert.match(stdout, /^INVOICE_SECRET=\S{43}\nPROXY_SECRET=\S{43}\nNOTIFY_SECRET=whsec_\S{44}\n$/);
  }
});

test('it serves with a SQLite store, and hands out the element and the pay page', async (t) => {
  const started = start(t, { STORAGE_URL: 'sqlite:./data/pay.db' });
  const [, address] = await line(started, /Listening on (http:\S+?),/);
  const script = await fetch(`${address}/invoice-pay-button.js`);
  assert.equal(script.status, 200);
  const served = join(folder, 'node_modules/invoice-pay-button/dist/widget/invoice-pay-button.js');
  assert.equal(await script.text(), readFileSync(served, 'utf8'));
  const [chunk] = /assets\/element-\w+\.js/.exec(readFileSync(served, 'utf8'))!;
  for (const encoding of ['br', 'gzip']) {
    const asset = await fetch(`${address}/${chunk}`, { headers: { 'accept-encoding': encoding } });
    assert.deepEqual([asset.status, asset.headers.get('content-encoding')], [200, encoding]);
  }
  const unknown = await fetch(`${address}/pay/h2ixi224nxygqtokhja27b2u3d4breb3`, {
    headers: { accept: 'text/html' },
  });
  assert.match(unknown.headers.get('content-type')!, /^text\/html/);
  assert.ok(existsSync(join(folder, 'data/pay.db')));
  assert.equal(await started.stop(), 0);
  assert.equal(started.said().stderr, '');
  assert.doesNotMatch(started.said().stdout, /"level":"error"|pay_page_script_missing/);
});

const DATABASES = { postgres: 'pg', redis: 'ioredis' };

for (const [kind, client] of Object.entries(DATABASES)) {
  test(`${kind} without its client is refused at the start, with the command that installs it`, async (t) => {
    const started = start(t, { STORAGE_URL: `${kind}://127.0.0.1:9/hush` });
    // EX_CONFIG of sysexits.h
    assert.equal(await started.ended, 78);
    const { stdout, stderr } = started.said();
    assert.equal(stdout, '');
    assert.match(stderr, new RegExp(`^ {2}STORAGE_URL: .*\\bnpm install ${client}\\b`, 'm'));
    assert.doesNotMatch(stderr, /\n {4}at |hush/);
  });
}

test('from code, the cause of a store that fails names the command, too', () => {
  const { stdout, stderr } = inNode(`
    import { createProxy } from 'invoice-pay-button/proxy';
    const env = ${JSON.stringify({ ...ENV, STORAGE_URL: 'postgres://127.0.0.1:9/hush' })};
    const proxy = createProxy({ env, log: (entry) => console.log(JSON.stringify(entry)) });
    const { status } = await proxy.request('/ready');
    console.log(status);
    await proxy.close();`);
  assert.match(stdout, /"code":"store_unavailable".*\bnpm install pg\b.*\n503\n$/, stderr);
});

test('the element is imported where there is no DOM, and registers nothing there', () => {
  for (const name of ['invoice-pay-button', 'invoice-pay-button/element.js', 'invoice-pay-button/react']) {
    const { status, stdout, stderr } = inNode(`
      import * as element from '${name}';
      console.log(typeof element.InvoicePayButton, typeof element.InvoicePayStatusEvent);`);
    assert.deepEqual([status, stdout, stderr], [0, 'function function\n', ''], name);
  }
});

/** What a bundler makes of a host's script: what is loaded at once. */
async function bundled(code: string): Promise<string> {
  const entry = join(folder, 'host.js');
  writeFileSync(entry, code);
  const config: InlineConfig = {
    root: folder,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['es'] } },
  };
  const built = [(await build(config)) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[]].flat();
  const { output } = built[0]!;
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
  const withImports = ({ code, imports }: Rolldown.OutputChunk): string =>
    [code, ...imports.flatMap((name) => chunks.get(name) ?? []).map(withImports)].join('\n');
  return withImports(output[0]);
}

test('a bundler keeps the registration, of the class alone registers nothing, and leaves out what is not used', async () => {
  const REGISTERS = /\.define\("invoice-pay-button"/;
  assert.match(await bundled(`import 'invoice-pay-button';`), REGISTERS);
  assert.match(await bundled(`import 'invoice-pay-button/react';`), REGISTERS);
  const alone = await bundled(`import { InvoicePayButton } from 'invoice-pay-button/element.js';
    customElements.define('pay-here', InvoicePayButton);`);
  assert.doesNotMatch(alone, REGISTERS);
  assert.match(alone, /attachInternals/);
  const unused = await bundled(
    `import { InvoicePayButton } from 'invoice-pay-button/element.js'; console.log(1);`,
  );
  assert.doesNotMatch(unused, /HTMLElement|attachInternals|invoice-pay-status/);
});

test('with the client beside it, the database is asked', async (t) => {
  assert.equal(installIn(folder, Object.values(DATABASES)).stderr, '');
  for (const kind of Object.keys(DATABASES)) {
    const started = start(t, { STORAGE_URL: `${kind}://127.0.0.1:${await freePort()}/pay` });
    await line(started, /"code":"store_unavailable".*ECONNREFUSED/);
    await started.stop();
  }
});
