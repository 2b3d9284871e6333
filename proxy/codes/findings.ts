/** What the connection check can find. */
export const FINDING_CODES = [
  'not_connected',
  'paused',
  'key_invalid',
  'key_unreadable',
  'test_mode',
  'profile_unverified',
  'profile_blocked',
  'no_methods',
  'methods_need_customer',
  'resync_needed',
  'list_not_searched',
  'store_unavailable',
  'mollie_unavailable',
  'mollie_rejected',
  'rate_limited',
  'webhook_not_expected',
  'webhook_never',
  'address_limits_off',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
