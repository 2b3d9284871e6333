import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './proxy-process.ts';

/** How long a server may take to answer. Milliseconds. */
const PATIENCE = 20_000;

/** Where Debian and others put the programs of the newest version; they are on no path. */
export const PROGRAMS = globSync('/usr/lib/postgresql/*/bin').sort().at(-1) ?? '/usr/bin';

/** Why tests that need PostgreSQL are skipped; false where it is installed, or where none may be skipped. */
export function withoutPostgres(): string | false {
  if (existsSync(join(PROGRAMS, 'initdb'))) return false;
  if (process.env.CI === 'true') throw new Error('postgresql is not installed');
  return 'postgresql is not installed';
}

export type PostgresServer = Awaited<ReturnType<typeof startPostgres>>;

/**
 * A PostgreSQL server of one's own on a free port, with a disk that keeps what was acknowledged.
 * @param primary the address of another, whose standby it is
 */
export async function startPostgres(primary?: string) {
  const owner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const options = { ...owner, cwd: folder };
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(PROGRAMS, program), ['-D', data, ...args], { ...options, stdio: 'ignore' });
  if (primary) run('pg_basebackup', '-d', primary, '-R', '-c', 'fast');
  else run('initdb', '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '-N');
  let server: ChildProcess;

  async function start(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=16MB'];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    server = spawn(join(PROGRAMS, 'postgres'), args, { ...options, stdio: 'ignore' });
    await answering(url);
  }

  /** The server and the processes that serve its connections. */
  const processes = () => [server.pid!, ...childrenOf(server.pid!)];

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    const all = processes();
    signal(all, 'SIGKILL');
    await ended;
    // A server does not start while a process of the one before still runs.
    while (all.some(isRunning)) await setTimeout(10);
  }

  await start();
  return {
    url,
    /** Starts it again, with what it had on its disk. */
    start,
    /** Ends it like a power cut. */
    kill,
    /** It keeps its connections, and answers nothing. */
    freeze: () => signal(processes(), 'SIGSTOP'),
    thaw: () => signal(processes(), 'SIGCONT'),
    /** Runs a statement beside the store, and answers its rows. */
    query: (text: string, values?: unknown[]) => query(url, text, values),
    /** The address of another, empty database of this server. */
    async database(name: string): Promise<string> {
      await query(url, `CREATE DATABASE ${name}`);
      return url.replace(/postgres$/, name);
    },
    /** Makes a standby a primary. */
    promote: () => run('pg_ctl', 'promote', '-w'),
    /** Who may connect from now on, and how: the lines of pg_hba.conf. */
    async admit(...lines: string[]): Promise<void> {
      writeFileSync(join(data, 'pg_hba.conf'), lines.map((line) => `${line}\n`).join(''));
      await query(url, 'SELECT pg_reload_conf()');
    },
    /** Every session may only read, until it is told otherwise. */
    async setReadOnly(isReadOnly: boolean): Promise<void> {
      await query(url, `ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`);
      await query(url, 'SELECT pg_reload_conf()');
    },
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server refuses to run as root; Debian's package brings a user for it. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres']));
  return { uid: id('-u'), gid: id('-g') };
}

async function answering(url: string): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const refused = await query(url, 'SELECT 1').then(
      () => null,
      (error: Error) => error,
    );
    if (!refused) return;
    if (performance.now() > until) throw new Error('postgres does not answer', { cause: refused });
    await setTimeout(50);
  }
}

async function query(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid!);
}

/** Some may have ended meanwhile, or do so now. */
function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
