import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
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
  /** What a command of the driver prints; rejects with what it says where it fails. */
  call(command: string, input: unknown): Promise<string>;
  serve(secret: string): Promise<Host>;
  remove(): void;
};

/** The published code of a language, built in a folder of its own. */
export async function build(language: Language): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-host-'));
  const env = writeFiles(language, folder);
  // Not at once: the simulator, which is in this process, has to answer meanwhile.
  const run = async ([program, ...args]: readonly string[], input = '') => {
    const child = spawn(program!, args, { cwd: folder, env });
    child.stdin.end(input);
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    if (status !== 0) throw new Error(`${language.name}: ${stdout}${stderr}`);
    return stdout.trim();
  };
  if (language.build) await run(language.build);
  return {
    name: language.name,
    call: (command, input) => run([...language.run, command], JSON.stringify(input)),
    async serve(secret) {
      const port = await freePort();
      const [program, ...args] = language.serve?.(port) ?? [...language.run, 'serve', String(port)];
      const options = { cwd: folder, env: { ...env, NOTIFY_SECRET: secret } };
      return hostOf(spawn(program!, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] }), port);
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
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const listening = until(
    () => isListening(port),
    () => `The host does not listen:\n${written}`,
  );
  await listening.catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${port}/notifications`,
    async statements(count) {
      await until(
        async () => statements().length >= count,
        () => `The host has written:\n${written}`,
      );
      return statements();
    },
    stop,
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
