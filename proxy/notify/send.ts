import { Webhook } from 'standardwebhooks';
import { type Clock, SECOND } from '../lib/clock.ts';

export type Outcome =
  /** Any 2xx. */
  | 'accepted'
  /** 410: the host wants no more of it. */
  | 'gone'
  | 'failed';

export type Send = (message: { id: string; at: number; body: string }) => Promise<Outcome>;

export const TIMEOUT = 10 * SECOND;

/**
 * Sends to the host in the format of https://www.standardwebhooks.com, signed with every secret, so that one can
 * be replaced. Redirects are not followed.
 */
export function createSend(
  url: string,
  secrets: readonly string[],
  fetch: typeof globalThis.fetch,
  clock: Clock,
): Send {
  const signers = secrets.map((secret) => new Webhook(secret));
  return async ({ id, at, body }) => {
    const signatures = signers.map((signer) => signer.sign(id, new Date(at), body));
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: clock.timeout(TIMEOUT),
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at / SECOND)),
          'webhook-signature': signatures.join(' '),
        },
        body,
      });
      await response.body?.cancel();
      return response.ok ? 'accepted' : response.status === 410 ? 'gone' : 'failed';
    } catch {
      return 'failed';
    }
  };
}
