/** Every route beside many invoices and accounts, on each store. */
import { copyFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import * as pg from 'pg';
import { createClock } from '../../../proxy/lib/clock.ts';
import { createPostgresStore } from '../../../proxy/store/postgres/index.ts';
import { createRedisStore } from '../../../proxy/store/redis/index.ts';
import { createSqliteStore } from '../../../proxy/store/sqlite/index.ts';
import { temporaryFolder } from '../../help/cli.ts';
import { startPostgres, withoutPostgres } from '../../help/postgres.ts';
import { startRedis, withoutRedis } from '../../help/redis.ts';
import { fill, type Size } from '../help/fill.ts';
import { load } from '../help/load.ts';
import { inTurn, milliseconds, ROUNDS, ratio } from '../help/measure.ts';
import { folderInMemory, openShop, type Program } from '../help/programs.ts';
import { ROUTES, type Route, type Store, TIMES } from '../help/routes.ts';
import type { Context, Line, Row } from '../help/row.ts';

const SMALL: Size = { invoices: 1000, accounts: 1 };
const LARGE: Size = { invoices: 100_000, accounts: 10_000 };
const HUGE: Size = { invoices: 1_000_000, accounts: 10_000 };

/** Milliseconds of one round. */
const ROUND = 150;

/** How long a driver with everything in it may take to be read. Milliseconds. */
const PATIENCE = 30_000;

/** How many times as long a route may take. */
const REACH = 1.15;

type Open = (context: Context, size: Size) => Promise<Store>;

/** Filled in memory, and then on the disk. */
const sqlite: Open = async (context, size) => {
  const filled = `${folderInMemory(context)}/store.db`;
  const store = await createSqliteStore(filled);
  await fill(store, size);
  await store.close();
  const file = `${temporaryFolder(context)}/store.db`;
  copyFileSync(filled, file);
  return beside(context, { STORAGE_URL: `sqlite:${file}` }, size);
};

/** Filled without waiting for the disk. */
const redis: Open = async (context, size) => {
  const server = await startRedis();
  context.after(server.close);
  const client = new Redis(server.url);
  await client.config('SET', 'appendfsync', 'no', 'auto-aof-rewrite-percentage', '0');
  const store = createRedisStore({ Redis }, server.url, createClock());
  await fill(store, size);
  await store.close();
  await client.config('SET', 'appendfsync', 'always');
  client.disconnect();
  return beside(context, { STORAGE_URL: server.url }, size);
};

const postgres: Open = async (context, size) => {
  const server = await startPostgres();
  context.after(server.close);
  const wait = async (isOn: boolean) => {
    await server.query(`ALTER SYSTEM SET synchronous_commit = ${isOn ? 'on' : 'off'}`);
    await server.query('SELECT pg_reload_conf()');
  };
  await wait(false);
  const store = await createPostgresStore(pg, server.url, createClock());
  await fill(store, size);
  await store.close();
  await wait(true);
  // As the server does by itself, some minutes later.
  await server.query('VACUUM ANALYZE');
  return beside(context, { STORAGE_URL: server.url }, size);
};

async function beside(context: Context, storage: Record<string, string>, size: Size): Promise<Store> {
  const shop = await openShop(context, storage);
  return { shop, proxy: await shop.serve(), size };
}

/** From code; the process fills its driver by itself. */
const driver =
  (folder: (context: Context) => string): Open =>
  async (context, size) => {
    const shop = await openShop(context, { DRIVER: folder(context) });
    const filling = { INVOICES: String(size.invoices), ACCOUNTS: String(size.accounts) };
    const proxy = await shop.serveFromCode(filling);
    await untilReady(proxy);
    return { shop, proxy, size };
  };

/** A driver is read once as a whole before it is used, which takes longer than a request may wait. */
async function untilReady({ url }: Program): Promise<void> {
  const began = performance.now();
  while ((await fetch(`${url}/ready`)).status !== 200) {
    if (performance.now() - began > PATIENCE) throw new Error(`not ready within ${PATIENCE / 1000} s`);
    await setTimeout(100);
  }
}

const STORES: Record<string, { open: Open; isMissing?: () => string | false }> = {
  SQLite: { open: sqlite },
  Redis: { open: redis, isMissing: withoutRedis },
  PostgreSQL: { open: postgres, isMissing: withoutPostgres },
  memory: { open: driver(() => 'memory') },
  'unstorage, files': { open: driver(temporaryFolder) },
};

export const fullStore: Row = {
  name: 'full-store',
  what: 'every route with 100,000 invoices and 10,000 accounts stored, median; with `--long`, also 1,000,000 on SQLite',
  baseline: 'with 1,000 and one',
  reach: '≤ 1.15 ×',
  async run(context) {
    const lines: Line[] = [];
    for (const [name, { open, isMissing }] of Object.entries(STORES)) {
      const missing = isMissing?.();
      if (missing) lines.push({ of: name, measured: '', base: '', outcome: missing });
      else lines.push(...(await compare(context, name, open, LARGE).catch(failed(name))));
    }
    if (context.isLong) lines.push(...(await compare(context, 'SQLite, 1,000,000', sqlite, HUGE)));
    return lines;
  },
};

/** A store that cannot be used with so much in it falls short, and the others are measured all the same. */
const failed = (name: string) => (error: Error) => [
  { of: name, measured: '', base: '', outcome: error.message, isReached: false },
];

/** A line for each route that takes too long, and one for all others. */
async function compare(context: Context, name: string, open: Open, size: Size): Promise<Line[]> {
  const [large, small] = [await open(context, size), await open(context, SMALL)];
  const short: Line[] = [];
  const others: number[] = [];
  for (const route of ROUTES) {
    const works = [timeOf(route, large), timeOf(route, small)] as const;
    let [measured, base] = await inTurn(works);
    // A round is short: what seems to take too long may have been chance.
    if (measured > REACH * base) [measured, base] = await inTurn(works, 3 * ROUNDS);
    const figures = { measured: milliseconds(measured), base: milliseconds(base) };
    const outcome = `${ratio(measured / base)} ×`;
    console.error(name, route.name, figures.measured, figures.base, outcome);
    if (measured <= REACH * base) others.push(measured / base);
    else short.push({ of: `${name}, \`${route.name}\``, ...figures, outcome, isReached: false });
  }
  const of = `${name}, ${short.length > 0 ? 'the other ' : ''}${others.length} routes`;
  const outcome = `at most ${ratio(Math.max(...others))} ×`;
  return [{ of, measured: '', base: '', outcome, isReached: true }, ...short];
}

function timeOf({ requests, once, status = 200 }: Route, store: Store): () => Promise<number> {
  let made: Buffer[] | undefined;
  let round = 0;
  return async () => {
    if (!made || once) made = await requests(store, round++);
    // What changes an invoice does so once; all else is asked for as often as there is time.
    const length = once ? { count: TIMES } : { ms: ROUND };
    return (await load(store.proxy.url, made, { connections: 1, ...length, status })).p50;
  };
}
