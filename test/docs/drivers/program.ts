import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../help/proxy-process.ts';
import { codeOf, type Language, type Statement } from './languages.ts';

const DRIVERS = fileURLToPath(new URL('.', import.meta.url));
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** How long a server may take to start, or to write what it has done. Milliseconds. */
const PATIENCE = 20_000;

/** A host that receives notifications, as a process of its own. */
export type Host = {
  url: string;
  /** What it has had its database do, once that are so many. */
  statements(count: number): Promise<Statement[]>;
  stop(): Promise<void>;
};

export type Program = {
  name: string;
  /** What a command of the driver prints; throws with what it says where it fails. */
  call(command: string, input: unknown): string;
  serve(secret: string): Promise<Host>;
  remove(): void;
};

/** The published code of a language, built in a folder of its own. */
export function build(language: Language): Program {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-host-'));
  const env = writeFiles(language, folder);
  if (language.build) {
    const [program, ...args] = language.build;
    const { status, stdout, stderr } = spawnSync(program!, args, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${language.name}: ${stdout}${stderr}`);
  }
  return {
    name: language.name,
    call(command, input) {
      const [program, ...args] = language.run;
      const options = { cwd: folder, env, input: JSON.stringify(input), encoding: 'utf8' } as const;
      const { status, stdout, stderr } = spawnSync(program!, [...args, command], options);
      if (status !== 0) throw new Error(stderr + stdout);
      return stdout.trim();
    },
    async serve(secret) {
      const port = await freePort();
      const [program, ...args] = language.serve?.(port) ?? [...language.run, 'serve', String(port)];
      const stdio = ['ignore', 'ignore', 'pipe'] as const;
      const child = spawn(program!, args, {
        cwd: folder,
        env: { ...env, NOTIFY_SECRET: secret },
        stdio: [...stdio],
      });
      return hostOf(child, port);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Answers the environment that the program needs. */
function writeFiles({ name, page, fence, source, around = (code) => code, files }: Language, folder: string) {
  const path = join(folder, source);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, around(codeOf({ page, fence })));
  for (const [from, to] of Object.entries(files))
    cpSync(join(DRIVERS, from), join(folder, to), { recursive: true });
  if (name === 'TypeScript') {
    symlinkSync(MODULES, join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  }
  if (name === 'Go') writeFileSync(join(folder, 'go.mod'), 'module driver\n\ngo 1.19\n');
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    LANG: 'C.UTF-8',
    SNIPPETS: path,
    // Nothing is fetched, and nothing is left behind.
    GOCACHE: join(folder, 'go-cache'),
    GOFLAGS: '-mod=mod',
    GOPROXY: 'off',
  };
}

async function hostOf(child: ChildProcess, port: number): Promise<Host> {
  let written = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    written += chunk;
  });
  const statements = () =>
    written
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Statement);
  await until(
    () => isListening(port),
    () => `The host does not listen:\n${written}`,
  );
  return {
    url: `http://127.0.0.1:${port}/notifications`,
    async statements(count) {
      await until(
        async () => statements().length >= count,
        () => `The host has written:\n${written}`,
      );
      return statements();
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function until(isSo: () => Promise<boolean>, otherwise: () => string): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(otherwise());
    await setTimeout(50);
  }
}
