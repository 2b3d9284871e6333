import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What the programs shall not have from whoever runs the tests. How this machine reaches a registry they shall. */
const OURS = /^(npm_|NODE_(?!EXTRA)|MOLLIE_|INVOICE_|PROXY_SECRET|PUBLIC_URL|STORAGE_URL|CI$)/;

/** A process and those that it has started. */
export type Running = {
  output(): string;
  /** Asks all of them to end, and waits. */
  stop(): Promise<void>;
};

export type Folder = {
  path: string;
  write(name: string, content: string): void;
  /** Runs a script to its end. @returns what it writes @throws where it fails */
  run(script: string): Promise<string>;
  /** Starts a command that goes on. */
  start(command: string): Running;
  remove(): void;
};

/**
 * An empty folder, in which scripts find what every Unix has, and the commands of one runtime.
 * @param commands programs by the names under which they are found; null for one that nothing may use
 */
export function createFolder(commands: Record<string, string | null>, env: Record<string, string>): Folder {
  const root = mkdtempSync(join(tmpdir(), 'invoice-pay-runtime-'));
  const path = join(root, 'pay');
  const bin = join(root, 'bin');
  mkdirSync(bin);
  for (const [name, program] of Object.entries(commands)) {
    if (program) symlinkSync(program, join(bin, name));
    else writeFileSync(join(bin, name), '#!/bin/sh\necho "no $0 here" >&2; exit 1\n', { mode: 0o755 });
  }
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  const all = {
    ...Object.fromEntries(inherited),
    PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
    NO_COLOR: '1',
    ...env,
  };
  const launch = (script: string, cwd: string) =>
    spawn('sh', ['-ec', script], { cwd, env: all, detached: true });

  return {
    path,
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    async run(script) {
      const child = launch(script, script.startsWith('mkdir') ? root : path);
      const [stdout, stderr, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      if (code !== 0) throw new Error(`${script}\nended with ${code}:\n${stdout}${stderr}`);
      return stdout;
    },
    start: (command) => follow(launch(`exec ${command}`, path)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function follow(child: ChildProcess): Running {
  let output = '';
  const hear = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
  const ended = once(child, 'close');
  return {
    output: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        // The whole group: `npx` does not pass on every signal.
        process.kill(-child.pid!, 'SIGTERM');
      }
      await ended;
    },
  };
}
