import { minorOf } from '../amounts.ts';
import { unprocessable } from '../errors.ts';
import { findMethod, type Method } from '../methods.ts';
import { type Carried, lackOf } from '../needs.ts';
import { suits } from '../profiles.ts';
import type { PaymentRequest } from '../records.ts';
import { limitProblem, takesAmount } from './amount-parameter.ts';

export type Wanted = Carried & Pick<PaymentRequest, 'amount' | 'allowedMethods'>;

/** The methods that are named, one or several; null for none. @throws MollieError for one that is not to be had. */
export function allowedMethodsOf(value: unknown, enabled: readonly Method[]): string[] | null {
  if (value === undefined || value === null || value === '') return null;
  const ids: unknown[] = Array.isArray(value) ? value : [value];
  if (ids.length === 0) return null;
  return ids.map((id) => {
    if (typeof id !== 'string' || !findMethod(id))
      throw unprocessable('The payment method is invalid', 'method');
    if (!enabled.some((method) => method.id === id)) {
      throw unprocessable('The payment method is not activated on the website profile', 'method');
    }
    return id;
  });
}

/**
 * Those of the methods that the payment can be paid with.
 * @throws MollieError where there is none: with what the one that was named lacks, or with the amount.
 */
export function payableWith(enabled: readonly Method[], wanted: Wanted): Method[] {
  refuseLack(wanted);
  const candidates = enabled.filter((method) => suits(method, wanted));
  if (candidates.length === 0) throw unprocessable('No suitable payment methods found');
  const problem =
    minorOf(wanted.amount) === 0
      ? 'The amount is lower than the minimum'
      : limitProblem(wanted.amount, candidates);
  if (problem) throw unprocessable(problem, 'amount');
  const suitable = candidates.filter((method) => takesAmount(method, wanted.amount));
  if (suitable.length === 0) throw unprocessable('No suitable payment methods found');
  return suitable;
}

/** @throws MollieError where the merchant named one method, and the payment lacks what that needs. */
export function refuseLack(wanted: Wanted): void {
  const [only, ...others] = wanted.allowedMethods ?? [];
  const method = only === undefined || others.length > 0 ? undefined : findMethod(only);
  const lack = method && lackOf(method, wanted);
  if (lack) throw unprocessable(lack.detail, lack.field);
}
