/** Rounds that are timed; one more goes before them, to warm up. */
export const ROUNDS = 5;

/** The medians of what each of these answers; they take turns, so that a machine that slows down slows all of them. */
export async function inTurn<const Works extends readonly (() => Promise<number>)[]>(
  works: Works,
  rounds = ROUNDS,
): Promise<{ [At in keyof Works]: number }> {
  const figures: number[][] = works.map(() => []);
  for (let round = -1; round < rounds; round++)
    for (const [at, work] of works.entries()) {
      const figure = await work();
      if (round >= 0) figures[at]!.push(figure);
    }
  return figures.map(median) as { [At in keyof Works]: number };
}

export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1]!;
}

const COUNT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: true });

export const perSecond = (count: number) => `${COUNT.format(count)}/s`;
export const milliseconds = (ms: number) => `${COUNT.format(ms)} ms`;
export const ratio = (figure: number) => figure.toFixed(figure < 10 ? 2 : 1);
