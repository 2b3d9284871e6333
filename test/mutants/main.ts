/**
 * `npm run mutants`: changes the code that decides about money, one thing at a time, and tells which changes no test
 * notices. With the beginnings of files' names, in those files only: `npm run mutants -- proxy/store proxy/lib/money.ts`.
 */
import { globSync } from 'node:fs';
import { type Counts, record } from '../proof/results.ts';
import { GROUPS } from './groups.ts';
import { KEPT } from './kept/all.ts';
import { runKept } from './kept.ts';
import { type Mutant, runStryker } from './stryker.ts';
import { UNKILLED } from './unkilled/all.ts';
import type { Unkilled } from './unkilled/unkilled.ts';

const asked = process.argv.slice(2);
const isAsked = (file: string) => asked.length === 0 || asked.some((start) => file.startsWith(start));

const complaints: string[] = [];

const kept = KEPT.filter(({ file }) => isAsked(file));
if (kept.length > 0) count('mutants-kept', await tryKept(), kept.length === KEPT.length);
for (const group of GROUPS) {
  const all = globSync([...group.mutate]);
  const files = all.filter(isAsked);
  if (files.length === 0) continue;
  const counts = judge(await runStryker({ ...group, mutate: files }), files);
  count(group.name, counts, files.length === all.length);
}

for (const complaint of complaints) console.log(complaint);
process.exit(complaints.length === 0 ? 0 : 1);

/** Only what was tried whole is kept for EVIDENCE.md. */
function count(name: string, counts: Counts, isWhole: boolean): void {
  console.log(name, counts);
  if (isWhole) record(name, counts);
}

async function tryKept(): Promise<Counts> {
  let killed = 0;
  await runKept(kept, ({ mutant, killedBy }) => {
    const what = `${mutant.file}: ${mutant.find} → ${mutant.replace}`;
    console.log(`${killedBy ? `killed by ${killedBy}` : 'SURVIVED'}: ${what}`);
    if (killedBy) killed++;
    else complaints.push(`No test notices that ${mutant.why}: ${what}`);
  });
  return { mutants: kept.length, killed };
}

function judge(mutants: readonly Mutant[], files: readonly string[]): Counts {
  const unkilled = mutants.filter(({ killed }) => !killed);
  const survivors = unkilled.filter((mutant) => !UNKILLED.some((one) => isSame(one, mutant)));
  for (const { file, from, to } of survivors) complaints.push(`No test notices ${file}: ${from} → ${to}`);
  for (const one of UNKILLED.filter(({ file }) => files.includes(file))) {
    if (unkilled.some((mutant) => isSame(one, mutant))) continue;
    complaints.push(`Explained, but noticed or no longer tried: ${one.file}: ${one.from} → ${one.to}`);
  }
  const equivalent = unkilled.length - survivors.length;
  return {
    mutants: mutants.length,
    killed: mutants.length - unkilled.length,
    equivalent,
    survivors: survivors.length,
  };
}

function isSame(one: Unkilled, { file, from, to }: Mutant): boolean {
  return one.file === file && one.from === from && one.to === to;
}
