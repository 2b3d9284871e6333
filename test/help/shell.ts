import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { pathWithNpx } from './npx.ts';

/** A shell in a folder, with nothing but these variables. */
export function shellIn(t: Pick<TestContext, 'after'>, cwd: string, env: Record<string, string>) {
  const variables = { ...env, PATH: pathWithNpx(t) };
  // In a group of its own, so that it can be ended as Ctrl-C ends it.
  const start = (code: string) => spawn('sh', ['-euc', code], { cwd, env: variables, detached: true });
  return {
    async run(code: string) {
      const child = start(code);
      const [stdout, stderr, [status]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'exit'),
      ]);
      return { status, stdout, stderr };
    },
    /** Runs what goes on until it is interrupted, which happens after `work`. */
    async during(code: string, said: RegExp, work: (found: string) => Promise<unknown>) {
      // The shell itself would end by the signal, whatever the command makes of it.
      const child = start(`exec ${code}`);
      const ended = once(child, 'exit');
      t.after(() => child.exitCode === null && process.kill(-child.pid!, 'SIGKILL'));
      await work(await heard(child, said));
      process.kill(-child.pid!, 'SIGINT');
      assert.deepEqual(await ended, [0, null]);
    },
  };
}

async function heard(child: ChildProcess, said: RegExp): Promise<string> {
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  for (;;) {
    const found = said.exec(output)?.[1];
    if (found) return found;
    assert.equal(child.exitCode, null, output);
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
  }
}
