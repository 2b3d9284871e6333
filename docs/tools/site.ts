/** `npm run docs` and `npm run docs:build`: VitePress, installed where it is not there. Its arguments come first. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPackagesOf } from '../../test/help/packages.ts';

const DOCS = fileURLToPath(new URL('..', import.meta.url));

installPackagesOf('docs');
const [command = 'dev', ...rest] = process.argv.slice(2);
const { status } = spawnSync(`${DOCS}node_modules/.bin/vitepress`, [command, DOCS, ...rest], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
