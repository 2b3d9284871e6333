import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Installs a package of its own within the project, by its folder, unless that is done.
 *
 * @param folder `test/hosts`
 * @throws where it cannot be had
 */
export function installPackagesOf(folder: string): void {
  const root = `${ROOT}${folder}`;
  // What npm writes beside the packages once all of them are there.
  const there = `${root}/node_modules/.package-lock.json`;
  if (existsSync(there) && statSync(there).mtimeMs >= statSync(`${root}/package-lock.json`).mtimeMs) return;
  console.log(`Installing the packages of ${folder} …`);
  const args = ['ci', '--prefix', root, '--no-audit', '--no-fund', '--loglevel', 'error'];
  const { status, error } = spawnSync('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`npm cannot install the packages of ${folder}`, { cause: error });
}
