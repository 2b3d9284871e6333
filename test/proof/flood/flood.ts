import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { serveSimulator } from '../../../demo/mollie/server.ts';
import type { InvoiceView } from '../../../shared/api.ts';
import { freePort, startProxy } from '../../help/proxy-process.ts';
import { type ConnectedView, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../../help/stage.ts';
import { ask, type Statuses } from './connections.ts';
import type { Kind, Target } from './kinds.ts';
import type { Usage } from './preload.ts';

/** What one kind of flood came to. */
export type Flooded = {
  /** Until the last payer was done. */
  seconds: number;
  requests: number;
  /** How many were answered with 429. */
  refused: number;
  /** Requests to Mollie, without those about the payers' own payments. */
  mollie: number;
  /** Lines of the log. */
  lines: number;
  before: Usage;
  after: Usage;
  /** Payers at the flood's own address who came meanwhile, and how many of them have paid. */
  payers: number;
  paid: number;
};

const PRELOAD = new URL('preload.ts', import.meta.url).href;
const ADDRESS = '203.0.113.9';
const FROM = { 'x-forwarded-for': ADDRESS };

/** A machine that is busy with a flood, and with other tests, may be late. */
const MOST_TRIES = 10;

/** Of an invoice that cannot be. */
const NOTHING: Omit<Target, 'url' | 'address'> = {
  ...{ token: '', merchantToken: '', link: '', webhook: '', paymentId: '' },
};

/** Floods a proxy for so many seconds, in which `payers` come one after the other, and until the last of them is done. */
export async function flood(kind: Kind, seconds: number, payers: number): Promise<Flooded> {
  const stage = await startStage(kind);
  const { url, proxy, asked } = stage;
  try {
    // Where the key is wrong, nothing can be paid.
    const [first, ...honest] = kind.env?.MOLLIE_API_KEY ? [] : await openInvoices(url, payers + 1);
    const target = { url, address: ADDRESS, ...(first ? await stage.withPayment(first) : NOTHING) };
    await proxy.tell({});
    const before = (await proxy.tell({})) as Usage;
    const [askedBefore, linesBefore] = [asked(), linesOf(proxy.output())];

    const began = performance.now();
    const ending = new AbortController();
    const statuses: Statuses = new Map();
    const flooding = kind.run(target, ending.signal, statuses);
    const between = (1000 * seconds) / Math.max(1, payers);
    const paying = honest.map((invoice, index) => setTimeout(index * between, invoice).then(stage.pay));
    await setTimeout(1000 * seconds);
    const paid = await Promise.all(paying);
    const lasted = (performance.now() - began) / 1000;
    const askedByFlood = asked() - askedBefore;
    ending.abort();
    await flooding;
    return {
      requests: [...statuses.values()].reduce((sum, count) => sum + count, 0),
      refused: statuses.get(429) ?? 0,
      seconds: Math.ceil(lasted),
      mollie: askedByFlood,
      lines: linesOf(proxy.output()) - linesBefore,
      before,
      after: (await proxy.tell({})) as Usage,
      payers: honest.length,
      paid: paid.filter(Boolean).length,
    };
  } finally {
    await stage.close();
  }
}

type Invoice = { path: string; token: string; merchantToken: string };

/** A proxy as a process of its own, on a new store beside a new Mollie. */
async function startStage({ env }: Kind) {
  const mollie = await serveSimulator();
  const { ledger, requests } = mollie.simulator;
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const proxy = await startProxy(
    {
      ...{ MOLLIE_API_KEY: MOLLIE_KEY, MOLLIE_API_ENDPOINT: mollie.endpoint, INVOICE_SECRET, PROXY_SECRET },
      ...{ PORT: String(port), PUBLIC_URL: url, TRUSTED_PROXIES: '127.0.0.1' },
      ...{ STORAGE_URL: `sqlite:${join(folder, 'pay.db')}`, ...env },
    },
    PRELOAD,
  );

  /** Asks as a person does, who tries again where it says that something is down; answers the status. */
  async function insist(path: string, method = 'GET'): Promise<number> {
    const headers = { ...FROM, 'content-type': 'application/x-www-form-urlencoded' };
    for (let tries = 1; ; tries++) {
      const status = await ask(url, { method, path, headers, ...(method === 'POST' && { body: '' }) });
      if (status !== 503 || tries === MOST_TRIES) return status;
      await setTimeout(1000);
    }
  }

  const paymentOf = (path: string) => ledger.list().find(({ redirectUrl }) => redirectUrl?.includes(path));

  /** What stands in requests about the payers' own payments. */
  const own = new Set<string>();

  return {
    url,
    proxy,
    /** How many requests Mollie has had that are none of the payers'. */
    asked: () =>
      requests
        .list()
        .filter(({ path, body }) => ![...own].some((name) => path.includes(name) || body.includes(name)))
        .length,
    async withPayment({ path, token, merchantToken }: Invoice) {
      await insist(path, 'POST');
      const { id, webhookUrl } = paymentOf(path)!;
      return { link: path, token, merchantToken, paymentId: id, webhook: new URL(webhookUrl!).pathname };
    },
    /** Opens the page, pays, comes back and is told that it is paid. */
    async pay({ path, token }: Invoice): Promise<boolean> {
      own.add(path);
      if ((await insist(path)) !== 200 || (await insist(path, 'POST')) !== 303) return false;
      const payment = paymentOf(path)!;
      own.add(payment.id);
      mollie.simulator.settle(payment.id, 'paid');
      if ((await insist(path)) !== 200) return false;
      const headers = { ...FROM, authorization: `Bearer ${token}` };
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const view = (await (await fetch(`${url}/v1/invoice`, { headers })).json()) as InvoiceView;
        if (view.status === 'paid') return true;
        await setTimeout(1000);
      }
      return false;
    },
    async close() {
      await proxy.kill();
      await mollie.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Invoices that nobody has asked about yet: each with its payer's token and the path of its link. */
async function openInvoices(url: string, count: number): Promise<Invoice[]> {
  const invoices: Invoice[] = [];
  for (let made = 0; made < count; made++) {
    const sub = `invoice ${made}`;
    const merchantToken = await signToken(Date.now(), { sub, aud: 'invoice-pay:manage' });
    const headers = { authorization: `Bearer ${merchantToken}` };
    const { link } = (await (
      await fetch(`${url}/v1/invoice`, { method: 'PUT', headers })
    ).json()) as ConnectedView;
    invoices.push({
      path: new URL(link).pathname,
      merchantToken,
      token: await signToken(Date.now(), { sub }),
    });
  }
  return invoices;
}

function linesOf(output: string): number {
  return output.split('\n').length - 1;
}
