import type { Amount } from '../../../shared/api.ts';

/** Whether it was given back rather than paid. */
export function isNegative({ value }: Amount): boolean {
  return value.startsWith('-');
}

/** As much, whichever way it went. */
export function unsigned({ currency, value }: Amount): Amount {
  return { currency, value: value.replace('-', '') };
}

/** Whether there is anything in it. Looked at as text: amounts are never numbers here. */
export function isSome({ value }: Amount): boolean {
  return /[1-9]/.test(value);
}

/** Whether two answers say the same, but for when they were given. */
export function isSame(before: object | null, now: object): boolean {
  const [a, b] = [before, now].map((answer) => JSON.stringify({ ...answer, checkedAt: '' }));
  return a === b;
}
