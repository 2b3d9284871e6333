/** A small copy of the house, with nothing in it but the rules and the files that a test plants. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const RULES = ['package.json', 'biome.json', '.dependency-cruiser.js', '.gitignore'];

/** The folders that `npm run layers` names. Each must be there. */
const FOLDERS = ['proxy', 'widget', 'shared', 'demo', 'test'];

export type Said = { passed: boolean; text: string };

/** What a script of package.json says of planted files. @param files text by path */
export function plant(files: Record<string, string>, script: string): Said {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-house-'));
  try {
    for (const name of RULES) copyFileSync(join(ROOT, name), join(folder, name));
    for (const name of FOLDERS) mkdirSync(join(folder, name));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return run(script, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function run(script: string, cwd: string): Said {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    PATH: [join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  };
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { passed: status === 0, text: stdout + stderr };
}
