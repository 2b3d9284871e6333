/** Every proxy of a test has its answers checked against `openapi.json`: this shows that the check finds what is wrong. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { UNTOLD } from '../help/checked/fail.ts';
import { ENV } from '../help/cli.ts';
import { freePort, startProxy } from '../help/proxy-process.ts';

const TESTS = fileURLToPath(new URL('../help/checked/wrong-answers.ts', import.meta.url));

test('a test fails for each answer that is not as the document tells, and says where', async () => {
  const args = ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=tap', TESTS];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { env });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const results = [...output.matchAll(/^(not )?ok \d+ - (passes|fails): (.*)\n([\s\S]*?)\n {2}\.\.\./gm)];
  assert.ok(results.length > 10, output);
  for (const [, not, expected, name, details] of results) {
    assert.equal(not ? 'fails' : 'passes', expected, `${name} ${details}`);
    if (not) assert.ok(details!.includes(UNTOLD) && details!.includes(sayingOf(name!)), `${name} ${details}`);
  }
});

test('a proxy in a process of its own ends with such an answer, and its driver fails', async () => {
  const env = { ...(ENV as Record<string, string>), PORT: String(await freePort()) };
  const proxy = await startProxy(env, new URL('../help/checked/wrong-process.ts', import.meta.url).href);
  // The process may end before the answer is sent.
  await fetch(`${proxy.url}/health`).catch(() => {});
  await proxy.ended;
  await assert.rejects(proxy.stop(), /\/health.*\/status must be equal to constant/);
});

/** What the failure has to say. */
const sayingOf = (name: string) => name.replace(/^\/extra$/, '"extra"');
