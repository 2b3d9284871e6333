import type { Picks } from './act.ts';
import { ACTS } from './acts.ts';
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

/**
 * How much more often than usual something happens in a world: what seldom happens together in one that has a bit of
 * everything does so in one that has much of few things. Groce et al., Swarm Testing, 2012.
 */
const MORE_OFTEN = [0, 1, 1, 1, 6];

/** Few invoices would ever stand so, or not for long: in a world of its own each does. */
const PENDING = {
  ...{ 'pending at Mollie': 10, 'authorized at Mollie': 20, capture: 40, refund: 6, 'another total': 3 },
  ...{ 'capture all': 0.1, release: 0.3, 'pay at Mollie': 0.2, 'failed at Mollie': 0.1 },
};
/** Facts that stay as they are keep what the payments have led to. */
const SETTLED = { 'pay at Mollie': 4, 'another total': 0.1, 'paid elsewhere': 0.1, credited: 0.1 };
const REFUNDED = { ...SETTLED, 'refund all': 20, 'charge back': 0 };
const REFUNDED_IN_PART = {
  ...SETTLED,
  ...{ refund: 20, 'refund all': 0.1, 'undo a refund': 0.3, 'charge back': 0 },
};
const CHARGED_BACK = {
  ...SETTLED,
  ...{ 'charge back': 20, 'reverse a chargeback': 0.1, refund: 0, 'refund all': 0 },
};
const CREDITED = { credited: 40, 'pay at Mollie': 2, 'another total': 0.1 };
const PAID_IN_PART = { 'pay at Mollie': 4, 'another total': 10, 'transfer too little': 6, credited: 0.1 };
const LEADING_TO: readonly Readonly<Record<string, number>>[] = [
  {},
  ...[PENDING, PENDING, PENDING],
  ...[REFUNDED, REFUNDED],
  ...[REFUNDED_IN_PART, REFUNDED_IN_PART],
  ...[CHARGED_BACK, CHARGED_BACK],
  ...[CREDITED, CREDITED, PAID_IN_PART],
  { 'pay at Mollie': 3, 'paid elsewhere': 8, 'paid elsewhere in part': 8, 'not paid elsewhere': 0.1 },
];
/** What keeps an invoice from standing as it would happens as elsewhere, and is soon over. */
const STOPPING: Readonly<Record<string, number>> = {
  ...{ paused: 1, disconnected: 3, 'other mode': 0.8, withdrawn: 1 },
  ...{ resumed: 3, 'connected again': 4, 're-opened': 3 },
};

/** How often each act is done in one world, beside the others. */
export type Mix = ReadonlyMap<string, number>;

export function mixOf(dice: Dice): Mix {
  const leading = dice.among(LEADING_TO);
  const aimed = leading === LEADING_TO[0] ? leading : { ...STOPPING, ...leading };
  const times = (name: string) => {
    const swarm = dice.among(MORE_OFTEN);
    const own = aimed[name];
    // Without presses there is nothing to judge, and what leads to a state is never left out.
    return name === 'press' ? 1 : own === undefined ? swarm : own > 1 ? own : own * swarm;
  };
  return new Map(NAMES.map((name) => [name, ACTS[name]!.weight * times(name)]));
}

/** The next act. Most follow close upon each other, so that they meet; then some time goes by. */
export function planned(index: number, dice: Dice, mix: Mix): PlannedAct {
  const picks = [dice.next(), dice.next(), dice.next(), dice.next()] as const;
  return { index, act: chosen(dice, mix), gap: gapOf(dice), picks };
}

function chosen(dice: Dice, mix: Mix): string {
  let left = dice.next() * [...mix.values()].reduce((sum, weight) => sum + weight, 0);
  for (const [name, weight] of mix) {
    left -= weight;
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
