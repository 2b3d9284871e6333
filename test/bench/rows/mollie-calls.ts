/** What the proxy adds to Mollie's own time where somebody waits for both. */
import type { LoggedRequest } from '../../../demo/mollie/requests.ts';
import { MOLLIE_KEY } from '../../help/stage.ts';
import { bearer, claimsOf } from '../help/invoices.ts';
import { load, requestOf } from '../help/load.ts';
import { inTurn, median, milliseconds } from '../help/measure.ts';
import { ask, openShop, type Program, type Shop } from '../help/programs.ts';
import type { Context, Line, Row } from '../help/row.ts';

/** How long Mollie works on each call. Milliseconds. */
const MOLLIE = 50;

/** In one round, one after the other. */
const TIMES = 12;

/** What the proxy may add, in milliseconds. */
const REACH = 5;

type Case = {
  of: string;
  /** What Mollie may be asked each time, and no more. */
  calls: readonly string[];
  status: number;
  /** Readies invoices, and answers a request for each. */
  prepare(shop: Shop, proxy: Program, invoices: readonly number[]): Promise<Buffer[]>;
};

const JSON_TYPE = { 'content-type': 'application/json' };

async function create(proxy: Program, n: number): Promise<Buffer> {
  const headers = await bearer(claimsOf(n));
  // Somebody looks at the invoice before they press Pay.
  await ask(`${proxy.url}/v1/invoice`, headers);
  return requestOf(`${proxy.url}/v1/invoice/payments`, { ...headers, ...JSON_TYPE }, 'POST', '{}');
}

/** Has a payment made for each invoice, and answers its id. */
async function attempts({ simulator }: Shop, proxy: Program, invoices: readonly number[]): Promise<string[]> {
  const requests = await Promise.all(invoices.map((n) => create(proxy, n)));
  await load(proxy.url, requests, { connections: 1, count: invoices.length, status: 201 });
  const newest = simulator.ledger.list().slice(0, invoices.length);
  return newest.map(({ id }) => id).reverse();
}

const CASES: readonly Case[] = [
  {
    of: 'create, the first',
    calls: ['POST /v2/payments'],
    status: 201,
    prepare: (_shop, proxy, invoices) => Promise.all(invoices.map((n) => create(proxy, n))),
  },
  {
    of: 'create, after one that failed',
    calls: ['GET /v2/payments/{id}', 'POST /v2/payments'],
    status: 201,
    async prepare(shop, proxy, invoices) {
      for (const id of await attempts(shop, proxy, invoices)) shop.simulator.settle(id, 'failed');
      await shop.simulator.idle();
      return Promise.all(invoices.map((n) => create(proxy, n)));
    },
  },
  {
    of: 'webhook to stored',
    calls: ['GET /v2/payments/{id}'],
    status: 200,
    async prepare(shop, proxy, invoices) {
      const ids = await attempts(shop, proxy, invoices);
      const { faults, ledger } = shop.simulator;
      // Mollie's own calls are lost, so that these here bring the news.
      faults.add({ endpoint: 'webhook', kind: 'drop' });
      for (const id of ids) shop.simulator.settle(id, 'paid');
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      return ids.map((id) => requestOf(ledger.get(id).webhookUrl!, form, 'POST', `id=${id}`));
    },
  },
];

export const mollieCalls: Row = {
  name: 'mollie-calls',
  what: 'create, and webhook to stored, while each call to Mollie takes 50 ms, median',
  baseline: 'the same calls to Mollie alone',
  reach: '+ ≤ 5 ms, no other calls',
  async run(context) {
    const lines: Line[] = [];
    for (const each of CASES) lines.push(await measure(context, each));
    return lines;
  },
};

async function measure(context: Context, { of, calls, status, prepare }: Case): Promise<Line> {
  const shop = await openShop(context);
  const proxy = await shop.serve();
  const { faults, requests: log } = shop.simulator;
  const asked: LoggedRequest[] = [];
  let next = 0;
  const timed = async () => {
    faults.clear();
    const invoices = Array.from({ length: TIMES }, () => next++);
    const requests = await prepare(shop, proxy, invoices);
    faults.add({ endpoint: '*', kind: 'slow', ms: MOLLIE });
    log.clear();
    const { p50 } = await load(proxy.url, requests, { connections: 1, count: TIMES, status });
    // Lists of methods and the profile's name are renewed in the background, each once a day.
    asked.push(...log.list().filter(({ path }) => path.startsWith('/v2/payments')));
    return p50;
  };
  const alone = async () => replay(shop, asked.slice(-TIMES * calls.length));
  const [measured, base] = await inTurn([timed, alone]);
  const counted = asked.map(({ method, path }) => `${method} ${path.replace(/tr_\w+/, '{id}')}`);
  const expected = Array.from({ length: counted.length / calls.length }, () => calls).flat();
  const isCounted = counted.join() === expected.join() && counted.length > 0;
  const outcome = `+ ${milliseconds(measured - base)}; ${isCounted ? calls.join(', ') : 'other calls'}`;
  const isReached = measured - base <= REACH && isCounted;
  return { of, measured: milliseconds(measured), base: milliseconds(base), outcome, isReached };
}

/** The median time of each kind of call, all together. */
async function replay({ url }: Shop, calls: readonly LoggedRequest[]): Promise<number> {
  const times = new Map<string, number[]>();
  for (const { method, path, body } of calls) {
    const headers = { authorization: `Bearer ${MOLLIE_KEY}`, ...JSON_TYPE };
    const request = requestOf(url + path, headers, method, body);
    const status = method === 'POST' ? 201 : 200;
    const { p50 } = await load(url, [request], { connections: 1, count: 1, status });
    times.set(method, [...(times.get(method) ?? []), p50]);
  }
  return [...times.values()].reduce((sum, each) => sum + median(each), 0);
}
