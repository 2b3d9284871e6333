/** The table, as it is printed and as a page keeps it. */
import { readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, release, totalmem, type } from 'node:os';
import manifest from '../../../package.json' with { type: 'json' };
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

/** @throws where the page has no place for it */
export async function write(file: string, table: readonly Measured[]): Promise<void> {
  const page = await readFile(file, 'utf8');
  const [before, after] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  if (before < BEGIN.length || after < before) throw new Error(`${file} has no ${BEGIN} … ${END}`);
  const rows = [HEAD, HEAD.map(() => '---'), ...cellsOf(table)].map((cells) => `| ${cells.join(' | ')} |`);
  const made = `\n\n${machine()}\n\n${rows.join('\n')}\n\n`;
  await writeFile(file, page.slice(0, before) + made + page.slice(after));
}

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
  const system = `${cpus().length} × ${cpus()[0]!.model}, ${memory}, ${type()} ${release()} ${arch()}`;
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, ${system}; Node ${process.version}, ${manifest.name} ${manifest.version}`;
}
