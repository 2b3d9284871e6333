import { accountKey } from '../../../proxy/accounts/record.ts';
import { CONNECTION_CHANGED } from '../../../proxy/codes/notifications.ts';
import { realmRecord } from '../../../proxy/keys/realm.ts';
import { openStore } from '../../../proxy/store/index.ts';
import type { Host } from '../aftermath.ts';
import type { Books } from '../books.ts';
import type { Accounts, Text, Told } from '../evidence.ts';
import type { Fleet } from './fleet.ts';
import type { Merchants } from './merchants.ts';

type Sources = { books: Books; host: Host; fleet: Fleet; invoices: readonly Told[] };

/** What is known of all accounts when everything is over. */
export async function accountsOf(
  storageUrl: string,
  { merchants, ...sources }: Sources & { merchants: Merchants },
): Promise<Accounts> {
  const connections = await merchants.connections();
  const texts = [...merchants.seen.texts, ...(await textsOf(storageUrl, sources))];
  const hints = connections.map((one) => ({ ...one, heard: newestHints(sources.host, one.account) }));
  return { ...merchants.seen, texts, hints };
}

/** All that was told, logged and stored for each account, when everything is over. */
async function textsOf(storageUrl: string, { books, host, fleet, invoices }: Sources): Promise<Text[]> {
  const owners = new Map(books.subs().map((name) => [books.facts(name).slug, books.accountOf(name)]));
  return [
    ...invoices.map(({ slug, ...told }) => textOf(owners.get(slug)!, 'told in the end', told)),
    ...host.heard.map((heard) => textOf(accountOf(heard), heard.type, heard)),
    ...linesOf(fleet.said()),
    ...(await storedOf(storageUrl, owners)),
  ];
}

/** The hints in the newest notification of an account's connection that the host has accepted; several of one time. */
function newestHints({ heard, accepted }: Host, account: string): (string | null)[] {
  const own = heard.filter(
    (one) => one.type === CONNECTION_CHANGED && accepted.has(one.id) && accountOf(one) === account,
  );
  const newest = own
    .map(({ timestamp }) => timestamp)
    .sort()
    .at(-1);
  return own
    .filter(({ timestamp }) => timestamp === newest)
    .map(({ data }) => (data as unknown as { hint: string | null }).hint);
}

function accountOf({ data }: Host['heard'][number]): string {
  return data.account;
}

/** What a process has written, line by line. */
function linesOf(said: string): Text[] {
  return said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => ({
      account: (JSON.parse(line) as { account?: string }).account ?? null,
      where: 'log',
      text: line,
    }));
}

async function storedOf(storageUrl: string, owners: ReadonlyMap<string, string>): Promise<Text[]> {
  const store = openStore(storageUrl);
  const keys = new Map(owners);
  for (const account of new Set(owners.values())) {
    keys.set(accountKey(account), account);
    for (const kind of ['complete', 'connection'])
      keys.set(realmRecord(kind, { account, mode: 'test' }), account);
  }
  const texts: Text[] = [];
  for (const [key, account] of keys)
    texts.push(textOf(account, `stored as ${key}`, (await store.get(key)) ?? {}));
  await store.close();
  return texts;
}

function textOf(account: string, where: string, value: object): Text {
  return { account, where, text: JSON.stringify(value) };
}
