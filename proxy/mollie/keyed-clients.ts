import { createMollieClient, type MollieClient } from '@mollie/api-client';
import type { Call, CallOptions } from './call.ts';
import { MollieError, type MollieFailure } from './errors.ts';

/** Mollie's client with one API key. `credential` names the key without telling it. */
export type KeyedClient = { credential: string; client: MollieClient };

/** Another key may see the payment. */
const NOT_SHOWN: ReadonlySet<MollieFailure> = new Set(['not_found', 'unauthorized'] as const);

/** A client for each API key, in their order. */
export function createClients(keys: readonly string[], endpoint: string): Promise<KeyedClient[]> {
  return Promise.all(
    keys.map(async (apiKey) => ({
      credential: await fingerprint(apiKey),
      client: createMollieClient({ apiKey, apiEndpoint: endpoint, versionStrings: 'InvoicePayButton/0.1.0' }),
    })),
  );
}

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
  const isOwn = ({ credential }: KeyedClient) => Number(credential === options.credential);
  let trouble: MollieError | undefined;
  let isKeyGone = options.credential !== undefined;
  for (const one of clients.toSorted((a, b) => isOwn(b) - isOwn(a))) {
    try {
      return await call(() => work(one.client), options);
    } catch (error) {
      const isNotShown = error instanceof MollieError && NOT_SHOWN.has(error.failure);
      if (!isNotShown) throw error;
      if (error.failure === 'unauthorized' && one === clients[0]) trouble = error;
      if (error.failure === 'not_found' && isOwn(one)) isKeyGone = false;
    }
  }
  throw trouble ?? new MollieError('not_found', 'no key sees it', { isKeyGone });
}

/** Eight digits of a hash: enough to tell a few keys apart, nothing to guess one from. */
async function fingerprint(apiKey: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(apiKey)));
  return Array.from(hash.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
