/** Names of fewer letters are like too many others, and so are single words such as PORT. */
const LONG = 14;

/** Like ours, and well known for themselves, in any case of letters. */
const OTHERS: ReadonlySet<string> = new Set(['LOGLEVEL']);

/**
 * The variable of `known` that `name` was meant to be: the same but for case, dashes, one instead of several or a word in
 * the middle, or one slip of the keyboard away; of a long name two. Undefined where it is one of them, one of them with
 * more behind it such as `INVOICE_SECRET_2`, or none.
 */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  const upper = name.toUpperCase();
  if (known.includes(name) || OTHERS.has(upper)) return undefined;
  if (known.some((one) => upper.startsWith(`${one}_`))) return undefined;
  return known.find((one) => one.includes('_') && isLike(name, one));
}

function isLike(name: string, known: string): boolean {
  const letters = (text: string) => text.toUpperCase().replace(/[_-]/g, '').replace(/IES$/, 'Y');
  const [first, , ...rest] = known.split('_');
  const short = rest.length > 0 ? [first, ...rest].join('_') : known;
  if ([known, short].some((one) => letters(one) === letters(name))) return true;
  const most = known.length >= LONG ? 2 : 1;
  return Math.abs(name.length - known.length) <= most && distance(name.toUpperCase(), known) <= most;
}

/** How many letters were left out, added, changed or swapped with the next. */
function distance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(changed, last[j]! + 1, row[j - 1]! + 1, isSwapped ? before[j - 2]! + 1 : changed));
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
