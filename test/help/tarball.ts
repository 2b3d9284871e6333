import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from '../../proxy/lib/once.ts';

/** The project's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The environment of a command that a user of the package runs, on the Node that runs the tests. */
export const USER_ENV = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  npm_config_update_notifier: 'false',
};

export type Ran = { status: number | null; stdout: string; stderr: string };

/** Runs a command as a user of the package would. */
export function runIn(
  folder: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Ran {
  return spawnSync(command, args, { cwd: folder, env: { ...USER_ENV, ...env }, encoding: 'utf8' });
}

/**
 * The package as npm would publish it, of what `npm run build` has left in `dist/`: building anew would take that away
 * from tests that use it at the same time.
 * @returns the path of the `.tgz`
 */
export const packTarball = once(async () => {
  if (!existsSync(`${ROOT}dist/proxy/cli.js`)) throw new Error('Run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-package-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { status, stdout, stderr } = runIn(ROOT, 'npm', [
    'pack',
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    folder,
  ]);
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
});

/** An empty project of somebody else. */
export function emptyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-project-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  return folder;
}

/** Installs packages into a project; npm's cache is asked before the registry. */
export function installIn(folder: string, packages: readonly string[]): Ran {
  const ran = runIn(folder, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages]);
  if (ran.status !== 0) throw new Error(`npm install ${packages.join(' ')}: ${ran.stderr}`);
  return ran;
}
