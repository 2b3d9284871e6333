/** The table, as it is printed and as a page keeps it. */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, totalmem, type } from 'node:os';
import { join } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { PROGRAMS } from '../../help/postgres.ts';
import type { Line, Row } from './row.ts';

export type Measured = { row: Row; lines: readonly Line[]; missing?: string; failed?: unknown };

const HEAD = [
  'what',
  'of which',
  'baseline',
  'measured',
  'at the baseline',
  'outcome',
  'to reach',
  'reached',
];

/** Where a page has the table. */
const BEGIN = '<!-- made by npm run bench: table -->';
const END = '<!-- end of the table -->';

export function print(table: readonly Measured[]): void {
  console.log(`\n${machine()}\n`);
  console.table(cellsOf(table).map((cells) => Object.fromEntries(HEAD.map((name, at) => [name, cells[at]]))));
}

/**
 * Puts what was measured into a page; rows that were not measured now, or failed, stay as they are.
 * @param all what every row measures, in the order of the table
 * @throws where the page has no place for it
 */
export async function write(file: string, table: readonly Measured[], all: readonly string[]): Promise<void> {
  const page = await readFile(file, 'utf8');
  const [before, after] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  if (before < BEGIN.length || after < before) throw new Error(`${file} has no ${BEGIN} … ${END}`);
  const kept = page
    .slice(before, after)
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const made = cellsOf(table.filter(({ failed }) => !failed)).map(lineOf);
  const lines = all.flatMap((what) => {
    const isOf = (line: string) => line.startsWith(`| ${what} |`);
    return made.some(isOf) ? made.filter(isOf) : kept.filter(isOf);
  });
  const text = [lineOf(HEAD), lineOf(HEAD.map(() => '---')), ...lines].join('\n');
  await writeFile(file, `${page.slice(0, before)}\n\n${machine()}\n\n${text}\n\n${page.slice(after)}`);
}

const lineOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function cellsOf(table: readonly Measured[]): string[][] {
  return table.flatMap(({ row, lines, missing, failed }) => {
    const { what, baseline, reach } = row;
    if (missing || failed) return [[what, '', baseline, '', '', missing ?? 'failed', reach, 'not measured']];
    return lines.map(({ of = '', measured, base, outcome, isReached }) => {
      const [goal, verdict] = isReached === undefined ? ['', ''] : [reach, isReached ? 'yes' : 'no'];
      return [what, of, baseline, measured, base, outcome, goal, verdict];
    });
  });
}

/** Where and with what it was measured. */
function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const system = `${cpus().length} × ${cpus()[0]!.model}, ${memory}, ${type()} ${arch()}`;
  const day = new Date().toISOString().slice(0, 10);
  const own = [`Node ${process.version}`, `${manifest.name} ${manifest.version}`];
  const others = [versionOf('redis-server'), versionOf(join(PROGRAMS, 'postgres'))];
  return `${day}, ${system}; ${[...own, ...others].filter(Boolean).join(', ')}`;
}

/** What a program says of itself; nothing where it is not installed. */
function versionOf(program: string): string {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return /^(?:Redis server v=\S+|postgres \(PostgreSQL\) [\d.]+)/.exec(stdout ?? '')?.[0] ?? '';
}
