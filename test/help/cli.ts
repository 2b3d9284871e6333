import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertTold, CHECKED } from './proxy-process.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from './stage.ts';

const CLI = fileURLToPath(new URL('../../proxy/cli/index.ts', import.meta.url));

/** How long a server may take until it listens. Milliseconds. */
const PATIENCE = 30_000;

export type Env = Record<string, string | undefined>;

/** Enough to serve: a free port, everything in memory. */
export const ENV: Env = {
  MOLLIE_API_KEY: MOLLIE_KEY,
  INVOICE_SECRET,
  PROXY_SECRET,
  STORAGE_URL: 'memory:',
  PORT: '0',
};

export type Run = { code: number | null; stdout: string; stderr: string };

/** Starts `invoice-pay-proxy` with an environment and a folder of its own. */
export function startCli(args: readonly string[], env: Env, cwd?: string): ChildProcess {
  const options = { cwd: cwd ?? tmpdir(), env: { PATH: process.env.PATH, ...env } };
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', CHECKED, CLI, ...args],
    options,
  );
}

/** Runs it to its end. */
export async function runCli(args: readonly string[], env: Env = {}, cwd?: string): Promise<Run> {
  const child = startCli(args, env, cwd);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

export type Served = {
  child: ChildProcess;
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** Everything said so far, on either stream. */
  said: () => string;
  /** The same by stream. */
  written: () => { stdout: string; stderr: string };
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
};

/** Serves until the test ends, or until it is told to stop. */
export async function serveCli(t: Pick<TestContext, 'after'>, env: Env = {}, cwd?: string): Promise<Served> {
  const child = startCli([], { ...ENV, ...env }, cwd);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
    assertTold(said());
  });
  const written = { stdout: '', stderr: '' };
  const said = () => written.stdout + written.stderr;
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it does not listen: ${said()}`)), PATIENCE);
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]!.on('data', (chunk: Buffer) => {
        written[stream] += chunk;
        const found = /Listening on (\S+),/.exec(said())?.[1];
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      });
    }
    ended.then((code) => reject(new Error(`it ended with ${code}: ${said()}`)));
  });
  return { child, address, said, written: () => written, ended };
}

/** A folder that goes with the test. */
export function temporaryFolder(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
