import type { Amount } from '../../proxy/types.ts';

/** Whether there is anything in it. Looked at as text: amounts are never numbers here. */
export function isSome({ value }: Amount): boolean {
  return /[1-9]/.test(value);
}
