import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { snippetsOf } from '../help/snippets.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a command of the page prints. */
async function printed(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: ROOT, maxBuffer: 2 ** 26 });
  return stdout;
}

const [some, again] = snippetsOf('docs/simulation.md').map(({ code }) => code.trim());

test('so many steps are run from a seed that is told, with what met what', async () => {
  const text = await printed(some!);
  const [, steps, worlds] = /^(\d+) steps in (\d+) worlds from seed \d+ on$/m.exec(text)!;
  assert.ok(Number(steps) >= 20_000 && Number(worlds) >= 3, text);
  assert.match(text, /^\| mollie: answer lost \|.* \d/m);
  assert.match(text, /^clean$/m);
});

test('one seed is told again, byte for byte', async () => {
  const [first, second] = await Promise.all([printed(again!), printed(again!)]);
  const story = (text: string) => text.split('\n').filter((line) => /^\d+\.\d{3} /.test(line));
  assert.ok(story(first).length > 2000);
  assert.deepEqual(story(first), story(second));
});
