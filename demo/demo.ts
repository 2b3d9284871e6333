import { fileURLToPath } from 'node:url';
import type { Environment } from '../proxy/config/index.ts';
import { serve } from '../proxy/node/serve.ts';
import { type Backing, mollieBacking, simulatedBacking } from './backing.ts';
import { playHistory } from './history.ts';
import { createHost, PUBLIC } from './host/app.ts';
import { Books } from './host/books.ts';
import type { Invoice } from './host/invoices.ts';
import { FIRST, type Merchant, pathOf, SECOND } from './host/merchants.ts';
import { createProxyClient, type ProxyClient } from './host/proxy.ts';
import { sampleInvoices } from './host/samples.ts';
import { serveHost } from './host/server.ts';
import type { Site } from './host/site.ts';
import { createTokens } from './host/tokens.ts';
import { SECOND_ORGANIZATION } from './mollie/organizations.ts';
import { freePorts, LAST_PORT, LOOPBACK } from './ports.ts';

export type Addresses = {
  start: string;
  merchantInvoice: string;
  onlineInvoice: string;
  invoiceList: string;
  connection: string;
  playground: string;
  /** Where the second merchant connects. */
  secondMerchant: string;
  proxy: string;
  /** Null where a real key is used. */
  simulator: string | null;
};

export type Demo = {
  addresses: Addresses;
  /** Lets requests finish, and removes what was temporary. */
  stop: () => Promise<void>;
};

export type DemoOptions = {
  /** `MOLLIE_API_KEY` for Mollie instead of the simulator, with it `PUBLIC_URL`; `PORT` of the proxy; `DEMO_HOSTS` for names besides this machine's own, by commas. */
  env?: Environment;
  /** Where to start looking for free ports; 0 takes any. */
  ports?: { proxy: number; host: number; simulator: number };
  /** What a real key's store, secrets and invoices are kept in. */
  folder?: string;
  /** Takes the proxy's log; by default its errors go to stderr. */
  log?: (entry: Record<string, unknown>) => void;
};

/** Why the demo does not start, for the one who started it. */
export class DemoError extends Error {
  override name = 'DemoError';
}

const BRAND = {
  BRAND_NAME: FIRST.company,
  BRAND_COLOR: '#0f5c4d',
  BRAND_LOGO: fileURLToPath(new URL('logo.svg', PUBLIC)),
};

/**
 * Starts the invoicing system of two invented companies, the proxy, and a Mollie simulator, each on a port of its own.
 *
 * @throws {DemoError} with a live key, or a `PORT` that is none
 * @throws {ConfigError} where the proxy does not take what `env` says
 */
export async function startDemo({
  env = process.env,
  ports = { proxy: readPort(env.PORT), host: 3001, simulator: 3002 },
  folder = './data',
  log = logErrors,
}: DemoOptions = {}): Promise<Demo> {
  const key = env.MOLLIE_API_KEY?.trim();
  if (key?.startsWith('live_')) {
    throw new DemoError(
      'MOLLIE_API_KEY is a live key. This is a demo with invented invoices: use a test_ key, or none for the simulator.',
    );
  }
  const [proxyPort = 0, hostPort = 0, simulatorPort = 0] = await freePorts([
    ports.proxy,
    ports.host,
    ports.simulator,
  ]);
  const hosts = (env.DEMO_HOSTS ?? '').split(',').map((name) => name.trim());
  const running: { stop: () => Promise<void> }[] = [];
  const stop = async () => {
    for (const { stop } of running.splice(0).reverse()) await stop();
  };
  try {
    const backing = key
      ? mollieBacking({ env, proxyPort, folder })
      : await simulatedBacking({ port: simulatorPort, proxyPort, brand: FIRST.company, hosts });
    running.push({ stop: backing.close });

    const hostUrl = `http://${LOOPBACK}:${hostPort}`;
    const proxy = await serve({
      env: { ...backing.env, ...BRAND, ALLOWED_ORIGINS: hostUrl, NOTIFY_URL: `${hostUrl}/notifications` },
      port: proxyPort,
      host: LOOPBACK,
      clock: backing.clock,
      log,
    });
    running.push(proxy);

    const client = createProxyClient(proxy.address);
    const sites = sitesOf(backing, { url: hostUrl, hosts, proxy: client });
    running.push(await serveHost(createHost(sites, backing.env.NOTIFY_SECRET), hostPort));
    await begin(backing, sites, client);
    return { addresses: addressesOf(hostUrl, backing, sites[0].books), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readPort(text: string | undefined): number {
  if (!text?.trim()) return 3000;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= LAST_PORT) return port;
  throw new DemoError('PORT: expected a port number, such as 3000.');
}

/** Both merchants at the host. */
function sitesOf(
  { env, clock, simulator, keep, invoicesOf }: Backing,
  { url, hosts, proxy }: { url: string; hosts: string[]; proxy: ProxyClient },
): [Site, Site] {
  const now = Date.now();
  const siteOf = (merchant: Merchant, toConnect: Site['toConnect']): Site => {
    const invoices = invoicesOf(merchant) ?? sampleInvoices(merchant, now);
    const { account } = merchant;
    const tokens = createTokens({ secret: env.INVOICE_SECRET, clock, url: url + pathOf(merchant), account });
    const onChange = (changed: readonly Invoice[]) => keep(merchant, changed);
    const books = new Books({ invoices, tokens, proxy, onChange });
    const simulatorUrl = simulator?.url ?? null;
    return { merchant, books, tokens, url, hosts, proxyUrl: env.PUBLIC_URL, simulatorUrl, toConnect };
  };
  return [siteOf(FIRST, null), siteOf(SECOND, simulator && keyAtSimulator(simulator.url))];
}

/** Has the proxy know all invoices, and what became of the first merchant's. */
async function begin({ simulator }: Backing, [first, second]: [Site, Site], proxy: ProxyClient) {
  if (simulator) await playHistory({ simulator: simulator.simulator, ...first, proxy, now: Date.now() });
  else await first.books.sendAll();
  await second.books.sendAll();
}

/** The second merchant of the simulator is that of the demo. */
function keyAtSimulator(url: string): { apiKey: string; dashboard: string } {
  const { id, apiKeys } = SECOND_ORGANIZATION;
  return { apiKey: apiKeys[0]!, dashboard: `${url}/dashboard/${id}` };
}

function addressesOf(url: string, { env, simulator }: Backing, books: Books): Addresses {
  const { id } = books.newest();
  return {
    start: `${url}/`,
    merchantInvoice: `${url}/invoices/${id}`,
    onlineInvoice: `${url}/online/${id}`,
    invoiceList: `${url}/invoices`,
    connection: `${url}/connection`,
    playground: `${url}/playground`,
    secondMerchant: `${url}${pathOf(SECOND)}/connection`,
    proxy: env.PUBLIC_URL,
    simulator: simulator && `${simulator.url}/`,
  };
}

/** What callers did wrong, they see themselves. */
function logErrors(entry: Record<string, unknown>): void {
  if (entry.level === 'error') console.error(JSON.stringify(entry));
}
