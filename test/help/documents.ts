import { createAccounts } from '../../proxy/accounts/index.ts';
import { readConfig } from '../../proxy/config/index.ts';
import { createDocuments } from '../../proxy/documents/index.ts';
import { createRealms } from '../../proxy/documents/realms.ts';
import { createKeys } from '../../proxy/keys/index.ts';
import { createVault } from '../../proxy/keys/vault.ts';
import { createClock, type WallClock } from '../../proxy/lib/clock.ts';
import type { Store } from '../../proxy/store/store.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from './stage.ts';

/** The realm of the invoices: that of the default account with its test key. */
export const REALM = { account: 'default', mode: 'test' } as const;

/** The invoices of a store as a proxy keeps them, but without the proxy. */
export function documentsOf(store: Store, now: WallClock, onQueued?: () => void) {
  const clock = createClock(now);
  const env = { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET };
  const accounts = createAccounts({
    ...{ config: readConfig(env), store, vault: createVault([PROXY_SECRET]), clock, fetch },
    ...{ log: () => {}, measured: (mollie) => mollie },
  });
  const realms = createRealms({ keys: createKeys([PROXY_SECRET]), accounts });
  return createDocuments({ store, clock, realms, accounts, onQueued });
}
