/** Whom a token is for, by its `aud`. */
export type Audience = 'payer' | 'merchant' | 'admin';
