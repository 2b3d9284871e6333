/** Several proxies on one store do no more work than one. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { startRedis, withoutRedis } from '../../help/redis.ts';
import { bearer, claimsOf } from '../help/invoices.ts';
import { load, requestOf } from '../help/load.ts';
import { openShop, type Shop } from '../help/programs.ts';
import type { Context, Row } from '../help/row.ts';

const PROXIES = 4;

/** Payments made at once by all proxies together, each for an invoice of its own. */
const CREATES = 400;
const CONNECTIONS = 20;

/** Calls and operations for each create; what was lost in all. */
type Counts = { mollie: number; store: number; lost: number };

export const fourProxies: Row = {
  name: 'four-proxies',
  what: '4 proxies on one Redis, 20 connections: calls to Mollie and operations on invoices in the store for each create; compare-and-sets lost on distinct invoices',
  baseline: '1 proxy',
  reach: 'equal; 0',
  isMissing: withoutRedis,
  async run(context) {
    const measured = await count(context, PROXIES);
    const base = await count(context, 1);
    const isEqual = measured.mollie === base.mollie && measured.store === base.store;
    const outcome = `${isEqual ? 'equal' : 'not equal'}; ${measured.lost}`;
    return [
      { measured: told(measured), base: told(base), outcome, isReached: isEqual && measured.lost === 0 },
    ];
  },
};

const told = ({ mollie, store, lost }: Counts) => `${mollie} calls, ${store} operations, ${lost} lost`;

async function count(context: Context, proxies: number): Promise<Counts> {
  const redis = await startRedis();
  context.after(redis.close);
  const shop = await openShop(context, { STORAGE_URL: redis.url });
  const urls: string[] = [];
  for (let n = 0; n < proxies; n++) urls.push((await shop.serve()).url);
  // Each knows its account by then, and has its connections.
  await createAll(urls, 0, CONNECTIONS);
  const monitor = await monitored(context, redis.url);
  shop.simulator.requests.clear();
  await createAll(urls, CONNECTIONS, CREATES);
  return { mollie: callsOf(shop) / CREATES, ...(await monitor()) };
}

async function createAll(urls: readonly string[], first: number, count: number): Promise<void> {
  const share = count / urls.length;
  const loads = urls.map(async (url, at) => {
    const requests: Buffer[] = [];
    for (let n = 0; n < share; n++) {
      const headers = {
        ...(await bearer(claimsOf(first + at * share + n))),
        'content-type': 'application/json',
      };
      requests.push(requestOf(`${url}/v1/invoice/payments`, headers, 'POST', '{}'));
    }
    await load(url, requests, { connections: CONNECTIONS / urls.length, count: share, status: 201 });
  });
  await Promise.all(loads);
}

const callsOf = ({ simulator }: Shop) =>
  simulator.requests.list().filter(({ path }) => path.startsWith('/v2/payments')).length;

/** One line of MONITOR: where the command came from, its name, its arguments. https://redis.io/docs/latest/commands/monitor/ */
const COMMAND = /^\+[\d.]+ \[\d+ (\S+)\] "(\w+)" (.*)$/;

/** A slug is 20 bytes in base32; other documents, such as those of accounts, are called otherwise. */
const OF_INVOICE = /"invoice-pay:\{\d+\}:document:[a-z2-7]{32}"/;

/** Ends what is counted. */
const LAST = '"GET" "the end"';

/**
 * Sees every command that Redis is given, and answers those on invoices. What goes by the clock is another thing: accounts
 * are read again every ten seconds, and what is due is asked for every five.
 */
async function monitored({ after }: Context, url: string): Promise<() => Promise<Omit<Counts, 'mollie'>>> {
  const { hostname, port } = new URL(url);
  const [socket, other] = [connect(Number(port), hostname), connect(Number(port), hostname)];
  after(() => void [socket, other].map((each) => each.destroy()));
  let [operations, lost] = [0, 0];
  const lines = createInterface({ input: socket });
  const ended = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      const [, source, name = '', args = ''] = COMMAND.exec(line) ?? [];
      if (line.endsWith(LAST)) resolve();
      if (!OF_INVOICE.test(args)) return;
      const command = name.toLowerCase();
      if (source !== 'lua') operations++;
      // Each script writes once, where the version is the one that it expects.
      if (command === 'eval') lost++;
      if (source === 'lua' && command === 'hset') lost--;
    }),
  );
  socket.write('MONITOR\r\n');
  await once(lines, 'line');
  return async () => {
    // It is seen after all that was sent before it.
    other.write('GET "the end"\r\n');
    await ended;
    return { store: operations / CREATES, lost };
  };
}
