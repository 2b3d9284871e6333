/** Fills a store as years of invoices do, through the store that the proxy has. */
import { type AccountRecord, accountKey, newRecord, nextCare } from '../../../proxy/accounts/record.ts';
import { type InvoiceDocument, newDocument } from '../../../proxy/invoice/document.ts';
import { logEntry } from '../../../proxy/invoice/log-entry.ts';
import { createKeys } from '../../../proxy/keys/index.ts';
import { DEFAULT_ACCOUNT, type Realm, realmName } from '../../../proxy/keys/realm.ts';
import { createVault } from '../../../proxy/keys/vault.ts';
import { DAY, HOUR } from '../../../proxy/lib/clock.ts';
import { credentialOf } from '../../../proxy/mollie/keyed-clients.ts';
import type { LogEntry, Store } from '../../../proxy/store/store.ts';
import { attempt, FACTS } from '../../help/invoice.ts';
import { PROXY_SECRET } from '../../help/stage.ts';
import { claimsOf } from './invoices.ts';

export type Size = { invoices: number; accounts: number };

/** Written at once; each store has its own way of taking turns. */
const AT_ONCE = 100;

/** Every third invoice was paid; the others are open. */
export const isPaid = (n: number) => n % 3 === 2;

/** Invoices go to the accounts in turn; the first account is the default one. */
export const accountOf = (n: number, { accounts }: Pick<Size, 'accounts'>): string =>
  n % accounts === 0 ? DEFAULT_ACCOUNT : `merchant-${n % accounts}`;

/** In Mollie's form; the simulator takes every such key. */
export const apiKeyOf = (account: string) => `test_${account.replaceAll(/\W/g, '').padStart(30, 'x')}`;

export async function fill(store: Store, size: Size): Promise<void> {
  const keys = createKeys([PROXY_SECRET]);
  const vault = createVault([PROXY_SECRET]);
  const now = Date.now();
  await times(size.accounts, async (n) => {
    if (n === 0) return;
    const name = accountOf(n, size);
    const record = await recordOf(name, vault, now);
    await store.update(await accountKey(name), () => ({
      value: record,
      due: nextCare(record, now),
      log: [],
    }));
  });
  await times(size.invoices, async (n) => {
    const account = accountOf(n, size);
    const realm: Realm = { account, mode: 'test' };
    const { document, log, due } = invoiceOf(n, realm, now);
    await store.update(await keys.slug(realm, document.facts.sub), () => ({ value: document, due, log }));
  });
}

async function times(count: number, work: (n: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - first);
    await Promise.all(Array.from({ length: size }, (_, n) => work(first + n)));
  }
}

/** A merchant whose key was searched for payments long ago, and looked after within the last day. */
async function recordOf(
  name: string,
  vault: ReturnType<typeof createVault>,
  now: number,
): Promise<AccountRecord> {
  const apiKey = apiKeyOf(name);
  const key = {
    ...({ credential: await credentialOf(apiKey), mode: 'test', hint: 'test_…xxxx' } as const),
    ...{ sealed: await vault.seal(name, apiKey), formerSince: null },
  };
  const profile = { name: `Merchant ${name}`, at: now };
  const connected = { keys: [key], connection: 'first', searched: 'first', profile };
  return {
    ...newRecord(name),
    ...connected,
    version: 3,
    caredAt: now - Math.floor(Math.random() * 12 * HOUR),
  };
}

function invoiceOf(n: number, realm: Realm, now: number) {
  const then = now - 30 * DAY;
  const { sub, number } = claimsOf(n) as { sub: string; number: string };
  const facts = { ...FACTS, sub, number, iat: Math.floor(then / 1000), description: number };
  const made = newDocument(realm, facts, then);
  const paidAt = new Date(then).toISOString();
  const paid = attempt({
    ...{ id: `tr_filled${n}`, status: 'paid', method: 'ideal', paidAt, createdAt: paidAt, expiresAt: null },
    ...{ checkoutUrl: null, statusAt: then, lookedAt: then, webhookAt: then },
  });
  const document: InvoiceDocument = isPaid(n)
    ? { ...made, attempts: [paid], nextN: 2, completedAt: paidAt, version: 3 }
    : { ...made, version: 1 };
  const seen = {
    ...logEntry(made, then, 'invoice.seen', { total: { currency: 'EUR', value: '121.00' } }),
    realm: realmName(realm),
  };
  const log: LogEntry[] = [seen];
  return { document, log, due: isPaid(n) ? now + 60 * DAY : null };
}
