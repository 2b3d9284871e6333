/**
 * Runs every test, first those of the proxy and the walks, then those of the element in a browser, and ends with
 * what failed, and one line that counts them all. `--all` has the element tested in every engine that is installed and in the pages of
 * frameworks, the proxy in every runtime, and the documentation built.
 */

import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startTestRunner } from '@web/test-runner';
import type { TestSuiteResult } from '@web/test-runner-core';
import { chooseApart } from './help/apart.ts';
import { chooseEngines } from './help/browsers/choice.ts';

type Failure = { file: string; name: string; error: string };

type Outcome = { passed: number; skipped: number; failures: Failure[] };

const NODE_TESTS = [
  'house',
  'proxy',
  'proof',
  'simulation',
  'mutants',
  'e2e',
  'package',
  'docs',
  'operating',
  'bench',
].map((folder) => `test/${folder}/**/*.test.ts`);

/** How long a file may take, in milliseconds: one that hangs is a failure, not a run without an end. */
const PATIENCE = 15 * 60 * 1000;

/** Most tests wait for something more than they compute. */
const CONCURRENCY = Math.max(2, availableParallelism());

// Asked here already, so that what may not be missing is told of at once.
const engines = chooseEngines(process.argv);
const apart = chooseApart(process.argv);
const leftOut = [...engines.leftOut, ...apart.leftOut];
const outcomes = [await runNodeTests(), await runBrowserTests()];
const failures = outcomes.flatMap((outcome) => outcome.failures);
const [passed, skipped] = [sum(({ passed }) => passed), sum(({ skipped }) => skipped)];
for (const sentence of leftOut) console.log(`\n${sentence}`);
for (const { file, name, error } of failures) console.log(`\n✖ ${file}\n  ${name}\n  ${error}`);
console.log(`\n${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failures.length === 0 && outcomes.every(({ passed }) => passed > 0) ? 0 : 1);

function sum(figure: (outcome: Outcome) => number): number {
  return outcomes.reduce((total, outcome) => total + figure(outcome), 0);
}

async function runNodeTests(): Promise<Outcome> {
  const files: string[] = [];
  for await (const file of glob([...NODE_TESTS, ...apart.files])) files.push(file);
  const outcome: Outcome = { passed: 0, skipped: 0, failures: [] };
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  const events = run({ files: files.sort(), concurrency: CONCURRENCY, execArgv, timeout: PATIENCE });
  events.on('test:fail', ({ name, file = name, details }) => {
    const error = details.error as Error & { failureType?: string };
    // What failed by its parts alone is told by these.
    if (error.failureType === 'subtestsFailed') return;
    outcome.failures.push(failureOf(relative('', file), name, error.cause ?? error));
  });
  events.on('test:pass', ({ skip }) => {
    if (skip === undefined) outcome.passed++;
    else outcome.skipped++;
  });
  const reported = events.compose(spec);
  reported.pipe(process.stdout, { end: false });
  await new Promise((resolve) => reported.once('end', resolve));
  return outcome;
}

async function runBrowserTests(): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, skipped: 0, failures: [] };
  const runner = await startTestRunner({ readCliArgs: false, autoExitProcess: false });
  if (!runner) {
    outcome.failures.push(failureOf('test/widget', 'the tests of the element', 'were not started'));
    return outcome;
  }
  await new Promise((resolve) => runner.on('stopped', resolve));
  for (const { testFile, browser, testResults, passed, errors } of runner.sessions.all()) {
    const place = `${relative('', testFile)} (${browser.name})`;
    const before = outcome.failures.length;
    if (testResults) note(testResults, place, outcome);
    // A file that could not be loaded, or failed outside its tests.
    if ((!passed || errors.length > 0) && outcome.failures.length === before)
      outcome.failures.push(failureOf(place, 'the file itself', errors[0]));
  }
  return outcome;
}

function note({ tests, suites }: TestSuiteResult, place: string, outcome: Outcome): void {
  for (const { name, passed, skipped, error } of tests) {
    if (skipped) outcome.skipped++;
    else if (passed) outcome.passed++;
    else outcome.failures.push(failureOf(place, name, error));
  }
  for (const suite of suites) note(suite, place, outcome);
}

/** With the first line of its error. */
function failureOf(file: string, name: string, error: unknown): Failure {
  const { message = String(error) } = (error ?? {}) as { message?: string };
  return { file, name, error: message.split('\n', 1)[0]! };
}
