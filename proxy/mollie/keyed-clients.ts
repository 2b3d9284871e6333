import { createHash } from 'node:crypto';
import { createMollieClient, type MollieClient } from '@mollie/api-client';
import type { Call, CallOptions } from './call.ts';
import { MollieError, type MollieFailure } from './errors.ts';

/** An API key, undefined where it cannot be read; `credential` names it without telling it. */
export type ApiKey = { credential: string; apiKey: string | undefined };

/** Mollie's client with one API key. */
export type KeyedClient = { credential: string; client: MollieClient | undefined };

/** Another key may see the payment. */
const NOT_SHOWN: ReadonlySet<MollieFailure> = new Set(['not_found', 'unauthorized'] as const);

/** A client for each API key, in their order. */
export function createClients(keys: readonly ApiKey[], apiEndpoint: string): KeyedClient[] {
  return keys.map(({ credential, apiKey }) => ({
    credential,
    client:
      apiKey === undefined
        ? undefined
        : createMollieClient({ apiKey, apiEndpoint, versionStrings: 'InvoicePayButton/0.1.0' }),
  }));
}

/**
 * The client of a key.
 * @throws {MollieError} `unavailable` where the key cannot be read: nothing is known of what it sees.
 */
export function clientOf({ client }: KeyedClient): MollieClient {
  if (!client) throw new MollieError('unavailable', UNREADABLE_KEY, { isKeyGone: true });
  return client;
}

const UNREADABLE_KEY = 'the stored API key cannot be decrypted with any PROXY_SECRET';

/**
 * Tries the key that a payment was made with first, then the others: keys are replaced while payments live.
 * A former key that Mollie no longer takes sees nothing; that the first one is not taken is trouble.
 */
export async function withAnyKey<T>(
  clients: readonly KeyedClient[],
  call: Call,
  options: CallOptions,
  work: (client: MollieClient) => Promise<T>,
): Promise<T> {
  if (clients.length === 0) throw new MollieError('unavailable', 'no API key is connected');
  const isOwn = ({ credential }: KeyedClient) => Number(credential === options.credential);
  let trouble: MollieError | undefined;
  let isKeyGone = options.credential !== undefined;
  for (const one of clients.toSorted((a, b) => isOwn(b) - isOwn(a))) {
    try {
      const client = clientOf(one);
      return await call(() => work(client), options);
    } catch (error) {
      const isUnreadable = one.client === undefined;
      const isNotShown = error instanceof MollieError && (isUnreadable || NOT_SHOWN.has(error.failure));
      if (!isNotShown) throw error;
      // Another key may see it; where none does, nobody knows.
      if (isUnreadable) trouble = error;
      if (error.failure === 'unauthorized' && one === clients[0]) trouble = error;
      if (error.failure === 'not_found' && isOwn(one)) isKeyGone = false;
    }
  }
  throw trouble ?? new MollieError('not_found', 'no key sees it', { isKeyGone });
}

/** Eight digits of a hash: enough to tell a few keys apart, nothing to guess one from. */
export function credentialOf(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 8);
}
