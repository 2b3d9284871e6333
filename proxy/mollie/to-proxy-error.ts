import type { ErrorCode } from '../codes/errors.ts';
import { ProxyError } from '../errors.ts';
import type { CreateRequest } from './client.ts';
import { MollieError } from './errors.ts';

/** Why Mollie would not make a payment, by what it says of it. https://docs.mollie.com/reference/handling-errors */
export function refusalCode(error: MollieError, method?: string): ErrorCode {
  const code = refusalOf(error);
  const { field = '', message } = error;
  const isOfMethod = /^(method|lines|billingAddress)\b/.test(field) || /method/i.test(message);
  // Another method may take it.
  return method !== undefined && (code !== 'mollie_rejected' || isOfMethod) ? 'no_methods' : code;
}

/** Whether Mollie refuses what it was told of who is billed, and for what. */
export function isAboutBilling(
  { failure, field, message }: MollieError,
  { billingAddress, lines }: Pick<CreateRequest, 'billingAddress' | 'lines'>,
): boolean {
  if (failure !== 'rejected' || (!billingAddress && !lines)) return false;
  return field === undefined
    ? /billing|address|order line|\bVAT\b|e-?mail/i.test(message)
    : /^(billingAddress|lines|captureMode)\b/.test(field);
}

function refusalOf({ field, message }: MollieError): ErrorCode {
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
export function toProxyError(
  error: unknown,
  { reference, method }: { reference?: string | undefined; method?: string | undefined } = {},
): ProxyError {
  if (error instanceof ProxyError) return error;
  if (!(error instanceof MollieError)) return new ProxyError('internal_error', { cause: error });
  const about = { cause: error, reference, ...(method !== undefined && { params: { method } }) };
  switch (error.failure) {
    case 'unauthorized':
    case 'not_found':
      return new ProxyError('mollie_rejected', about);
    case 'rejected':
    case 'bad_create':
      return new ProxyError(refusalCode(error, method), about);
    default:
      return new ProxyError('mollie_unavailable', {
        ...about,
        ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
      });
  }
}
