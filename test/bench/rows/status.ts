/** The status of an invoice, and what it costs the others who wait. */
import { startPostgres, withoutPostgres } from '../../help/postgres.ts';
import { startRedis, withoutRedis } from '../../help/redis.ts';
import { bearer, claimsOf, statusRequests } from '../help/invoices.ts';
import { load, requestOf } from '../help/load.ts';
import { inTurn, milliseconds, perSecond, ratio } from '../help/measure.ts';
import { ask, onSqlite, openShop, type Program, startBare } from '../help/programs.ts';
import type { Context, Line, Row } from '../help/row.ts';

/** Milliseconds of one round. */
const ROUND = 2000;

/** A metered proxy with a store, beside a bare route that answers an invoice of it. */
async function besideBare(context: Context, STORAGE_URL: string, store?: string) {
  const shop = await openShop(context, { STORAGE_URL });
  const proxy = await shop.serve(true);
  const requests = await statusRequests(proxy);
  const answer = await ask(`${proxy.url}/v1/invoice`, await bearer(claimsOf(1)));
  const bare = await startBare(answer, { isMetered: true, ...(store && { store }) });
  context.after(bare.stop);
  return { proxy, bare, status: ({ url }: Program) => load(url, requests, { ms: ROUND }) };
}

export const statusOnSqlite: Row = {
  name: 'status',
  what: '`GET /v1/invoice`, SQLite, 20 connections',
  baseline: 'a bare Hono route that answers the same bytes',
  reach: '≥ 0.40',
  async run(context) {
    const { proxy, bare, status } = await besideBare(context, onSqlite(context));
    const health = requestOf(`${proxy.url}/health`);
    const [measured, healthy, base] = await inTurn([
      async () => (await status(proxy)).perSecond,
      async () => (await load(proxy.url, [health], { ms: ROUND })).perSecond,
      async () => (await status(bare)).perSecond,
    ]);
    return [
      { of: 'status', ...lineOf(measured, base), isReached: measured / base >= 0.4 },
      { of: '`GET /health`', ...lineOf(healthy, base) },
    ];
  },
};

const lineOf = (measured: number, base: number) => ({
  measured: perSecond(measured),
  base: perSecond(base),
  outcome: ratio(measured / base),
});

/** The same where the bare route, too, reads from a server. */
const statusOn = (
  store: string,
  isMissing: () => string | false,
  begin: () => Promise<{ url: string; close(): unknown }>,
): Row => ({
  name: `status-${store.toLowerCase()}`,
  what: `\`GET /v1/invoice\`, ${store}, 20 connections`,
  baseline: 'a bare Hono route that reads one document there, of the same size, for each answer',
  reach: '≥ 0.7',
  isMissing,
  async run(context): Promise<Line[]> {
    const server = await begin();
    context.after(server.close);
    const { proxy, bare, status } = await besideBare(context, server.url, server.url);
    const [measured, base] = await inTurn([
      async () => (await status(proxy)).perSecond,
      async () => (await status(bare)).perSecond,
    ]);
    return [{ ...lineOf(measured, base), isReached: measured / base >= 0.7 }];
  },
});

export const statusOnRedis = statusOn('Redis', withoutRedis, startRedis);
export const statusOnPostgres = statusOn('PostgreSQL', withoutPostgres, () => startPostgres());

export const eventLoop: Row = {
  name: 'event-loop',
  what: 'event loop delay under that load, 99th percentile',
  baseline: 'that of the bare route',
  reach: '≤ 3 ×',
  async run(context) {
    const { proxy, bare, status } = await besideBare(context, onSqlite(context));
    const delayOf = async (program: Program) => {
      await program.meter();
      await status(program);
      return (await program.meter()).p99;
    };
    const [measured, base] = await inTurn([() => delayOf(proxy), () => delayOf(bare)]);
    const outcome = `${ratio(measured / base)} ×`;
    const isReached = measured <= 3 * base;
    return [{ measured: milliseconds(measured), base: milliseconds(base), outcome, isReached }];
  },
};
