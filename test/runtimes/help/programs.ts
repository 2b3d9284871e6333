import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A program that an npm package of `test/runtimes` brings. */
export const programOf = (path: string) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

/** Where the shell finds a program. */
export const found = (name: string) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();
