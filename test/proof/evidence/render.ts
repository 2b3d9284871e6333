import { UNKILLED } from '../../mutants/unkilled/all.ts';
import type { Unkilled } from '../../mutants/unkilled/unkilled.ts';
import type { Counts } from '../results.ts';
import { LIMITS, PROMISES, type Promised } from './promises.ts';

/** EVIDENCE.md, from the promises and the counts of each proof's last run. */
export function render(recorded: ReadonlyMap<string, Counts>): string {
  return `# Evidence

What this project promises about money, how it keeps it, and the tests that fail where it does not.
\`npm test\` runs all of them; \`npm run evidence\` writes this page with the counts of the last run.

## Promises

${PROMISES.map(renderPromise).join('\n\n')}

## Counts of the last run

The proofs in \`test/proof\` keep Mollie's books and the host's apart from the proxy, and compare at the end: every
amount that was asked, every payment, balance, status, line of the log and notification. A violation is any
difference.

${renderCounts(recorded)}

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

function renderCounts(recorded: ReadonlyMap<string, Counts>): string {
  const rows = [...recorded].map(([name, { at, ...counts }]) => {
    const told = Object.entries(counts).map(([what, count]) => `${count} ${inWords(what)}`);
    return `| ${name} | ${at} | ${told.join(', ')} |`;
  });
  return ['| proof | on | |', '|---|---|---|', ...rows].join('\n');
}

/** `logEntries` as `log entries`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
