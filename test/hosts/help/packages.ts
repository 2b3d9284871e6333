import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = `${root}package-lock.json`;
/** What npm writes beside the packages once all of them are there. */
const there = `${root}node_modules/.package-lock.json`;

/** Installs the frameworks, unless they are there. @throws where they cannot be had */
export function installHosts(): void {
  if (existsSync(there) && statSync(there).mtimeMs >= statSync(wanted).mtimeMs) return;
  console.log('Installing the frameworks that the element is tested in …');
  const args = ['ci', '--prefix', root, '--no-audit', '--no-fund', '--loglevel', 'error'];
  const { status, error } = spawnSync('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('npm cannot install the packages of test/hosts', { cause: error });
}

/**
 * The files of tests in hosts that arguments ask for: all of them by `--all`.
 *
 * @returns them, and a sentence where they are left out because their packages cannot be installed
 * @throws with `CI=true`, where nothing may be left out
 */
export function chooseHosts(args: readonly string[]): { files: string[]; leftOut: string[] } {
  if (!args.includes('--all')) return { files: [], leftOut: [] };
  try {
    installHosts();
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    return { files: [], leftOut: [`Nothing is tested in hosts: ${(error as Error).message}.`] };
  }
  return { files: ['test/hosts/*.test.ts'], leftOut: [] };
}
