import { signToken } from '../../help/stage.ts';
import { claimsOf, INVOICES, statusRequests } from '../help/invoices.ts';
import { load, requestOf } from '../help/load.ts';
import { inTurn, ratio } from '../help/measure.ts';
import { openShop } from '../help/programs.ts';
import type { Row } from '../help/row.ts';

/** As many as a list of a page may have in one request. */
const SIZE = 100;

/** Milliseconds of one round. */
const ROUND = 2000;

const invoicesPerSecond = (count: number) => `${Math.round(count).toLocaleString('en')} invoices/s`;

export const batch: Row = {
  name: 'batch',
  what: '`POST /v1/invoices`, 100 tokens, 20 connections',
  baseline: '100 single requests',
  reach: '≥ 8 ×',
  async run(context) {
    const shop = await openShop(context);
    const proxy = await shop.serve();
    const singles = await statusRequests(proxy);
    const tokens = await Promise.all(
      Array.from({ length: INVOICES }, (_, n) => signToken(Date.now(), claimsOf(n))),
    );
    const headers = { 'content-type': 'application/json' };
    const batches = [tokens.slice(0, SIZE), tokens.slice(-SIZE)].map((some) =>
      requestOf(`${proxy.url}/v1/invoices`, headers, 'POST', JSON.stringify({ tokens: some })),
    );
    const [measured, base] = await inTurn([
      async () => SIZE * (await load(proxy.url, batches, { ms: ROUND })).perSecond,
      async () => (await load(proxy.url, singles, { ms: ROUND })).perSecond,
    ]);
    const outcome = `${ratio(measured / base)} ×`;
    const isReached = measured >= 8 * base;
    return [{ measured: invoicesPerSecond(measured), base: invoicesPerSecond(base), outcome, isReached }];
  },
};
