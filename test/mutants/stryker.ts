import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { Group } from './groups.ts';
import type { Unkilled } from './unkilled/unkilled.ts';

/** A change that was tried: a line or more, before and after it. */
export type Mutant = Pick<Unkilled, 'file' | 'from' | 'to'> & { killed: boolean };

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** Has Stryker change one thing after the other in the files of `group`, and the tests look at each change. */
export async function runStryker(group: Group): Promise<Mutant[]> {
  const stryker = new Stryker({
    mutate: [...group.mutate],
    testRunner: 'tap',
    plugins: ['@stryker-mutator/tap-runner'],
    tap: {
      testFiles: [...group.tests],
      nodeArgs: ['--require={{hookFile}}', '--disable-warning=ExperimentalWarning', '--test-reporter=tap'],
    },
    // Of a file of tests as a whole.
    coverageAnalysis: 'perTest',
    // Beyond three times what the tests take by themselves: a machine that is busy with others kills nothing. Milliseconds.
    timeoutMS: 30_000,
    timeoutFactor: 3,
    concurrency: Number(process.env.MUTANTS_AT_ONCE ?? 2),
    reporters: ['progress-append-only'],
    tempDirName: 'coverage/stryker',
    symlinkNodeModules: false,
    buildCommand: 'node test/mutants/own-modules.ts',
    // Node erases types by itself. Stryker would rewrite a tsconfig.json by an API that TypeScript 7 has not.
    disableTypeChecks: false,
    ignorePatterns: ['/coverage', '/data', '/docs', '/screenshots', '/tsconfig*.json'],
  });
  const results = await stryker.runMutationTest();
  const relevant = results.filter(({ status }) => status !== 'Ignored');
  return relevant.map((result) => ({ ...describe(result), killed: isKilled(result) }));
}

/** A file of tests that cannot even begin has noticed, too. */
function isKilled({ status }: Result): boolean {
  return status === 'Killed' || status === 'Timeout' || status === 'RuntimeError';
}

/** Where and what, without line numbers, so that an explanation outlives changes elsewhere in the file. */
function describe({ fileName, location, replacement = '' }: Result): Omit<Mutant, 'killed'> {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(location.start.line - 1, location.end.line);
  const after = lines.at(-1)!.slice(location.end.column - 1);
  lines.push(lines.pop()!.slice(0, location.end.column - 1));
  const before = lines[0]!.slice(0, location.start.column - 1);
  const original = lines.join('\n').slice(before.length);
  const around = (text: string) => (before + brief(text) + after).trim();
  return { file: relative(process.cwd(), fileName), from: around(original), to: around(replacement) };
}

/** A function's body can be long. */
function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 80 ? line : `${line.slice(0, 50)} … ${line.slice(-20)}`;
}
