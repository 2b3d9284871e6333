/**
 * Runs every test, first those of the proxy and the walks, then those of the element in a browser, and ends with
 * one line that counts them all. `--all` has the element tested in every engine that is installed and in the pages of
 * frameworks, the proxy in every runtime, and the documentation built.
 */

import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startTestRunner } from '@web/test-runner';
import type { TestSuiteResult } from '@web/test-runner-core';
import { chooseApart } from './help/apart.ts';
import { chooseEngines } from './help/browsers/choice.ts';

type Counts = { passed: number; failed: number; skipped: number };

const NODE_TESTS = ['house', 'proxy', 'proof', 'mutants', 'e2e', 'package', 'docs', 'operating'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** How long a file may take, in milliseconds: one that hangs is a failure, not a run without an end. */
const PATIENCE = 15 * 60 * 1000;

/** Most tests wait for something more than they compute. */
const CONCURRENCY = Math.max(2, availableParallelism());

// Asked here already, so that what may not be missing is told of at once.
const engines = chooseEngines(process.argv);
const apart = chooseApart(process.argv);
const leftOut = [...engines.leftOut, ...apart.leftOut];
const counts = [await runNodeTests(), await runBrowserTests()];
const total = counts.reduce((a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
}));
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
for (const sentence of leftOut) console.log(`\n${sentence}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 && counts.every(({ passed }) => passed > 0) ? 0 : 1);

async function runNodeTests(): Promise<Counts> {
  const files: string[] = [];
  for await (const file of glob([...NODE_TESTS, ...apart.files])) files.push(file);
  const counted: Counts = { passed: 0, failed: 0, skipped: 0 };
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  const events = run({ files: files.sort(), concurrency: CONCURRENCY, execArgv, timeout: PATIENCE });
  events.on('test:fail', () => {
    counted.failed++;
  });
  events.on('test:pass', ({ skip }) => {
    if (skip === undefined) counted.passed++;
    else counted.skipped++;
  });
  const reported = events.compose(spec);
  reported.pipe(process.stdout, { end: false });
  await new Promise((resolve) => reported.once('end', resolve));
  return counted;
}

async function runBrowserTests(): Promise<Counts> {
  const runner = await startTestRunner({ readCliArgs: false, autoExitProcess: false });
  if (!runner) return { passed: 0, failed: 1, skipped: 0 };
  await new Promise((resolve) => runner.on('stopped', resolve));
  const counted: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { testResults, passed, errors } of runner.sessions.all()) {
    const before = counted.failed;
    if (testResults) count(testResults, counted);
    // A file that could not be loaded, or failed outside its tests.
    if ((!passed || errors.length > 0) && counted.failed === before) counted.failed++;
  }
  return counted;
}

function count({ tests, suites }: TestSuiteResult, counted: Counts): void {
  for (const { passed, skipped } of tests) {
    if (skipped) counted.skipped++;
    else if (passed) counted.passed++;
    else counted.failed++;
  }
  for (const suite of suites) count(suite, counted);
}
