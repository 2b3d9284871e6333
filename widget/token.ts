export type Audience = 'payer' | 'merchant' | 'admin';

export type TokenFacts = {
  audience: Audience;
  /** The same for two tokens about the same thing. */
  subject: string;
  /** When it expires, in milliseconds since 1970; Infinity where it does not say. */
  expiresAt: number;
};

/**
 * What a token says about itself, unverified: it only decides what is drawn. The proxy verifies, and answers
 * an unreadable token with an error of its own, so that one is nobody's here and shown as a payer's.
 */
export function tokenFacts(token: string): TokenFacts {
  const { aud, sub, exp } = payload(token);
  const audience =
    aud === 'invoice-pay:manage' ? 'merchant' : aud === 'invoice-pay:admin' ? 'admin' : 'payer';
  return { audience, subject: `${aud} ${sub}`, expiresAt: exp ? exp * 1000 : Infinity };
}

function payload(token: string): { aud?: string; sub?: string; exp?: number } {
  try {
    // Other than ASCII comes out garbled, but alike for alike, which is all that a comparison needs.
    return JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) ?? {};
  } catch {
    return {};
  }
}
