import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { explain, identityOf } from '../store/sqlite/file.ts';
import { CliError, type Command } from './command.ts';
import { loadConfig } from './config.ts';
import type { ExitName } from './exit-codes.ts';

/** How other stores are backed up. */
const TOOLS: Record<string, string> = {
  postgres: 'PostgreSQL has its own tool: pg_dump --table=invoice_pay_*',
  redis: 'Redis has its own tool: redis-cli --rdb FILE',
  memory: 'What lives in memory has nothing to keep',
};

export const backup: Command = {
  summary: 'copies a SQLite store while it is in use',
  usage: 'FILE',
  help: `Copies the SQLite store of STORAGE_URL to a new FILE, while a proxy uses it: with all that was acknowledged before, which
a plain copy of the file may lack. FILE must not be there yet; its owner alone may read it. To use it, stop the proxy and
put it in the place of the store, without the files beside that end in -wal and -shm; then run resync.`,
  examples: ['backup invoice-pay-2026-11-29.db'],
  takesFile: true,

  async run(_values, name) {
    const { storageUrl } = await loadConfig();
    const [kind = ''] = /^[a-z]+/.exec(storageUrl) ?? [];
    if (kind !== 'sqlite') {
      const tool = TOOLS[kind.replace(/^rediss$/, 'redis').replace(/^postgresql$/, 'postgres')];
      const problem = `STORAGE_URL: expected sqlite:…, the only store that this copies. ${tool}`;
      throw new CliError(problem, 'EX_CONFIG');
    }
    const store = resolve(storageUrl.slice('sqlite:'.length));
    const file = resolve(name);
    if (!existsSync(store)) throw new CliError(`${store}: there is no store yet`, 'EX_NOINPUT');
    await copy(store, file);
    return { text: file, facts: { file, bytes: statSync(file).size } };
  },
};

/** Copies under another name until all is on the disk, so that half a copy is never taken for a whole one. */
async function copy(store: string, file: string): Promise<void> {
  const part = `${file}.part`;
  const { DatabaseSync } = await import('node:sqlite');
  if (existsSync(file)) throw new CliError(`${file}: is there already`, 'EX_CANTCREAT');
  const made = reserve(part, file);
  try {
    const database = new DatabaseSync(store, { readOnly: true });
    try {
      database.exec('PRAGMA busy_timeout = 10000');
      database.prepare('VACUUM INTO ?').run(part);
    } finally {
      database.close();
    }
    sync(part);
    if (identityOf(part) !== made)
      throw new CliError(`${file}: another backup has written to it meanwhile`, 'EX_TEMPFAIL');
    publish(part, file);
  } catch (error) {
    throw error instanceof CliError ? error : new CliError(explain(store, error).message, exitOf(error));
  } finally {
    remove(part);
  }
}

/** The primary result codes of SQLite, in the low byte, that are not about the disk. https://www.sqlite.org/rescode.html */
const EXITS: Readonly<Record<number, ExitName>> = {
  5: 'EX_TEMPFAIL', // busy
  11: 'EX_DATAERR', // corrupt
  26: 'EX_DATAERR', // not a database
};

function exitOf(error: unknown): ExitName {
  return EXITS[Number((error as { errcode?: number }).errcode) & 0xff] ?? 'EX_IOERR';
}

/** Creates the new file, for its owner alone. Removes what an earlier backup has left that was killed. */
function reserve(part: string, file: string): string | undefined {
  try {
    remove(part);
    closeSync(openSync(part, 'wx', 0o600));
    return identityOf(part);
  } catch (error) {
    throw new CliError(explain(file, error).message, 'EX_CANTCREAT');
  }
}

function remove(part: string): void {
  for (const end of ['', '-journal']) rmSync(part + end, { force: true });
}

/** Gives the copy its name, which must still be free. */
function publish(part: string, file: string): void {
  try {
    linkSync(part, file);
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(file);
    if (isTaken) throw new CliError(`${file}: is there already`, 'EX_CANTCREAT');
    // Some file systems have no links.
    renameSync(part, file);
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
