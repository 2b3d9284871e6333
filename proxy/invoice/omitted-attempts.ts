import type { InvoiceDocument, Omitted } from './document.ts';

/** Whether attempt `n` is no longer listed, since it brought no money. */
export function isOmitted({ omitted }: Pick<InvoiceDocument, 'omitted'>, n: number): boolean {
  return omitted.some((run) => isIn(run, n));
}

/** The runs with some more numbers in them; runs that touch become one. */
export function withNumbers(omitted: Omitted, ns: readonly number[]): Omitted {
  const runs: [number, number][] = [];
  for (const [first, last] of [...omitted, ...ns.map((n) => [n, n] as const)].toSorted(([a], [b]) => a - b)) {
    const run = runs.at(-1);
    if (run && first <= run[1] + 1) run[1] = Math.max(run[1], last);
    else runs.push([first, last]);
  }
  return runs;
}

/** The runs without `n`: an attempt that is listed again. */
export function withoutNumber(omitted: Omitted, n: number): Omitted {
  const split = (run: Omitted[number]): Omitted =>
    isIn(run, n)
      ? [[run[0], n - 1] as const, [n + 1, run[1]] as const].filter(([first, last]) => first <= last)
      : [run];
  return omitted.flatMap(split);
}

/** The runs that `ns`, in their order, leave out. */
export function numbersBetween(ns: readonly number[]): Omitted {
  return ns
    .map((n, index) => [(ns[index - 1] ?? 0) + 1, n - 1] as const)
    .filter(([first, last]) => first <= last);
}

/** How many numbers the runs have. */
export function countOf(omitted: Omitted): number {
  return omitted.reduce((count, [first, last]) => count + last - first + 1, 0);
}

function isIn([first, last]: Omitted[number], n: number): boolean {
  return first <= n && n <= last;
}
