/**
 * Measures what people wait for, each against a stated baseline in the same run, and prints a table of ratios.
 * Rounds of the two alternate, so that a machine that slows down slows both; medians count.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createDatabase } from 'db0';
import nodeSqlite from 'db0/connectors/node-sqlite';
import { Hono } from 'hono';
import { createStorage } from 'unstorage';
import dbDriver from 'unstorage/drivers/db0';
import { createClock } from '../../proxy/lib/clock.ts';
import { createBudgets } from '../../proxy/mollie/budget.ts';
import { createMollie } from '../../proxy/mollie/client.ts';
import { createSqliteStore } from '../../proxy/store/sqlite/index.ts';
import { createStage, MOLLIE_KEY } from '../help/stage.ts';

type Work = () => Promise<unknown>;
type Row = { what: string; baseline: string; measured: number; base: number };

const ROUNDS = 9;

const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-bench-'));
const stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/proxy.db` } });
const rows: Row[] = [];

/** Microseconds a call, the median of the rounds; `measured` and `base` in turn. */
async function compare(
  what: string,
  baseline: string,
  calls: number,
  measured: Work,
  base: Work,
): Promise<void> {
  const times: { measured: number[]; base: number[] } = { measured: [], base: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const pair = { measured: await time(calls, measured), base: await time(calls, base) };
    // The first round warms up.
    if (round < 0) continue;
    times.measured.push(pair.measured);
    times.base.push(pair.base);
  }
  rows.push({ what, baseline, measured: median(times.measured), base: median(times.base) });
}

async function time(calls: number, work: Work): Promise<number> {
  const began = performance.now();
  for (let call = 0; call < calls; call++) await work();
  return ((performance.now() - began) * 1000) / calls;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function serveBaseline(body: unknown): Promise<{ url: string; close: () => void }> {
  const app = new Hono().get('/', (c) => c.json(body));
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => void server.close() };
}

const ask = async (url: string, init?: RequestInit) => (await fetch(url, init)).arrayBuffer();

// A view of an invoice whose payment is open.
const token = await stage.payer();
const id = await stage.attempt();
const view = await stage.view();
const headers = { authorization: `Bearer ${token}` };
const constant = await serveBaseline(view);
const clock = createClock();
const mollie = createMollie({
  keys: [{ credential: 'key', apiKey: MOLLIE_KEY }],
  endpoint: stage.mollie.endpoint,
  fetch,
  budget: createBudgets(clock)(),
  clock,
});
const invoice = () => ask(`${stage.url}/v1/invoice`, { headers });
await compare('GET /v1/invoice', 'the same JSON from a bare Hono route', 200, invoice, () =>
  ask(constant.url),
);
await compare('GET /v1/invoice', 'asking a local Mollie on every view', 100, invoice, () => mollie.get(id));
await compare('GET /pay/{slug}', 'GET /v1/invoice', 100, () => ask(view.link), invoice);

// A list of invoices.
const tokens = await Promise.all(Array.from({ length: 100 }, (_, n) => stage.payer({ sub: `listed-${n}` })));
const body = JSON.stringify({ tokens });
const batch = () =>
  ask(`${stage.url}/v1/invoices`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
const oneByOne = () =>
  Promise.all(
    tokens.map((one) => ask(`${stage.url}/v1/invoice`, { headers: { authorization: `Bearer ${one}` } })),
  );
await compare('100 invoices in one batch', '100 requests at once', 3, batch, oneByOne);

// The store.
const store = await createSqliteStore(join(folder, 'store.db'));
const database = createDatabase(nodeSqlite({ path: join(folder, 'plain.db') }));
const plain = createStorage({ driver: dbDriver({ database }) });
const document = { v: 1, view };
const update = () => store.update('key', () => ({ value: document, due: 1, log: [] }));
await update();
await plain.setItem('key', document);
await compare(
  'store get',
  'unstorage getItem, SQLite',
  500,
  () => store.get('key'),
  () => plain.getItem('key'),
);
const readThenWrite = async () => {
  await plain.getItem('key');
  await plain.setItem('key', document);
};
await compare(
  'store update (read, compare, write, sync)',
  'unstorage getItem and setItem',
  100,
  update,
  readThenWrite,
);

const columns = rows.map(({ what, baseline, measured, base }) => ({
  measured: what,
  µs: Math.round(measured),
  baseline,
  'µs ': Math.round(base),
  ratio: (measured / base).toFixed(2),
}));
console.table(columns);

constant.close();
await store.close();
await plain.dispose();
await stage.close();
await rm(folder, { recursive: true });
process.exit();
