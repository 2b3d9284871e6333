import { Hono } from 'hono';
import type { ConnectionView } from '../shared/api.ts';
import { brandOf } from './accounts/account.ts';
import { compose, type Parts, type ProxyOptions } from './compose/index.ts';
import { ProxyError } from './errors.ts';
import type { Handler, Variables } from './http/context.ts';
import { DEFAULT_ACCOUNT } from './keys/realm.ts';
import { MINUTE } from './lib/clock.ts';
import { inBackground } from './lib/scope.ts';
import { crossOrigin } from './middleware/cross-origin.ts';
import { headersOfAll } from './middleware/headers.ts';
import { limitBody } from './middleware/limit-body.ts';
import { pathBelow, typedLinks } from './middleware/paths.ts';
import { inRequest } from './middleware/request-log.ts';
import type { ByOperation } from './openapi/paths/index.ts';
import type { ResyncOptions, ResyncProgress, ResyncReport } from './resync/index.ts';
import { elementScript, hashedAssets } from './routes/assets.ts';
import { changeConnection, checkConnection, disconnect } from './routes/connection.ts';
import { answerError, methodNotAllowed } from './routes/help/errors.ts';
import type { Services } from './routes/help/services.ts';
import { createPayment, getInvoice, listInvoices, putInvoice, refreshInvoice } from './routes/invoice.ts';
import { integrationLog, invoiceLog } from './routes/log.ts';
import { health, openApi, ready, scrape } from './routes/operations.ts';
import { payByForm, payLogo, payPage, payQr } from './routes/pay.ts';
import { mollieWebhook } from './routes/webhook.ts';
import { translatorFor } from './texts/translator.ts';

type App = Hono<{ Variables: Variables }>;

type OfAccount = { account?: string };

/** What a proxy does besides answering requests. */
type Operations = {
  /** Does what is due in the background; answers on how many invoices. Call it often: from a timer, from cron. */
  watch(signal?: AbortSignal): Promise<number>;
  /**
   * Makes sure that the store has not lost what Mollie knows. Requests that depend on it do so as well; called at the
   * start, it spares them the wait. Prepares the pages, too.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  prepare(): Promise<void>;
  /**
   * Rebuilds what is stored of an account, by default the one named so, from Mollie's lists of payments.
   * @throws {ProxyError} `not_connected`
   */
  resync(
    onProgress?: (progress: ResyncProgress) => void,
    options?: ResyncOptions & OfAccount,
  ): Promise<ResyncReport>;
  /** What `GET /v1/connection` answers, in the language of a BCP 47 tag; waits for a search of Mollie's lists. */
  check(language?: string, options?: OfAccount): Promise<ConnectionView>;
  /** Tells the log of a request that a server could not read, or could not hand over. */
  note(error: ProxyError): void;
  /** Resolves when no notification is being sent: what serverless runtimes wait for after an answer. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

export type PayProxy = App & Operations;

/** The longest that `check` waits for a search of Mollie's lists. */
const SEARCH_TIME = 2 * MINUTE;

/** Bytes. */
const MAX_BODY = 512 * 1024;

/**
 * The proxy as a Hono app: hand its `fetch` to any server. Starts nothing by itself.
 * @throws {ConfigError} naming every problem of the configuration.
 */
export function createProxy(options: ProxyOptions): PayProxy {
  const parts = compose(options);
  return Object.assign(createApp(parts), operationsOf(parts));
}

/** Each is told of in `openapi/paths/`, with all that it may answer. */
function routesOf(services: Services): ByOperation<Handler> {
  const { exposition } = services;
  return {
    '/v1/invoice': { GET: getInvoice(services), PUT: putInvoice(services) },
    '/v1/invoice/payments': { POST: createPayment(services) },
    '/v1/invoice/refresh': { POST: refreshInvoice(services) },
    '/v1/invoice/log': { GET: invoiceLog(services) },
    '/v1/invoices': { POST: listInvoices(services) },
    '/v1/log': { GET: integrationLog(services) },
    '/v1/connection': {
      GET: checkConnection(services),
      PUT: changeConnection(services),
      DELETE: disconnect(services),
    },
    '/webhooks/mollie/:key/:n/:mac': { POST: mollieWebhook(services) },
    '/pay/:slug': { GET: payPage(services), POST: payByForm(services) },
    '/pay/:slug/qr.svg': { GET: payQr(services) },
    '/pay/:slug/logo': { GET: payLogo(services) },
    '/invoice-pay-button.js': { GET: elementScript(services) },
    '/assets/:name': { GET: hashedAssets(services) },
    '/health': { GET: health(services) },
    '/ready': { GET: ready(services) },
    '/openapi.json': { GET: openApi(services) },
    // Where nothing is measured, there is no such path.
    ...(exposition && { '/metrics': { GET: scrape(exposition) } }),
  };
}

function createApp({ services, limits, log }: Parts): App {
  const { clock, exposition } = services;
  const { publicUrl, allowedOrigins, logLevel } = services.config;
  const routes = routesOf(services);
  const typed = typedLinks(publicUrl);
  const app: App = new Hono({ getPath: pathBelow(services.prefix, Object.keys(routes)) });
  const line = { isTold: logLevel === 'debug', isMeasured: exposition !== undefined };
  const run = inRequest({ log, ...line, clock });
  const giveHeaders = headersOfAll(publicUrl);
  const limited = limitBody(MAX_BODY);
  // Two in one, since each that Hono calls costs some promises.
  app.use((c, next) => giveHeaders(c, () => run(c, next)));
  app.use('/v1/*', crossOrigin(allowedOrigins));
  app.use((c, next) => limits.middleware(c, () => limited(c, next)));
  app.use('/pay/*', typed);
  for (const [path, methods] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(methods)) app.on(method, path, handler);
    app.all(path, methodNotAllowed(Object.keys(methods)));
  }
  app.notFound(async (c) => (await typed(c, notFound)) ?? notFound());
  app.onError(async (error, c) => answerError(c, services, await services.refuse(c, error)));
  return app;
}

function notFound(): never {
  throw new ProxyError('not_found');
}

function operationsOf({ services, invoicing, anonymous, record }: Parts): Operations {
  const { payments, completeness, resync, adoptDefault, idle, close } = invoicing;
  const { accounts, connection, store, pages } = services;
  return {
    watch: (signal) =>
      inBackground(async () => {
        anonymous.sumWhenDue();
        await record.flush();
        await adoptDefault();
        return payments.runDueWork(signal);
      }),
    prepare: () =>
      inBackground(async () => {
        // The first page does not wait for the files to be read.
        const account = await accounts.of(DEFAULT_ACCOUNT);
        await Promise.all([completeness.assertNotLost(account), pages(brandOf(account))]);
      }),
    note: (error) => void anonymous.report([error]),
    resync: (onProgress, { account: name = DEFAULT_ACCOUNT, ...options } = {}) =>
      inBackground(async () => {
        const account = await accounts.of(name);
        if (!account.realm) throw new ProxyError('not_connected');
        const outcome = await resync(account, onProgress, options);
        await record.flush();
        return outcome;
      }),
    idle,
    check: (language, { account: name = DEFAULT_ACCOUNT } = {}) =>
      inBackground(async () => {
        const search = async () => completeness.result(await accounts.of(name), SEARCH_TIME);
        await search().catch(() => {});
        return connection.check(name, translatorFor({ acceptLanguage: language }));
      }),
    async close() {
      anonymous.sum();
      await close();
      await store.close();
    },
  };
}
