import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../proxy/config/index.ts';
import { PAST } from './history.ts';
import type { Invoice } from './host/invoices.ts';
import type { Merchant } from './host/merchants.ts';
import { serveSimulator } from './mollie/server.ts';
import { defaultSettings } from './mollie/settings.ts';
import type { Simulator } from './mollie/simulator.ts';
import { LOOPBACK } from './ports.ts';

/** What the demo stands on: a Mollie, a store, secrets, and a clock for all. */
export type Backing = {
  /** For the proxy's configuration. */
  env: Environment & { INVOICE_SECRET: string; NOTIFY_SECRET: string; PUBLIC_URL: string };
  /** Milliseconds since 1970. */
  clock: () => number;
  simulator: { url: string; simulator: Simulator } | null;
  /** The merchant's invoices of an earlier run; null where there was none. */
  invoicesOf: (merchant: Merchant) => Invoice[] | null;
  keep: (merchant: Merchant, invoices: readonly Invoice[]) => void;
  close: () => Promise<void>;
};

/** Any key in Mollie's form will do for the simulator. */
const SIMULATOR_KEY = 'test_demoDemoDemoDemoDemoDemoDemoDemo';

/** A Mollie on this machine and a store that is gone afterwards: everything starts fresh. */
export async function simulatedBacking(options: {
  port: number;
  proxyPort: number;
  brand: string;
  hosts: readonly string[];
}): Promise<Backing> {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-demo-'));
  const { url, endpoint, simulator, close } = await serveSimulator({
    port: options.port,
    host: LOOPBACK,
    hosts: options.hosts,
    now: () => Date.now() - PAST,
    settings: { profileName: options.brand, methods: [...defaultSettings().methods, 'klarna', 'billie'] },
  });
  return {
    env: {
      MOLLIE_API_KEY: SIMULATOR_KEY,
      MOLLIE_API_ENDPOINT: endpoint,
      PUBLIC_URL: `http://${LOOPBACK}:${options.proxyPort}`,
      STORAGE_URL: `sqlite:${join(folder, 'demo.db')}`,
      ...newSecrets(),
    },
    // One clock for all: "+ 1 day" on the simulator's dashboard is a day for proxy and host too.
    clock: () => simulator.clock.now(),
    simulator: { url, simulator },
    invoicesOf: () => null,
    keep: () => {},
    async close() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Mollie itself, in test mode. Store, secrets and invoices stay in a folder, so that links outlive a restart. */
export function mollieBacking(options: { env: Environment; proxyPort: number; folder: string }): Backing {
  const { env, folder } = options;
  mkdirSync(folder, { recursive: true });
  const secretsFile = join(folder, 'demo-secrets.json');
  const invoicesFile = ({ account }: Merchant) =>
    join(folder, account === null ? 'demo-invoices.json' : `demo-invoices-${account}.json`);
  // An earlier version's file may lack some.
  const secrets = { ...newSecrets(), ...readJson<ReturnType<typeof newSecrets>>(secretsFile) };
  writeJson(secretsFile, secrets);
  return {
    env: {
      MOLLIE_API_KEY: env.MOLLIE_API_KEY,
      MOLLIE_API_ENDPOINT: env.MOLLIE_API_ENDPOINT,
      PUBLIC_URL: env.PUBLIC_URL?.trim() || `http://localhost:${options.proxyPort}`,
      STORAGE_URL: `sqlite:${join(folder, 'demo.db')}`,
      ...secrets,
    },
    clock: Date.now,
    simulator: null,
    invoicesOf: (merchant) => readJson<Invoice[]>(invoicesFile(merchant)),
    keep: (merchant, invoices) => writeJson(invoicesFile(merchant), invoices),
    close: async () => {},
  };
}

function newSecrets() {
  const secret = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
  return { INVOICE_SECRET: secret(), PROXY_SECRET: secret(), NOTIFY_SECRET: `whsec_${key}` };
}

/** Null where there is no such file yet. */
function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** For its owner only, as secrets should be. */
function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
}
