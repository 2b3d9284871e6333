/** The status of an invoice, and what it costs the others who wait. */

import { temporaryFolder } from '../../help/cli.ts';
import { bearer, claimsOf, statusRequests } from '../help/invoices.ts';
import { load, requestOf } from '../help/load.ts';
import { inTurn, milliseconds, perSecond, ratio } from '../help/measure.ts';
import { ask, openShop, startBare } from '../help/programs.ts';
import type { Context, Row } from '../help/row.ts';

/** Milliseconds of one round. */
const ROUND = 2000;

/** A proxy with SQLite, beside a bare route that answers an invoice of it. */
async function besideBare(context: Context) {
  const shop = await openShop(context, { STORAGE_URL: `sqlite:${temporaryFolder(context)}/store.db` });
  const proxy = await shop.serve(true);
  const requests = await statusRequests(proxy);
  const bare = await startBare(await ask(`${proxy.url}/v1/invoice`, await bearer(claimsOf(1))), true);
  context.after(bare.stop);
  const health = requestOf(`${proxy.url}/health`);
  return {
    ...{ proxy, bare },
    status: () => load(proxy.url, requests, { ms: ROUND }),
    health: () => load(proxy.url, [health], { ms: ROUND }),
    constant: () => load(bare.url, requests, { ms: ROUND }),
  };
}

export const statusOnSqlite: Row = {
  name: 'status',
  what: '`GET /v1/invoice`, SQLite, 20 connections',
  baseline: 'a bare Hono route that answers the same bytes',
  reach: '≥ 0.40',
  async run(context) {
    const { status, health, constant } = await besideBare(context);
    const [measured, healthy, base] = await inTurn([
      async () => (await status()).perSecond,
      async () => (await health()).perSecond,
      async () => (await constant()).perSecond,
    ]);
    const line = { measured: perSecond(measured), base: perSecond(base), outcome: ratio(measured / base) };
    const other = { measured: perSecond(healthy), base: perSecond(base), outcome: ratio(healthy / base) };
    return [
      { of: 'status', ...line, isReached: measured / base >= 0.4 },
      { of: '`GET /health`', ...other },
    ];
  },
};

export const eventLoop: Row = {
  name: 'event-loop',
  what: 'event loop delay under that load, 99th percentile',
  baseline: 'that of the bare route',
  reach: '≤ 3 ×',
  async run(context) {
    const { proxy, bare, status, constant } = await besideBare(context);
    const [measured, base] = await inTurn([
      async () => {
        await proxy.meter();
        await status();
        return (await proxy.meter()).p99;
      },
      async () => {
        await bare.meter();
        await constant();
        return (await bare.meter()).p99;
      },
    ]);
    const outcome = `${ratio(measured / base)} ×`;
    const isReached = measured <= 3 * base;
    return [{ measured: milliseconds(measured), base: milliseconds(base), outcome, isReached }];
  },
};
