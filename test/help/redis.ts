import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { freePort } from './proxy-process.ts';

export type RedisServer = { url: string; process: ChildProcess };

/**
 * A Redis server of the test's own. Where none is installed the test is skipped and says so; with `CI=true` that
 * is a failure.
 */
export async function startRedis(t: TestContext, port?: number): Promise<RedisServer | undefined> {
  if (spawnSync('redis-server', ['--version']).error) {
    if (process.env.CI === 'true') throw new Error('redis-server is not installed');
    t.skip('redis-server is not installed');
    return undefined;
  }
  const listenPort = port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const options = {
    port: listenPort,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    loglevel: 'notice',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  });
  let output = '';
  for await (const chunk of server.stdout) {
    output += chunk;
    if (output.includes('Ready to accept connections')) break;
  }
  server.stdout.resume();
  return { url: `redis://127.0.0.1:${listenPort}`, process: server };
}
