import type { ErrorCode } from '../codes/errors.ts';
import { ProxyError } from '../errors.ts';
import { MollieError } from './errors.ts';

/** Why Mollie would not make a payment, by what it says of it. https://docs.mollie.com/reference/handling-errors */
export function refusalCode({ field, message }: MollieError): ErrorCode {
  if (/lower than the minimum/i.test(message)) return 'below_minimum';
  if (/higher than the maximum/i.test(message)) return 'above_maximum';
  if (field === 'amount.currency') return 'currency_unsupported';
  if (/no suitable payment methods/i.test(message)) return 'no_methods';
  return 'mollie_rejected';
}

/** What people are told when Mollie could not be asked about a payment: whatever the error, a later try may work. */
export function toLookError(error: unknown): ProxyError {
  if (!(error instanceof MollieError)) return toProxyError(error);
  const { retryAfter } = error;
  return new ProxyError('mollie_unavailable', {
    cause: error,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** What people are told when Mollie would not make a payment, or could not be reached. */
export function toProxyError(error: unknown, reference?: string): ProxyError {
  if (error instanceof ProxyError) return error;
  if (!(error instanceof MollieError)) return new ProxyError('internal_error', { cause: error });
  const about = { cause: error, reference };
  switch (error.failure) {
    case 'unauthorized':
    case 'not_found':
      return new ProxyError('mollie_rejected', about);
    case 'rejected':
    case 'bad_create':
      return new ProxyError(refusalCode(error), about);
    default:
      return new ProxyError('mollie_unavailable', {
        ...about,
        ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
      });
  }
}
