import { payPages } from '../help/invoices.ts';
import { load, requestOf } from '../help/load.ts';
import { inTurn, perSecond, ratio } from '../help/measure.ts';
import { ask, openShop, startBare } from '../help/programs.ts';
import type { Row } from '../help/row.ts';

/** As browsers send it. */
const ACCEPTED = { 'accept-encoding': 'gzip, deflate, br, zstd', accept: 'text/html' };

/** Milliseconds of one round. */
const ROUND = 2000;

export const payPage: Row = {
  name: 'pay-page',
  what: '`GET /pay/{slug}`, compressed',
  baseline: 'a bare Hono route that answers the same compressed bytes',
  reach: '≥ 0.30',
  async run(context) {
    const shop = await openShop(context);
    const proxy = await shop.serve();
    const links = await payPages(proxy);
    const answer = await ask(links[1]!, ACCEPTED);
    if (!answer.headers['content-encoding']) throw new Error('The pay page came without compression');
    const bare = await startBare(answer);
    context.after(bare.stop);
    const requests = links.map((link) => requestOf(link, ACCEPTED));
    const [measured, base] = await inTurn([
      async () => (await load(proxy.url, requests, { ms: ROUND })).perSecond,
      async () => (await load(bare.url, requests, { ms: ROUND })).perSecond,
    ]);
    const outcome = ratio(measured / base);
    const isReached = measured / base >= 0.3;
    return [{ measured: perSecond(measured), base: perSecond(base), outcome, isReached }];
  },
};
