import type { Amount } from './api.ts';

/** Whether there is anything in it. Read as text: an amount is never a float. */
export function isNonZero({ value }: Amount): boolean {
  return /[1-9]/.test(value);
}

/** Whether it was given back rather than paid. */
export function isNegative({ value }: Amount): boolean {
  return value.startsWith('-');
}

/** As much, whichever way it went. */
export function unsigned({ currency, value }: Amount): Amount {
  return { currency, value: value.replace('-', '') };
}

/** The smaller of two that are not negative, in one currency, and so with the same decimals. */
export function smaller(a: Amount, b: Amount): Amount {
  const [x, y] = [a.value, b.value];
  return (x.length === y.length ? x < y : x.length < y.length) ? a : b;
}
