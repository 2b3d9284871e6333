/** `1-5,9`: as `--skip` takes it. */
export function spans(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const one of numbers.toSorted((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && last[1] === one - 1) last[1] = one;
    else parts.push([one, one]);
  }
  return parts.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join();
}

/** The numbers of {@link spans}. */
export function fromSpans(text: string): Set<number> {
  const numbers = new Set<number>();
  for (const part of text.split(',').filter(Boolean)) {
    const [from = 0, to = from] = part.split('-').map(Number);
    for (let one = from; one <= to; one++) numbers.add(one);
  }
  return numbers;
}
