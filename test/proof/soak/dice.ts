/** Chance that one number decides, so that a run can be told from another. */
export type Dice = {
  /** From 0 up to 1. */
  throw(): number;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  among<T>(choices: readonly T[]): T;
};

/** Marsaglia's xorshift, 32 bits. https://www.jstatsoft.org/article/view/v008i14 */
export function createDice(seed: number): Dice {
  let state = seed | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    throw: next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    among: (choices) => choices[Math.floor(next() * choices.length)]!,
  };
}
