import { AUD_OF, type Audience } from '../../shared/audiences.ts';

export type TokenClaims = {
  audience: Audience;
  /** The invoice's id; nothing where the token does not say. */
  sub: unknown;
  /** The same for two tokens about the same thing. */
  subject: string;
};

/**
 * Some claims of a token, unverified: they only decide what is drawn. The proxy verifies the token. An unreadable one
 * counts as a payer's here, and the proxy answers it with an error.
 */
export function tokenClaims(token: string): TokenClaims {
  const { aud, sub, account = 'default' } = payload(token);
  const audience = aud === AUD_OF.merchant ? 'merchant' : aud === AUD_OF.admin ? 'admin' : 'payer';
  return { audience, sub, subject: `${aud} ${account} ${sub}` };
}

/** The claims of a token; none where it cannot be read. */
export function payload(token: string): Record<string, unknown> {
  try {
    const binary = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    return Object(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}
