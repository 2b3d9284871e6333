import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { INVOICE_SECRET } from '../../help/stage.ts';
import { claimsOf } from '../help/invoices.ts';
import { load, requestOf } from '../help/load.ts';
import { folderInMemory, openShop } from '../help/programs.ts';
import type { Row } from '../help/row.ts';

/** Requests before the first look at the memory, and before the last: each for an invoice that was never asked for. */
const FIRST = 10_000;
const LAST = { short: 100_000, long: 1_000_000 };

/** What may be added, in megabytes. */
const REACH = 20;

/** Milliseconds without requests, in which timers end and Node frees what it frees by itself. */
const REST = 3000;

const megabytes = (bytes: number) => bytes / 1e6;
const told = (bytes: number) => `${megabytes(bytes).toFixed(0)} MB`;

export const memory: Row = {
  name: 'memory',
  what: 'memory (RSS) after 100,000 requests on distinct invoices; with `--long`, after 1,000,000',
  baseline: 'after 10,000',
  reach: '+ ≤ 20 MB',
  async run(context) {
    const shop = await openShop(context, { STORAGE_URL: `sqlite:${folderInMemory(context)}/store.db` });
    const proxy = await shop.serve(true);
    const address = `${proxy.url}/v1/invoice`;
    let asked = 0;
    const until = async (count: number) => {
      const next = () => requestOf(address, { authorization: `Bearer ${tokenOf(asked++)}` });
      await load(proxy.url, next, { count: count - asked });
      await setTimeout(REST);
      return proxy.meter(true);
    };
    const base = await until(FIRST);
    const count = context.isLong ? LAST.long : LAST.short;
    const measured = await until(count);
    const after = `after ${count.toLocaleString('en')}`;
    const added = megabytes(measured.rss - base.rss);
    const addedToHeap = megabytes(measured.heap - base.heap);
    return [
      {
        ...{ of: after, measured: told(measured.rss), base: told(base.rss) },
        ...{ outcome: `+ ${added.toFixed(0)} MB`, isReached: added <= REACH },
      },
      {
        ...{
          of: 'the heap, once garbage is collected',
          measured: told(measured.heap),
          base: told(base.heap),
        },
        outcome: `+ ${addedToHeap.toFixed(0)} MB`,
      },
    ];
  },
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = part({ alg: 'HS256' });

/** A payer's token, made at once: a million of them may not take longer than the proxy. RFC 7515, appendix A.1. */
function tokenOf(n: number): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    aud: 'invoice-pay',
    iat,
    exp: iat + 3600,
    currency: 'EUR',
    total: '121.00',
    ...claimsOf(n),
  };
  const signed = `${HEADER}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', INVOICE_SECRET).update(signed).digest('base64url')}`;
}
