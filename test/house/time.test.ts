import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROOT } from './plants.ts';

/** What only the clock and the random bytes of compose may ask the runtime for. */
const AMBIENT = [
  /(?<!\.)\b(set|clear)(Timeout|Interval|Immediate)\b/,
  /\bglobalThis\.(set|clear)/,
  /\bAbortSignal\.timeout\b/,
  /\bperformance\b/,
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bMath\.random\b/,
  /\b(getRandomValues|randomUUID)\b/,
  /['"](node:)?timers\b/,
  /\binterval(Cap)?:/,
];

/** Commands, servers, browsers and files have the time of their process. */
const OF_THE_PROCESS = /^proxy\/(cli|node|pages\/script|store\/sqlite)\//;
const SOURCES = ['proxy/lib/clock.ts', 'proxy/keys/random.ts'];

const isAmbient = (code: string) => AMBIENT.some((one) => one.test(withoutComments(code)));

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

test('time, waiting and randomness come from what compose hands out', () => {
  const files = globSync('proxy/**/*.ts', { cwd: ROOT }).filter((path) => !OF_THE_PROCESS.test(path));
  const ambient = files.filter((path) => isAmbient(readFileSync(`${ROOT}${path}`, 'utf8')));
  assert.ok(files.length > 150);
  assert.deepEqual(ambient.sort(), SOURCES.sort());
});

test('each way to ask the runtime is seen', () => {
  const ways = [
    'await new Promise((done) => setTimeout(done, 250));',
    'globalThis.setTimeout(end, 5);',
    'clearTimeout(timer);',
    'const signal = AbortSignal.timeout(5);',
    'const began = performance.now();',
    'const { clock = Date.now } = options;',
    'const at = new Date().toISOString();',
    'await clock.sleep(Math.random() * 2);',
    'crypto.getRandomValues(new Uint8Array(5));',
    'crypto.randomUUID();',
    "import { setTimeout as sleep } from 'node:timers/promises';",
    'new PQueue({ intervalCap: 2, interval: 1000 });',
  ];
  assert.deepEqual(
    ways.filter((way) => !isAmbient(way)),
    [],
  );
  for (const fine of ['clock.setTimeout(done, 5);', 'new Date(clock());', '/** Default: `Date.now`. */']) {
    assert.ok(!isAmbient(fine), fine);
  }
});
