import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** How long a server may take to answer. Milliseconds. */
const PATIENCE = 10_000;

/** Why tests that need Redis are skipped; false where its server is installed, or where none may be skipped. */
export function withoutRedis(): string | false {
  const isInstalled = spawnSync('redis-server', ['--version']).status === 0;
  if (isInstalled) return false;
  if (process.env.CI === 'true') throw new Error('redis-server is not installed');
  return 'redis-server is not installed';
}

export type RedisServer = Awaited<ReturnType<typeof startRedis>>;

/** A Redis server of one's own on a free port, that writes every command to its disk and can be stopped and frozen. */
export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess;

  async function start(changed: Record<string, string> = {}): Promise<void> {
    const options = {
      port,
      dir: folder,
      save: '',
      appendonly: 'yes',
      appendfsync: 'always',
      loglevel: 'warning',
      ...changed,
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    server = spawn('redis-server', ['--bind', '127.0.0.1', ...args], { stdio: 'ignore' });
    await answering(url);
  }

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  }

  await start();
  return {
    url,
    /** Where it keeps its files. */
    folder,
    /** Starts it again, with what it had on its disk, and with other settings where given. */
    start,
    /** Ends it like a power cut. */
    kill,
    /** It keeps its connections, and answers nothing. */
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on('error', () => {});
  try {
    const late = setTimeout(PATIENCE, 'late', { ref: false });
    if ((await Promise.race([redis.ping(), late])) === 'late')
      throw new Error('redis-server does not answer');
  } finally {
    redis.disconnect();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
