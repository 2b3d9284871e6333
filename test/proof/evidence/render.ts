import { UNKILLED } from '../../mutants/unkilled/all.ts';
import type { Unkilled } from '../../mutants/unkilled/unkilled.ts';
import type { Counts } from '../results.ts';
import { LIMITS } from './limits.ts';
import { PROMISES, type Promised } from './promises.ts';

/** How records of floods are named. */
const FLOOD = 'flood-';

const PROOFS = '| proof | on | |';
const FLOODS =
  '| a flood of | on | for | requests | 429 | to Mollie | lines | memory | event loop | have paid |';

/**
 * EVIDENCE.md, from the promises and the counts of each proof's last run; what has not run here stays as it stands in
 * the `former` page.
 */
export function render(recorded: ReadonlyMap<string, Counts>, former = ''): string {
  const floods = [...recorded].filter(([name]) => name.startsWith(FLOOD));
  const proofs = [...recorded].filter(([name]) => !name.startsWith(FLOOD));
  return `# Evidence

What this project promises about money, how it keeps it, and the tests that fail where it does not.
\`npm test\` runs all of them; \`npm run evidence\` writes this page with the counts of the last run.

## Promises

${PROMISES.map(renderPromise).join('\n\n')}

## Counts of the last run

The proofs in \`test/proof\` keep Mollie's books and the host's apart from the proxy, and compare at the end: every
amount that was asked, every payment, balance, status, line of the log and notification. A violation is any
difference. The rows \`simulation…\` are those of the [simulation](docs/simulation.md): a whole system in one process under one seed.

${renderTable(PROOFS, proofs.map(proofRow), former)}

## Floods

One proxy on SQLite; twenty connections from one address that ask all the time, a minute for each kind, and until the last of two
hundred payers at the same address, who come during that minute, has opened the page, paid, come back and been told so. Counted are
requests, how many of them were answered with 429, what reached Mollie besides those payers' own payments (a single one is the
background's look at an open payment), lines of the log, memory once what is not needed is gone, and how long the event loop stood still
(99 of 100 times at most, and at the longest). The flood, the payers and the simulator ran on the same two processors as the proxy,
beside other work that would have kept ten busy: times are upper bounds. \`npm run flood\` does it again; \`npm test\` for a second each.

${renderTable(FLOODS, floods.map(floodRow), former)}

## Changes that no test notices

\`npm run mutants\` changes the code that decides about money, one thing at a time, and runs its tests: whatever Stryker
thinks of in the figures, tokens and keys and in \`proxy/invoice\`, and lines chosen by hand where time, stores and Mollie come
in. The rows \`mutants-…\` count. These changes are noticed by none, because nobody could notice them:

${UNKILLED.map(renderUnkilled).join('\n')}

## Known limits

${LIMITS.map((limit) => `- ${limit}`).join('\n')}
`;
}

function renderPromise({ promise, mechanism, tests }: Promised, index: number): string {
  const files = Object.entries(tests).map(
    ([file, names]) => `- \`${file}\`: ${names.map((name) => `“${name}”`).join(', ')}`,
  );
  return `### ${index + 1}. ${promise}\n\n${mechanism}\n\n${files.join('\n')}`;
}

function renderUnkilled({ file, from, to, why }: Unkilled): string {
  return `- ${asCode(file)}: ${asCode(from)} → ${asCode(to)}: ${why}`;
}

/** Two marks hold what has one in it. */
function asCode(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Rows by what they are about, which is their first cell. */
function renderTable(head: string, rows: readonly string[], former: string): string {
  const line = head.replace(/[^|]+/g, '---');
  const [, after = ''] = former.split(`${head}\n${line}\n`);
  const known = after.split('\n\n')[0]!.split('\n').filter(Boolean);
  const byName = new Map([...known, ...rows].map((row) => [row.split(' | ')[0], row]));
  return [head, line, ...[...byName.values()].toSorted()].join('\n');
}

function proofRow([name, { at, ...counts }]: [string, Counts]): string {
  const told = Object.entries(counts).map(([what, count]) => `${count} ${inWords(what)}`);
  return `| ${name} | ${at} | ${told.join(', ')} |`;
}

function floodRow([, counts]: [string, Counts]): string {
  const { kind, at, seconds, requests, refused, mollie, lines, before, after, delay, longest, paid, payers } =
    counts;
  return `| ${kind} | ${at} | ${seconds} s | ${requests} | ${refused} | ${mollie} | ${lines} | ${before} to ${after} MB | ${delay}, ${longest} ms | ${payers === 0 ? '' : `${paid} of ${payers}`} |`;
}

/** `logEntries` as `log entries`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
