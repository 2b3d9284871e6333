import type { ErrorCode } from '../codes/errors.ts';

/** What any operation may answer. */
export const EVERYWHERE: readonly ErrorCode[] = ['rate_limited', 'internal_error'];

/** Of operations that want a token. */
export const WITH_TOKEN: readonly ErrorCode[] = [
  ...(['invalid_token', 'token_expired', 'wrong_audience', 'invalid_invoice', 'too_large'] as const),
];

/** Of those that read or write what is stored. */
export const WITH_STORE: readonly ErrorCode[] = ['store_unavailable'];

/** Of those about the invoice of a token. */
export const WITH_INVOICE: readonly ErrorCode[] = [
  ...WITH_TOKEN,
  ...WITH_STORE,
  ...(['currency_changed', 'resync_needed', 'mollie_unavailable'] as const),
];

/** Of those with a body. */
export const WITH_BODY: readonly ErrorCode[] = ['bad_request', 'too_large', 'unsupported_type'];

/** Of a create. */
export const WITH_PAYMENT: readonly ErrorCode[] = [
  ...([
    'nothing_due',
    'void',
    'payment_pending',
    'amount_changed',
    'unconfirmed',
    'paused',
    'not_connected',
  ] as const),
  ...(['below_minimum', 'above_maximum', 'currency_unsupported', 'no_methods', 'mollie_rejected'] as const),
  ...(['mollie_unavailable', 'resync_needed'] as const),
];
