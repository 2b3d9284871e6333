import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What was counted in one run of one proof. */
export type Counts = Record<string, number | string>;

const FOLDER = fileURLToPath(new URL('../../coverage/proof', import.meta.url));

/** Keeps the counts of a proof's last run, for EVIDENCE.md. */
export function record(name: string, counts: Counts): void {
  mkdirSync(FOLDER, { recursive: true });
  const at = new Date().toISOString().slice(0, 10);
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify({ at, ...counts })}\n`);
}

/** The last counts of every proof that has run here, by its name. */
export function recorded(): Map<string, Counts> {
  if (!existsSync(FOLDER)) return new Map();
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Counts;
  return new Map(files.sort().map((file) => [file.slice(0, -'.json'.length), read(file)]));
}
