/** From this length on, two typing errors are forgiven. Shorter names would be like too many others. */
const LONG = 14;

/** Names of other programs that are like ours, in any case of letters. */
const OTHERS: ReadonlySet<string> = new Set(['LOGLEVEL']);

/**
 * The variable of `known` that `name` was probably meant to be: the same but for case, dashes, singular and plural or its
 * second word, or with one typing error, in a long name two. Undefined where `name` is a known one, continues one, such
 * as `INVOICE_SECRET_2`, or is like none.
 */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  const upper = name.toUpperCase();
  if (known.includes(name) || OTHERS.has(upper)) return undefined;
  if (known.some((one) => upper.startsWith(`${one}_`))) return undefined;
  // A single word such as PORT is like too many others.
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
