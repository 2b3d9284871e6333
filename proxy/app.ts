import { Hono } from 'hono';
import type { GetConnInfo } from 'hono/conninfo';
import type { Driver } from 'unstorage';
import type { ConnectionView } from '../shared/api.ts';
import type { ReadFile } from './config/files.ts';
import { type Environment, readConfig } from './config/index.ts';
import { createConnection } from './connection/index.ts';
import { createConnectionRecord } from './connection/record.ts';
import { ProxyError } from './errors.ts';
import { type Assets, readAssets } from './http/assets.ts';
import {
  type AppContext,
  type Handler,
  type Services,
  show,
  translatorOf,
  type Variables,
} from './http/context.ts';
import { toErrorBody } from './http/error-body.ts';
import { createReport } from './http/report.ts';
import { invoiceOf } from './invoice/invoice-error.ts';
import { createInvoicing } from './invoicing.ts';
import { type Clock, MINUTE } from './lib/clock.ts';
import { createLimits } from './limits/index.ts';
import { createRefusals } from './limits/refusals.ts';
import { createStrangersReport } from './limits/strangers.ts';
import { createLog, type Log, writeLines } from './log/index.ts';
import { compress } from './middleware/compress.ts';
import { crossOrigin } from './middleware/cross-origin.ts';
import { privately, securityHeaders } from './middleware/headers.ts';
import { limitBody } from './middleware/limit-body.ts';
import { isPage, pathBelow, prefixOf, typedLinks } from './middleware/paths.ts';
import { inRequest } from './middleware/request-log.ts';
import { createMollie } from './mollie/client.ts';
import { createSend } from './notify/send.ts';
import { createPages } from './pages/index.ts';
import type { ResyncOptions, ResyncProgress, ResyncReport } from './resync/index.ts';
import { elementAssets, elementScript, KEPT, notModified } from './routes/assets.ts';
import { createPayment, getInvoice, listInvoices, putInvoice, refreshInvoice } from './routes/invoice.ts';
import { integrationLog, invoiceLog } from './routes/log.ts';
import { connectionCheck, health, ready } from './routes/operations.ts';
import { checkoutOrigins, errorPage, payByForm, payLogo, payPage, payQr } from './routes/pay.ts';
import { mollieWebhook } from './routes/webhook.ts';
import { openStore } from './store/index.ts';
import type { Store } from './store/store.ts';
import { translatorFor } from './texts/translator.ts';
import { createVerifier } from './token/index.ts';

export type ProxyOptions = {
  /** The configuration, by the names of its variables: `process.env`, or a Worker's `env`. */
  env: Environment;
  /** Any unstorage driver, for one process, or a store with atomic updates, instead of STORAGE_URL. */
  storage?: Driver | Store;
  clock?: Clock;
  /** Sends the requests to Mollie and to the host. */
  fetch?: typeof globalThis.fetch;
  /** Takes what the process's log is to say, as far as LOG_LEVEL lets it. Default: standard output. */
  log?: Log;
  /** How the runtime tells who is at the other end of a connection; without it nothing is limited by address. */
  connInfo?: GetConnInfo;
  /** The built element, where it cannot be read from the disk. */
  assets?: Assets;
  readFile?: ReadFile;
};

