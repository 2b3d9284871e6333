export type Audience = 'payer' | 'merchant' | 'admin';

export type TokenFacts = {
  audience: Audience;
  /** The same for two tokens about the same thing. */
  subject: string;
};

/**
 * What a token says about itself, unverified: it only decides what is drawn. The proxy verifies, and answers
 * an unreadable token with an error of its own, so that one is nobody's here and shown as a payer's.
 */
export async function tokenFacts(token: string): Promise<TokenFacts> {
  const { aud, sub } = payload(token);
  const audience =
    aud === 'invoice-pay:manage' ? 'merchant' : aud === 'invoice-pay:admin' ? 'admin' : 'payer';
  return { audience, subject: `${aud} ${sub}` };
}

/** What a token claims; nothing where it cannot be read. */
export function payload(token: string): { aud?: string; sub?: string; exp?: number } {
  try {
    // Other than ASCII comes out garbled, but alike for alike, which is all that a comparison needs.
    return JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) ?? {};
  } catch {
    return {};
  }
}
