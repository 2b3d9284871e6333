import type { GetConnInfo } from 'hono/conninfo';
import type { Driver } from 'unstorage';
import { createAccounts } from '../accounts/index.ts';
import type { ReadFile } from '../config/files.ts';
import { ConfigError, type Environment, readConfig } from '../config/index.ts';
import { createConnectionChanges } from '../connection/change.ts';
import { createConnection } from '../connection/index.ts';
import { createOfferedMethods } from '../connection/offered-methods.ts';
import { createConnectionRecord } from '../connection/record.ts';
import { type Assets, readAssets } from '../http/assets.ts';
import { createReport } from '../http/report.ts';
import { createPaymentMetadata } from '../invoice/payment-metadata.ts';
import { createKeys } from '../keys/index.ts';
import { type Random, useRandom } from '../keys/random.ts';
import { createVault } from '../keys/vault.ts';
import { createClock, type Timers } from '../lib/clock.ts';
import { once } from '../lib/once.ts';
import { isOnWorkers } from '../lib/scope.ts';
import { createAnonymousReport } from '../limits/anonymous-callers.ts';
import { createLimits } from '../limits/index.ts';
import { createRefusals } from '../limits/refusals.ts';
import { createLog, type Log, writeLines } from '../log/index.ts';
import { createMetrics } from '../metrics/index.ts';
import { prefixOf } from '../middleware/paths.ts';
import { createSend } from '../notify/send.ts';
import { checkoutOrigins } from '../pages/csp.ts';
import type { Services } from '../routes/help/services.ts';
import type { D1Database } from '../store/d1/index.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { createVerifier } from '../token/index.ts';
import { createInvoicing } from './invoicing.ts';
import { createPagesOf } from './pages.ts';

export type ProxyOptions = {
  /** The configuration, by the names of its variables: `process.env`, or a Worker's `env`. */
  env: Environment | object;
  /** A Worker's binding to D1, any unstorage driver, for one process, or a store of one's own, instead of STORAGE_URL. */
  storage?: D1Database | Driver | Store;
  /** Milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
  /** All waiting, and the measuring of time. Default: the runtime's. */
  timers?: Timers;
  /**
   * Fills bytes for ids, references, nonces and pauses. What can be guessed is for tests alone. The newest proxy's counts for
   * the whole process. Default: WebCrypto's.
   */
  random?: Random;
  /** Sends the requests to Mollie and to the host. */
  fetch?: typeof globalThis.fetch;
  /** Takes the entries of the process's log that LOG_LEVEL lets through. Default: standard output. */
  log?: Log;
  /** How the runtime tells who is at the other end of a connection; without it only Workers are limited by address. */
  connInfo?: GetConnInfo;
  /** The built files of element and pay page, where they cannot be read from the disk. */
  assets?: Assets;
  readFile?: ReadFile;
};

/** The parts of one proxy. */
export type Parts = ReturnType<typeof compose>;

/**
 * Makes the parts of a proxy and hands each what it needs. Starts nothing.
 * @throws {ConfigError} naming every problem of the configuration.
 */
export function compose(options: ProxyOptions) {
  const { env, fetch = globalThis.fetch } = options;
  const clock = createClock(options.clock, options.timers);
  useRandom(options.random);
  const config = readConfig(env, options.readFile);
  const { notify, publicUrl, proxySecrets } = config;
  const metrics = createMetrics(config.metricsToken, clock);
  const log = metrics.log(createLog(config.logLevel, options.log ?? writeLines(console.log, clock)));
  const store = metrics.store(openStore(givenStorage(options) ?? config.storageUrl, log, clock));
  const keys = createKeys(proxySecrets);
  const vault = createVault(proxySecrets);
  const paymentMetadata = createPaymentMetadata(keys);
  const accounts = createAccounts({ config, store, vault, fetch, clock, log, measured: metrics.mollie });
  const report = createReport(log);
  const anonymous = createAnonymousReport(report, { log, clock });
  const send = notify ? metrics.send(createSend(notify.url, notify.secrets, fetch, clock)) : undefined;
  const notifies = send !== undefined;
  const record = createConnectionRecord({ store, clock });
  const methods = createOfferedMethods({ config, accounts, clock, report });
  const invoicing = createInvoicing({
    config,
    store,
    accounts,
    keys,
    paymentMetadata,
    clock,
    send,
    report,
    log,
    methods,
    noteCurrency: record.noteCurrency,
  });
  const verify = createVerifier(config, clock);
  const connInfo = options.connInfo ?? (isOnWorkers ? throughCloudflare : undefined);
  const limits = createLimits({ config, connInfo, verify, clock, log });
  const prefix = prefixOf(publicUrl);
  const assets = once(async () => options.assets ?? (await readAssets()));
  const services: Services = {
    config,
    prefix,
    store,
    payments: metrics.payments(invoicing.payments),
    completeness: invoicing.completeness,
    verify,
    assets,
    methods,
    clock,
    exposition: metrics.exposition,
    accounts,
    connection: createConnection({ config, store, accounts, clock, record, ...invoicing }),
    connectionChanges: createConnectionChanges({ config, accounts, vault, paymentMetadata, clock, notifies }),
    admit: limits.admit,
    pages: createPagesOf(
      {
        origin: new URL(publicUrl).origin,
        base: prefix,
        checkoutOrigins: checkoutOrigins(config.mollieEndpoint),
      },
      { assets, log },
    ),
    ...createRefusals({ limits, report, anonymous, verify }),
  };
  return { services, invoicing, log, limits, anonymous, record };
}

/** @throws {ConfigError} where there is none although it was meant to be: STORAGE_URL would take its place unnoticed. */
function givenStorage(options: ProxyOptions): ProxyOptions['storage'] {
  if ('storage' in options && !options.storage) {
    throw new ConfigError([
      "storage: expected a Worker's binding to D1, an unstorage driver or a store of your own, and it is " +
        `${options.storage}; on Workers, see \`d1_databases\` in wrangler's configuration; for STORAGE_URL leave it out`,
    ]);
  }
  return options.storage;
}

/** https://developers.cloudflare.com/fundamentals/reference/http-headers/#cf-connecting-ip */
const throughCloudflare: GetConnInfo = (c) => ({
  remote: { address: c.req.header('cf-connecting-ip') ?? '' },
});
