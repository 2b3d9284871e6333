/** The programs that are measured, as processes of their own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { serveSimulator } from '../../../demo/mollie/server.ts';
import { ENV, temporaryFolder } from '../../help/cli.ts';
import { freePort } from '../../help/proxy-process.ts';
import type { Context } from './row.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What users of the package run. */
const PROXY = path('../../../dist/proxy/cli.js');
const BARE = path('bare.js');
const METER = path('meter.js');
const FROM_CODE = path('from-code.ts');

/** What a process tells of itself. */
export type Metered = {
  /** The event loop's delay since it was last asked, 99th percentile, in milliseconds. */
  p99: number;
  /** Bytes, before anything is collected. */
  rss: number;
  /** Bytes of the heap that are in use. */
  heap: number;
};

export type Program = {
  url: string;
  /** How it has come along. @param collects whether garbage is collected before the heap is measured */
  meter(collects?: boolean): Promise<Metered>;
  stop(): Promise<void>;
};

/** Starts a program and waits until it says that it listens; metered ones can be asked how they do. */
async function start(file: string, env: NodeJS.ProcessEnv, isMetered: boolean): Promise<Program> {
  const first = isMetered ? ['--import', METER] : [];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...first, file], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...env },
    stdio: isMetered ? ['ignore', 'pipe', 'inherit', 'ipc'] : ['ignore', 'pipe', 'inherit'],
  });
  await untilListening(child);
  return {
    url: `http://127.0.0.1:${env.PORT}`,
    async meter(collects = false) {
      child.send({ collects });
      return (await once(child, 'message'))[0] as Metered;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

function untilListening(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Listening on')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${said}`)));
  });
}

/** What a route answers, without Hono's own headers. */
export type Answer = { body: Buffer; headers: Record<string, string> };

/**
 * A server of Hono that answers this to everything.
 * @param store a proxy's, of which it reads one document before each answer
 */
export async function startBare(
  { body, headers }: Answer,
  { isMetered = false, store = '' } = {},
): Promise<Program> {
  const PORT = String(await freePort());
  const env = { PORT, BODY: body.toString('base64'), HEADERS: JSON.stringify(headers), STORE: store };
  return start(BARE, env, isMetered);
}

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** A new store in a file. */
export function onSqlite(context: Pick<Context, 'after'>): string {
  return `sqlite:${temporaryFolder(context)}/store.db`;
}

/** A Mollie simulator, and an environment for proxies beside it, on SQLite unless `storage` says otherwise. */
export async function openShop(context: Pick<Context, 'after'>, storage: Record<string, string> = {}) {
  const { after } = context;
  const mollie = await serveSimulator();
  after(mollie.close);
  const shared = {
    ...ENV,
    ...storage,
    STORAGE_URL: storage.STORAGE_URL ?? onSqlite(context),
    MOLLIE_API_ENDPOINT: mollie.endpoint,
  };
  const serve = async (file: string, more: Record<string, string>, isMetered: boolean) => {
    const PORT = String(await freePort());
    const env = { ...shared, ...more, PORT, PUBLIC_URL: `http://127.0.0.1:${PORT}` };
    const proxy = await start(file, env, isMetered);
    after(proxy.stop);
    return proxy;
  };
  return {
    ...mollie,
    /** One more proxy of it. */
    serve: (isMetered = false) => serve(PROXY, {}, isMetered),
    /** One on a driver that it fills first: `INVOICES` and `ACCOUNTS`. */
    serveFromCode: (filling: Record<string, string>) => serve(FROM_CODE, filling, false),
  };
}

/** A folder that goes with the row; in memory where that is possible, so that the disk is not what is waited for. */
export function folderInMemory({ after }: Pick<Context, 'after'>): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'invoice-pay-bench-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Asks once, and answers what a bare route is to answer as well: the bytes as they travel. */
export async function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const asking = get(url, { headers, agent: false });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const body = await buffer(answer);
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${url}: ${body}`);
  const kept = ['content-type', 'content-encoding'].filter((name) => name in answer.headers);
  return { body, headers: Object.fromEntries(kept.map((name) => [name, String(answer.headers[name])])) };
}
