import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './proxy-process.ts';

/** How long a server may take to be ready. Milliseconds. */
const PATIENCE = 20_000;

/** Why tests that need Prometheus are skipped; false where it is installed, or where none may be skipped. */
export function withoutPrometheus(): string | false {
  const isInstalled = ['promtool', 'prometheus'].every((name) => spawnSync(name, ['--version']).status === 0);
  if (isInstalled) return false;
  if (process.env.CI === 'true') throw new Error('prometheus is not installed');
  return 'prometheus is not installed';
}

/** Has `promtool` check something; answers what it says, empty where it has nothing to object to. */
export function promtool(args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return status === 0 && stderr === '' ? '' : `${stdout}${stderr}` || `promtool ended with ${status}`;
}

/** A Prometheus server of one's own on a free port, which keeps its data in `folder`. */
export async function startPrometheus(folder: string, config: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, config);
  const options = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const server: ChildProcess = spawn('prometheus', options, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr!.on('data', (chunk) => {
    said += chunk;
  });

  async function ask(path: string) {
    const response = await fetch(`${url}/api/v1${path}`);
    return ((await response.json()) as { data: Record<string, unknown> }).data;
  }

  /** Answers the values of an expression, once there are any. */
  async function query(expression: string): Promise<{ metric: Record<string, string>; value: number }[]> {
    const end = performance.now() + PATIENCE;
    while (performance.now() < end && server.exitCode === null) {
      const data = await ask(`/query?query=${encodeURIComponent(expression)}`).catch(() => undefined);
      const found = (data?.result ?? []) as { metric: Record<string, string>; value: [number, string] }[];
      if (found.length > 0) return found.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
      await setTimeout(100);
    }
    throw new Error(`Prometheus answers nothing for ${expression}:\n${said}`);
  }

  return {
    ask,
    query,
    async close() {
      if (server.exitCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}
