import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

/** To whom a store's file, or its folder, belongs alone. */
const OURS = 0o600;
const OUR_FOLDER = 0o700;

/** The bits of everybody, and the one by which a group writes. */
const EVERYBODY = 0o007;
const GROUP_WRITES = 0o020;

/**
 * Makes the file where there is none, for its owner alone; SQLite gives the files beside it the same rights. One that
 * everybody may read, as those of the first release, is made the owner's, and its group's where that may write; other
 * rights are the operator's to give.
 */
export function prepareFile(path: string): void {
  ensureFolder(dirname(resolve(path)));
  try {
    closeSync(openSync(path, 'a', OURS));
    const mode = statSync(path).mode & 0o777;
    if ((mode & EVERYBODY) === 0) return;
    const rights = mode & GROUP_WRITES ? mode & ~EVERYBODY : OURS;
    // SQLite has the others beside the file that a link leads to.
    const real = realpathSync(path);
    for (const file of [real, `${real}-wal`, `${real}-shm`]) if (existsSync(file)) chmodSync(file, rights);
  } catch {
    // What may only be read is still read, and what cannot be opened is SQLite's to say.
  }
}

/** One folder after the other: Node's own `recursive` never returns where the system lies about them, as in /proc. */
function ensureFolder(path: string): void {
  if (existsSync(path)) return;
  ensureFolder(dirname(path));
  try {
    mkdirSync(path, OUR_FOLDER);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** What tells a file from another at the same place; undefined where there is none. */
export function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** An error that names the file, and what is wrong with its place where that shows. */
export function explain(path: string, cause: unknown): Error {
  const why = problemOf(resolve(path)) ?? (cause instanceof Error ? cause.message : String(cause));
  return new Error(`${resolve(path)}: ${why}`, { cause });
}

function problemOf(path: string): string | undefined {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return 'its folder is missing and cannot be made';
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return 'it is a folder';
  const { R_OK, W_OK } = constants;
  if (!may(folder, W_OK)) return 'its folder may not be written';
  return existsSync(path) && !may(path, R_OK | W_OK) ? 'it may not be read and written' : undefined;
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
