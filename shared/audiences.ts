/** Whom a token is for, by its `aud`. */
export type Audience = 'payer' | 'merchant' | 'admin';

/** The `aud` of each. */
export const AUD_OF: Readonly<Record<Audience, string>> = {
  payer: 'invoice-pay',
  merchant: 'invoice-pay:manage',
  admin: 'invoice-pay:admin',
};
