import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from '../../proxy/lib/once.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The package as npm would publish it, of what `npm run build` has left in `dist/`: building anew would take that away
 * from tests that use it at the same time.
 * @returns the path of the `.tgz`
 */
export const packTarball = once(async () => {
  if (!existsSync(`${root}dist/proxy/cli.js`)) throw new Error('Run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-package-'));
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
});
