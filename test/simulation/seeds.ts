/**
 * Worlds that are run with every test, about twenty seconds of them, and what first went wrong under each seed. A seed tells
 * the same story only until acts, faults or their order change: then it is one more world among others.
 */
export const SEEDS: readonly { seed: number; why: string }[] = [
  { seed: 1, why: 'the first' },
  { seed: 2, why: 'an account whose key was replaced was looked after every minute' },
  { seed: 10, why: 'with a planted bug: creates were sent twice' },
  { seed: 11, why: 'with a planted bug: two servers wrote one invoice at once' },
  { seed: 18, why: 'with a planted bug: two accounts had one invoice' },
  { seed: 19, why: 'with a planted bug: a payment was paid between two presses' },
  { seed: 20, why: 'with a planted bug: two servers told the host at once' },
  { seed: 45, why: 'wrong in the judges: a pause whose end was not answered' },
  {
    seed: 1053,
    why: 'wrong in the judges: a token that is read without a key, and an older one that makes the record',
  },
  { seed: 1100, why: 'wrong in the judges: the same, and a view by older facts' },
  { seed: 1139, why: 'wrong in the judges: the same, with what was paid elsewhere' },
  { seed: 500015, why: 'wrong in the judges: a create of a key that was forgotten before its answer came' },
  { seed: 1768745439, why: 'a create of a forgotten key was not looked for with another of its profile' },
  { seed: 1768745547, why: 'wrong in the judges: a payment that no key shows any more, and that is over' },
  {
    seed: 620608195,
    why: 'wrong in the judges: a create whose every search failed for a day, as the log says',
  },
  { seed: 620607746, why: 'news of money was given up after days in which nobody had tried to tell it' },
  { seed: 620608890, why: 'wrong in the judges: a change of keys that was done, and answered by 503' },
  { seed: 620608220, why: 'wrong in the judges: the same' },
  { seed: 620608304, why: 'wrong in the judges: the same' },
  { seed: 620608361, why: 'wrong in the judges: the same' },
  {
    seed: 228360217,
    why: 'facts stayed in one of the two modes, as the account changed its mode between two writes',
  },
  { seed: 1620363398, why: 'wrong in the judges: a payment that the merchant goes on without to the end' },
  { seed: 185428880, why: 'news that a search in the background found was asked for as if somebody waited' },
];
