/** Chance that a seed and a purpose decide: what one purpose draws does not change what another gets. */
export type Dice = {
  /** From 0 up to 1. */
  next(): number;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  among<T>(choices: readonly T[]): T;
  /** With this chance, from 0 to 1. */
  chance(share: number): boolean;
  bytes<T extends Uint8Array>(into: T): T;
};

/** Chris Doty-Humphrey's sfc32, seeded by FNV-1a of seed and purpose. http://pracrand.sourceforge.net/RNG_engines.txt */
export function createDice(seed: number, purpose: string): Dice {
  let [a, b, c, d] = [seed >>> 0, hash(purpose), 0x9e3779b9, 1];
  const word = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) word();
  const next = () => word() / 2 ** 32;
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    among: (choices) => choices[Math.floor(next() * choices.length)]!,
    chance: (share) => next() < share,
    bytes(into) {
      for (let at = 0; at < into.length; at++) into[at] = word();
      return into;
    },
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value | 0;
}