export type PayProxy = Hono<{ Variables: Variables }> & {
  /** Does what is due in the background; answers on how many invoices. Call it often: from a timer, from cron. */
  watch(signal?: AbortSignal): Promise<number>;
  /**
   * Makes sure that the store has not lost what Mollie knows. Whoever needs it sees to it as well; done at the
   * start, nobody waits for it.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  prepare(): Promise<void>;
  /** Rebuilds the store from Mollie's lists of payments. */
  resync(onProgress?: (progress: ResyncProgress) => void, options?: ResyncOptions): Promise<ResyncReport>;
  /** What `GET /v1/connection` answers, in the language of a BCP 47 tag; where Mollie's lists are searched, waits for it. */
  check(language?: string): Promise<ConnectionView>;
  /** Tells the log of a request that a server could not read, or could not hand over. */
  note(error: ProxyError): void;
  /** Resolves when the host is being told nothing: what serverless runtimes wait for after an answer. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/** The longest that whoever checks by a command waits for a search of Mollie's lists. */
const SEARCH_TIME = 2 * MINUTE;

const MAX_BODY = 512 * 1024;

/**
 * The proxy as a Hono app: hand its `fetch` to any server. Starts nothing by itself.
 * @throws {ConfigError} naming every problem of the configuration.
 */
export function createProxy(options: ProxyOptions): PayProxy {
  const { env, clock = Date.now, fetch = globalThis.fetch } = options;
  const config = readConfig(env, options.readFile);
  const log = createLog(config.logLevel, options.log ?? writeLines(console.log));
  const store = openStore(options.storage ?? config.storageUrl, log);
  const mollie = createMollie({ keys: config.mollieKeys, endpoint: config.mollieEndpoint, fetch });
  const report = createReport(log);
  const strangers = createStrangersReport(report, { log, clock });
  const { notify } = config;
  const send = notify ? createSend(notify.url, notify.secrets, fetch) : undefined;
  const record = createConnectionRecord({ realm: config.realm, store, clock });
  const { payments, completeness, resync, idle, close } = createInvoicing({
    ...{ config, store, mollie, clock, send, report, log },
    noteCurrency: record.noteCurrency,
  });
  const verify = createVerifier(config, clock);
  const limits = createLimits({ config, connInfo: options.connInfo, verify, clock });
  let assets: Promise<Assets> | undefined;
  const { publicUrl, allowedOrigins } = config;
  const prefix = prefixOf(publicUrl);
  const services: Services = {
    config,
    prefix,
    store,
    payments,
    completeness,
    connection: createConnection({ config, store, mollie, clock, record, completeness }),
    verify,
    admit: limits.admit,
    pages: createPages({
      brand: config.brand,
      origin: new URL(publicUrl).origin,
      base: prefix,
      checkoutOrigins: checkoutOrigins(config.mollieEndpoint),
    }),
    assets: () => {
      assets ??= options.assets ? Promise.resolve(options.assets) : readAssets();
      return assets;
    },
    clock,
    ...createRefusals({ limits, report, strangers, verify }),
  };

  const routes: Record<string, Partial<Record<'GET' | 'POST' | 'PUT', Handler>>> = {
    '/v1/invoice': { GET: getInvoice(services), PUT: putInvoice(services) },
    '/v1/invoice/payments': { POST: createPayment(services) },
    '/v1/invoice/refresh': { POST: refreshInvoice(services) },
    '/v1/invoice/log': { GET: invoiceLog(services) },
    '/v1/invoices': { POST: listInvoices(services) },
    '/v1/log': { GET: integrationLog(services) },
    '/v1/connection': { GET: connectionCheck(services) },
    '/webhooks/mollie/:key/:n/:mac': { POST: mollieWebhook(services) },
    '/pay/:slug': { GET: payPage(services), POST: payByForm(services) },
    '/pay/:slug/qr.svg': { GET: payQr(services) },
    '/pay/:slug/logo': { GET: payLogo(services) },
    '/invoice-pay-button.js': { GET: elementScript(services) },
    '/assets/:name': { GET: elementAssets(services) },
    '/health': { GET: health(services) },
    '/ready': { GET: ready(services) },
  };

  const app = new Hono<{ Variables: Variables }>({ getPath: pathBelow(prefix, Object.keys(routes)) });
  app.use(inRequest(log));
  app.use(securityHeaders(publicUrl), privately());
  for (const path of KEPT) app.use(path, notModified());
  app.use(compress());
  app.use('/v1/*', crossOrigin(allowedOrigins));
  app.use(limits.middleware, typedLinks(publicUrl), limitBody(MAX_BODY));
  for (const [path, methods] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(methods)) app.on(method, path, handler);
    app.all(path, methodNotAllowed(Object.keys(methods)));
  }
  app.notFound(() => {
    throw new ProxyError('not_found');
  });
  app.onError(async (error, c) => answerError(c, services, await services.refuse(c, error)));
  return Object.assign(app, {
    async watch(signal?: AbortSignal) {
      strangers.sumWhenDue();
      await record.flush();
      return payments.runDueWork(signal);
    },
    prepare: completeness.assertNotLost,
    note: (error: ProxyError) => void strangers.report([error]),
    async resync(onProgress?: (progress: ResyncProgress) => void, options?: ResyncOptions) {
      const outcome = await resync(onProgress, options);
      await record.flush();
      return outcome;
    },
    idle,
    check: async (language?: string) => {
      await completeness.result(SEARCH_TIME).catch(() => {});
      return services.connection.check(translatorFor({ acceptLanguage: language }));
    },
    async close() {
      strangers.sum();
      await close();
      await store.close();
    },
  });
}

function methodNotAllowed(methods: readonly string[]) {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (c: AppContext): never => {
    c.header('Allow', allowed.join(', '));
    throw new ProxyError('method_not_allowed');
  };
}

/** Errors of pages are pages, those of the API are JSON. */
async function answerError(c: AppContext, services: Services, error: ProxyError): Promise<Response> {
  if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter));
  // RFC 9110 section 15.5.2
  if (error.status === 401) c.header('WWW-Authenticate', 'Bearer');
  if (isPage(c.req.path)) return errorPage(c, services, error);
  const translator = translatorOf(c);
  const body = toErrorBody(error, translator);
  const viewer = c.get('token');
  const document = invoiceOf(error);
  if (document && viewer && viewer.audience !== 'admin') {
    body.invoice = show(services, { slug: c.get('slug') ?? '', document }, viewer, translator);
  }
  return c.json(body, error.status);
}
