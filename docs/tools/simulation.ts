import { coverageTable } from '../../test/simulation/coverage.ts';
import { PLANTED } from '../../test/simulation/planted.ts';
import { perHour, type Release, readRelease } from '../../test/simulation/release.ts';
import { table } from './markdown.ts';

const figure = (count: number) => count.toLocaleString('en');

/** What the last release's run was, and came to. */
export function run(release: Release = readRelease()): string {
  const { at, machine, steps, worlds, firstSeed, creates, notifications, failed } = release;
  return table(
    ['', ''],
    [
      ['when, on', `${at}, ${machine}`],
      ['steps', figure(steps)],
      ['steps an hour, on one core', figure(perHour(release))],
      ['worlds', `${figure(worlds)}, from seed ${firstSeed} on`],
      ['creates that reached Mollie', figure(creates)],
      ['notifications that reached the host', figure(notifications)],
      ['worlds in which something was wrong', failed.length === 0 ? 'none' : failed.join(', ')],
    ],
  );
}

/** Each planted bug, what goes wrong, and how soon it was found. */
export function planted({ planted: found }: Release = readRelease()): string {
  const rows = PLANTED.map(({ name, why }) => {
    const one = found.find((other) => other.name === name);
    const cells = one && [...[one.as, String(one.seed), figure(one.steps), String(Math.ceil(one.seconds))]];
    return [name, why, ...(cells ?? ['not tried', '', '', ''])];
  });
  return table(['bug', 'so that', 'found as', 'seed', 'steps', 'seconds'], rows);
}

/** How often each fault met each state of an invoice. */
export function met(release: Release = readRelease()): string {
  return coverageTable(release.met);
}
