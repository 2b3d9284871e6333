import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folders of tests whose packages are apart from what the project itself needs, by what these are. */
const FOLDERS = {
  'test/hosts': 'frameworks that the element is tested in',
  'test/runtimes': 'runtimes that the proxy is tested in',
} as const;

type Folder = keyof typeof FOLDERS;

/** Installs what the tests of a folder need, unless it is there. @throws where it cannot be had */
export function installPackages(folder: Folder): void {
  const root = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
  /** What npm writes beside the packages once all of them are there. */
  const there = `${root}node_modules/.package-lock.json`;
  if (existsSync(there) && statSync(there).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return;
  console.log(`Installing the ${FOLDERS[folder]} …`);
  const args = ['ci', '--prefix', root, '--no-audit', '--no-fund', '--loglevel', 'error'];
  const { status, error } = spawnSync('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`npm cannot install the packages of ${folder}`, { cause: error });
}

/**
 * The files of these tests that arguments ask for: all of them by `--all`.
 *
 * @returns them, and a sentence for each folder that is left out because its packages cannot be installed
 * @throws with `CI=true`, where nothing may be left out
 */
export function chooseFolders(args: readonly string[]): { files: string[]; leftOut: string[] } {
  const files: string[] = [];
  const leftOut: string[] = [];
  for (const folder of args.includes('--all') ? (Object.keys(FOLDERS) as Folder[]) : []) {
    try {
      installPackages(folder);
      files.push(`${folder}/*.test.ts`);
    } catch (error) {
      if (process.env.CI === 'true') throw error;
      leftOut.push(`Nothing is tested in ${folder}: ${(error as Error).message}.`);
    }
  }
  return { files, leftOut };
}
