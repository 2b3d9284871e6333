/** Worlds that are run with every test, about twenty seconds of them: chosen at first, and all that ever went wrong. */
export const SEEDS: readonly { seed: number; why: string }[] = [
  { seed: 1, why: 'the first' },
  { seed: 2, why: 'an account whose key was replaced was looked after every minute' },
  { seed: 10, why: 'creates are sent twice' },
  { seed: 11, why: 'two servers write one invoice at once' },
  { seed: 18, why: 'two accounts have invoices with one id' },
  { seed: 19, why: 'a payment is paid between two presses' },
  { seed: 20, why: 'two servers could tell the host at once' },
  { seed: 45, why: 'a pause whose end was not answered' },
  { seed: 1053, why: 'a token that is read without a key, and an older one that makes the record' },
  { seed: 1100, why: 'the same, and a view by older facts' },
  { seed: 1139, why: 'the same, with what was paid elsewhere' },
  { seed: 500015, why: 'a create of a key that was forgotten before its answer came' },
  { seed: 1768745439, why: 'a create of a forgotten key, that another key of its profile lists' },
  { seed: 1768745547, why: 'a payment that no key shows any more, and that is over' },
];
