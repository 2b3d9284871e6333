import { ACTS, type Picks } from './acts.ts';
import type { Dice } from './dice.ts';

/** What is going to be done in a world, unless it is left out: decided before, so that leaving one out changes no other. */
export type PlannedAct = {
  index: number;
  act: string;
  /** Milliseconds after the one before. */
  gap: number;
  picks: Picks;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const NAMES = Object.keys(ACTS);
const TOTAL = NAMES.reduce((sum, name) => sum + ACTS[name]!.weight, 0);

/** The next act. Most follow close upon each other, so that they meet; then some time goes by. */
export function planned(index: number, dice: Dice): PlannedAct {
  const picks = [dice.next(), dice.next(), dice.next(), dice.next()] as const;
  return { index, act: chosen(dice), gap: gapOf(dice), picks };
}

function chosen(dice: Dice): string {
  let left = dice.next() * TOTAL;
  for (const name of NAMES) {
    left -= ACTS[name]!.weight;
    if (left < 0) return name;
  }
  return NAMES[0]!;
}

function gapOf(dice: Dice): number {
  const [kind, length] = [dice.next(), dice.next()];
  if (kind < 0.55) return Math.floor(length * 60);
  if (kind < 0.85) return Math.floor(length * 4 * SECOND);
  if (kind < 0.95) return Math.floor(length * 90 * SECOND);
  if (kind < 0.985) return Math.floor(length * 40 * MINUTE);
  return kind < 0.997 ? Math.floor(length * 8 * HOUR) : Math.floor(length * 5 * DAY);
}
