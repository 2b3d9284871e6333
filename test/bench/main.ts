/**
 * `npm run bench`: how close the proxy is to what the machine can do, each row against a baseline in the same run.
 * `-- ROW…` measures some, `--long` also what takes many minutes, `--write FILE` puts the table into a page.
 */
import { parseArgs } from 'node:util';
import type { Line, Row } from './help/row.ts';
import { type Measured, print, write } from './help/table.ts';
import { ROWS } from './rows/index.ts';

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false }, write: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name));
if (unknown.length > 0)
  throw new Error(`No row ${unknown.join(', ')}; there are ${ROWS.map(({ name }) => name).join(', ')}`);

const ends: (() => unknown)[] = [];
let ended = Promise.resolve();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void endAll().finally(() => process.exit(1)));

// What nobody caught ends what was begun, too.
process.once('uncaughtException', (error) => {
  console.error(error);
  void endAll().finally(() => process.exit(1));
});

const table: Measured[] = [];
const chosen = positionals.length > 0 ? ROWS.filter(({ name }) => positionals.includes(name)) : ROWS;
for (const row of chosen) table.push(await measure(row));
print(table);
if (values.write)
  await write(
    values.write,
    table,
    ROWS.map(({ what }) => what),
  );
process.exit(table.some(({ failed }) => failed) ? 1 : 0);

async function measure(row: Row): Promise<Measured> {
  const missing = row.isMissing?.();
  if (missing) return { row, lines: [], missing };
  const began = performance.now();
  let lines: Line[] = [];
  let failed: unknown;
  try {
    lines = await row.run({ isLong: values.long, after: (end) => ends.push(end) });
  } catch (error) {
    failed = error;
  } finally {
    await endAll();
  }
  if (failed) console.error(row.name, failed);
  console.error(`${row.name}: ${Math.round((performance.now() - began) / 1000)} s`);
  return { row, lines, ...(failed ? { failed } : {}) };
}

/** What was begun last ends first. Whoever calls this twice waits for all of it twice. */
function endAll(): Promise<void> {
  ended = ended.then(async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  });
  return ended;
}
