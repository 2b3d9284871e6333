import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryObjects } from 'node:v8';
import { createMollieClient } from '@mollie/api-client';
import type { AccountRecord } from '../../../proxy/accounts/record.ts';
import { createPagesOf } from '../../../proxy/compose/pages.ts';
import { createConnectionRecord } from '../../../proxy/connection/record.ts';
import { realmRecord } from '../../../proxy/keys/realm.ts';
import { openStore } from '../../../proxy/store/index.ts';
import { createCountingStore } from '../../help/counting-store.ts';
import { accountRow, fillStore, type Row } from '../../help/sleepers.ts';
import { createStage, MOLLIE_KEY } from '../../help/stage.ts';

/** What is kept in memory of accounts, of their looks, and of realms and currencies. */
const [ACCOUNTS, LOOKS, CURRENCIES] = [1000, 200, 10_000];
const BEYOND = 100;

/** The most invoices in one request. */
const BATCH = 100;

/** What each client of Mollie has one of. */
const OfClient = createMollieClient({ apiKey: MOLLIE_KEY }).payments.constructor as new () => object;

/** Those that anything still refers to. */
const countClients = () => Number(queryObjects(OfClient));

test('of more accounts than fit, those that were asked about last stay in memory, with their clients', async (t) => {
  const store = openStore('memory:');
  const stage = await createStage({ storage: store });
  t.after(() => stage.close());
  const names = Array.from({ length: ACCOUNTS + BEYOND }, (_, n) => `account-${n}`);
  const rows: Row[] = [];
  for (const account of names) {
    const row = await accountRow(account, MOLLIE_KEY, stage.now() + 1e9);
    // Nothing is to be searched for.
    const mark = { v: 1, at: 0, connection: (row.value as AccountRecord).connection };
    const key = realmRecord('complete', { account, mode: 'test' });
    rows.push(row, { key, value: mark, due: row.due });
  }
  await fillStore(store, rows);
  const ask = async (some: readonly string[]) => {
    const tokens = await Promise.all(some.map((account) => stage.payer({ account })));
    const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens } });
    for (const invoice of body.invoices) assert.equal(invoice.mode, 'test');
  };
  const before = countClients();
  for (let n = 0; n < names.length; n += BATCH) await ask(names.slice(n, n + BATCH));
  const clients = countClients() - before;
  assert.ok(clients > ACCOUNTS / 2 && clients < ACCOUNTS + BEYOND / 2, `${clients} clients`);
});

test('pages are kept for so many looks, and made again for others', async () => {
  let made = 0;
  const assets = async () => {
    made++;
    return new Map() as never;
  };
  const options = { origin: 'https://pay.example.com', base: '', checkoutOrigins: [] };
  const pagesOf = createPagesOf(options, { assets, log: () => {} });
  const look = (n: number) => pagesOf({ name: `Merchant ${n}`, logo: null, color: null });
  for (let n = 0; n <= LOOKS; n++) await look(n);
  assert.equal(made, LOOKS + 1);
  await look(LOOKS);
  assert.equal(made, LOOKS + 1);
  await look(0);
  assert.equal(made, LOOKS + 2);
});

test('currencies are remembered of so many realms; of one that no longer fits they are written again', async () => {
  const store = createCountingStore(openStore('memory:'));
  const record = createConnectionRecord({ store, clock: () => 0 });
  const note = (n: number) => record.noteCurrency({ account: `account-${n}`, mode: 'test' }, 'EUR');
  for (let n = 0; n <= CURRENCIES; n++) note(n);
  await record.flush();
  assert.equal(store.counted().update, CURRENCIES + 1);
  note(CURRENCIES);
  await record.flush();
  assert.equal(store.counted().update, 0);
  note(0);
  await record.flush();
  assert.equal(store.counted().update, 1);
  await store.close();
});
