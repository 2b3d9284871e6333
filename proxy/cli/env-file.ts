import {
  closeSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import { CliError } from './command.ts';

/** For its owner alone: it holds secrets. */
const OURS = 0o600;
const isOurs = ({ mode }: Stats) => (mode & 0o777) === OURS;

/** Bytes stay as they are, whatever they mean. */
const ENCODING = 'latin1';

/**
 * Gives a file `.env` the variables that it lacks or has empty, and answers their names. It is replaced as a whole, so that
 * nobody reads half of it; a link stays one.
 * @param instead where the other variable is set, this one is not missing
 * @throws {CliError} where it cannot be read or written, or would not be read as it was written
 */
export function addToEnvFile(
  path: string,
  values: Readonly<Record<string, string>>,
  instead: Readonly<Record<string, string>>,
): string[] {
  try {
    const file = statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
    const part = `${file}.part`;
    // Held until the file is in its place, so that two who write at once do not undo each other.
    const descriptor = openSync(part, 'wx', OURS);
    let isPlaced = false;
    try {
      const before = statSync(file, { throwIfNoEntry: false });
      const text = before ? readFileSync(file, ENCODING) : '';
      const known = variablesOf(text);
      const isSet = (name = '') => Boolean(known[name]?.trim());
      const added = Object.keys(values).filter((name) => !isSet(name) && !isSet(instead[name]));
      const changed = added.reduce((all, name) => withVariable(all, name, values[name]!), text);
      writeFileSync(descriptor, changed, ENCODING);
      if (before) keepOwner(descriptor, before);
      fsyncSync(descriptor);
      if (added.length > 0 || (before && !isOurs(before))) {
        renameSync(part, file);
        isPlaced = true;
      }
      return added;
    } finally {
      closeSync(descriptor);
      if (!isPlaced) rmSync(part, { force: true });
    }
  } catch (error) {
    throw error instanceof CliError ? error : explain(path, error as NodeJS.ErrnoException);
  }
}

function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  const { uid: ownUid, gid: ownGid } = fstatSync(descriptor);
  if (uid !== ownUid || gid !== ownGid) fchownSync(descriptor, uid, gid);
}

/** As Node reads the file. What it takes for a variable of an empty line with `export` is none. */
function variablesOf(text: string): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(parseEnv(text)).filter(([name]) => !name.startsWith('export ')));
}

/** In the place of an empty line of its name, else at the end; either way the rest must mean what it meant. */
function withVariable(text: string, name: string, value: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const expected = { ...variablesOf(text), [name]: value };
  const empty = new RegExp(
    `^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=)[ \\t]*(?:""|'')?[ \\t]*(?=\\r?$)`,
    'm',
  );
  const isEnded = text === '' || text.endsWith('\n');
  const found = [
    text.replace(empty, (_, start: string) => start + value),
    `${text}${isEnded ? '' : end}${name}=${value}${end}`,
  ].find((candidate) => isDeepStrictEqual(variablesOf(candidate), expected));
  if (found === undefined)
    throw new CliError(`a line for ${name} would not be read: is a quote not closed?`, 'EX_DATAERR');
  return found;
}

function explain(path: string, { code, message }: NodeJS.ErrnoException): CliError {
  if (code === 'EEXIST') {
    const advice = `is being written, as ${path}.part tells; where nobody does, remove that and try again`;
    return new CliError(`${path}: ${advice}`, 'EX_TEMPFAIL');
  }
  return new CliError(
    `${path}: cannot be written (${code ?? message})`,
    code === 'EACCES' || code === 'EPERM' ? 'EX_NOPERM' : 'EX_CANTCREAT',
  );
}
