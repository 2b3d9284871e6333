export type Audience = 'payer' | 'merchant' | 'admin';

export type TokenFacts = {
  audience: Audience;
  /** The invoice's id; nothing where the token does not say. */
  sub: unknown;
  /** The same for two tokens about the same thing. */
  subject: string;
};

/**
 * What a token says about itself, unverified: it only decides what is drawn. The proxy verifies, and answers
 * an unreadable token with an error of its own, so that one is nobody's here and shown as a payer's.
 */
export function tokenFacts(token: string): TokenFacts {
  const { aud, sub, account = 'default' } = payload(token);
  const audience =
    aud === 'invoice-pay:manage' ? 'merchant' : aud === 'invoice-pay:admin' ? 'admin' : 'payer';
  return { audience, sub, subject: `${aud} ${account} ${sub}` };
}

/** What a token claims; nothing where it cannot be read. */
export function payload(token: string): Record<string, unknown> {
  try {
    const binary = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    return Object(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}
