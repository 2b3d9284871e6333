import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One line of the proxy, changed so that something goes wrong, and the tests that must notice. */
export type KeptMutant = {
  file: string;
  /** A part of a line that stands in the file once. */
  find: string;
  replace: string;
  /** Most likely to notice first. */
  tests: readonly string[];
  /** What goes wrong. */
  why: string;
};

/** The test that has noticed; null where none has. */
export type Outcome = { mutant: KeptMutant; killedBy: string | null };

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const LEFT_OUT: ReadonlySet<string> = new Set([
  '.git',
  'coverage',
  'data',
  'dist',
  'node_modules',
  'screenshots',
]);

/** How long a file of tests may take. Milliseconds; the longest takes half a minute. */
const PATIENCE = 3 * 60 * 1000;

/**
 * The source with its one change.
 * @throws where what is to be changed does not stand there exactly once
 */
export function changed(
  source: string,
  { file, find, replace }: Pick<KeptMutant, 'file' | 'find' | 'replace'>,
): string {
  const times = source.split(find).length - 1;
  if (times !== 1) throw new Error(`${file}: expected once, is there ${times} times: ${find}`);
  return source.replace(find, () => replace);
}

/**
 * Makes one change after the other in a copy of the tree, and runs its tests until one fails.
 * @param tell is told each outcome as it comes
 */
export async function runKept(
  mutants: readonly KeptMutant[],
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const tree = copyTree();
  try {
    // A test that fails anyway would notice everything.
    for (const file of new Set(mutants.flatMap(({ tests }) => tests))) {
      const failure = await failureOf(tree, file);
      if (failure !== null) throw new Error(`${file} fails where nothing is changed:\n${failure}`);
    }
    for (const mutant of mutants) {
      const path = join(tree, mutant.file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, changed(source, mutant));
      tell({ mutant, killedBy: await firstFailing(tree, mutant.tests) });
      writeFileSync(path, source);
    }
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Inside the tree, so that modules are found further up. */
function copyTree(): string {
  mkdirSync(join(ROOT, 'coverage'), { recursive: true });
  const tree = mkdtempSync(join(ROOT, 'coverage', 'kept-'));
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.has(name)) cpSync(join(ROOT, name), join(tree, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'dist'), join(tree, 'dist'));
  execFileSync(process.execPath, ['test/mutants/own-modules.ts'], { cwd: tree });
  return tree;
}

async function firstFailing(tree: string, tests: readonly string[]): Promise<string | null> {
  for (const file of tests) if ((await failureOf(tree, file)) !== null) return file;
  return null;
}

/** What the tests of `file` say where one fails or none ends; null where all pass. */
function failureOf(tree: string, file: string): Promise<string | null> {
  const options = ['--disable-warning=ExperimentalWarning', '--test-reporter=spec'];
  // Detached, it leads a group, which ends with it: a test may have started servers.
  const run = spawn(process.execPath, [...options, file], { cwd: tree, detached: true });
  const timer = setTimeout(() => process.kill(-run.pid!, 'SIGTERM'), PATIENCE);
  let said = '';
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : said);
    });
  });
}
