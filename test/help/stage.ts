import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { SignJWT } from 'jose';
import type { Driver } from 'unstorage';
import { serveSimulator } from '../../demo/mollie/server.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import type { Timers } from '../../proxy/lib/clock.ts';
import type { Store } from '../../proxy/store/store.ts';
import type { CreatedView, ErrorBody, InvoiceView, LogPage, Mode } from '../../shared/api.ts';
import { createProxy } from './checked/index.ts';
import { addMerchants } from './merchants.ts';

export const MOLLIE_KEY = 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM';
export const INVOICE_SECRET = 'an invoice secret of at least 32 bytes';
export const PROXY_SECRET = 'a proxy secret of at least thirty-two bytes';

export type Claims = Record<string, unknown>;

export type Call = {
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
};

/** An invoice of an account with an API key: link and mode are known then. */
export type ConnectedView = InvoiceView & { link: string; mode: Mode };

/** The answer of an API call: its status, its body, and whichever of the shapes it has. */
export type Answer = {
  status: number;
  headers: Headers;
  body: ConnectedView &
    CreatedView &
    ErrorBody &
    LogPage & { invoice: ConnectedView; invoices: (ConnectedView & ErrorBody)[] };
};

export type Stage = Awaited<ReturnType<typeof createStage>>;

type Options = {
  env?: Record<string, string | undefined>;
  storage?: Driver | Store;
  simulator?: Parameters<typeof serveSimulator>[0];
  /** Stands between the proxy and Mollie. */
  fetch?: typeof fetch;
  /** How many milliseconds the proxy's clock is behind Mollie's; default none. */
  behind?: () => number;
  /** What the proxy waits by, in place of the runtime's timers. */
  timers?: Timers;
};

/** A host's token, with the claims of an ordinary invoice unless told otherwise; `undefined` leaves a claim out. */
export async function signToken(now: number, claims: Claims = {}, secret = INVOICE_SECRET): Promise<string> {
  const iat = Math.floor(now / 1000);
  const all = {
    aud: 'invoice-pay',
    sub: 'invoice-1',
    iat,
    exp: iat + 3600,
    number: '2026-0042',
    currency: 'EUR',
    total: '121.00',
    ...claims,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(given).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
}

/**
 * A proxy on a socket beside a Mollie simulator, both on one clock that `advance` moves.
 */
export async function createStage({
  env = {},
  storage,
  simulator: simulatorOptions,
  fetch: between = fetch,
  behind = () => 0,
  timers,
}: Options = {}) {
  const mollie = await serveSimulator(simulatorOptions);
  const { simulator } = mollie;
  const logged: Record<string, unknown>[] = [];
  const { server, url } = await listen((request, env) => proxy.fetch(request, env));
  const create = (changed: Record<string, string | undefined> = {}) =>
    createProxy({
      env: {
        MOLLIE_API_KEY: MOLLIE_KEY,
        MOLLIE_API_ENDPOINT: mollie.endpoint,
        PUBLIC_URL: url,
        INVOICE_SECRET,
        PROXY_SECRET,
        STORAGE_URL: 'memory:',
        ...env,
        ...changed,
      },
      ...(storage ? { storage } : {}),
      ...(timers ? { timers } : {}),
      clock: () => simulator.clock.now() - behind(),
      fetch: between,
      log: (entry) => logged.push(entry),
      connInfo: getConnInfo,
    });
  let proxy = create();

  // As a server does when it starts. Tests count only the requests after that.
  await proxy.prepare().catch(() => {});
  // In a store that is surely empty, the first round makes the account's record and asks Mollie for the profile's name.
  if (!storage && !env.STORAGE_URL) await proxy.watch().catch(() => {});
  simulator.requests.clear();

  const now = () => simulator.clock.now();

  return {
    url,
    mollie,
    simulator,
    logged,
    now,
    ...createHost(url, now),
    get proxy() {
      return proxy;
    },
    /** Merchants with an account each: at Mollie they are new, and here their keys are known. */
    merchants: (count: number, like?: Parameters<typeof addMerchants>[2]) =>
      addMerchants(simulator, count, like),
    asked: () => askedOf(simulator),
    /** Resolves when no notification is being sent. */
    idle: () => proxy.idle(),
    advance: (ms: number) => simulator.advance(ms),
    /** One more server on the same store, with changed variables where given; it has no socket, and is to be closed. */
    another: (changed?: Record<string, string | undefined>) => create(changed),
    /** Ends the proxy and starts another on the same store, with changed variables where given. */
    async restart(changed?: Record<string, string | undefined>) {
      await proxy.close();
      proxy = create(changed);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await proxy.close();
      await mollie.close();
    },
  };
}

/**
 * Requests that Mollie got, `POST /v2/payments`, since the log was last cleared; without those for the lists of methods,
 * which are renewed in the background.
 */
function askedOf({ requests }: Simulator): string[] {
  const asked = requests.list().filter(({ path }) => path !== '/v2/methods');
  return asked.map(({ method, path }) => `${method} ${path}`);
}

async function listen(fetch: (request: Request, env: object) => Response | Promise<Response>) {
  const server = createAdaptorServer({ fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What a host does: it signs tokens and asks the API for its invoices. */
function createHost(url: string, now: () => number) {
  const call = (method: string, path: string, call?: Call) => callApi(url, method, path, call);
  const host = {
    call,
    sign: (claims: Claims = {}, secret?: string) => signToken(now(), claims, secret),
    payer: (claims: Claims = {}) => signToken(now(), { ...claims, aud: 'invoice-pay' }),
    merchant: (claims: Claims = {}) => signToken(now(), { ...claims, aud: 'invoice-pay:manage' }),
    admin: (claims: Claims = {}) => signToken(now(), { ...claims, aud: 'invoice-pay:admin' }),
    /** What an administrator of an account asks of its connection. */
    connection: async (method: 'GET' | 'PUT' | 'DELETE', account: string | undefined, body?: unknown) =>
      call(method, '/v1/connection', { token: await host.admin({ account }), body }),
    /** The invoice as its merchant sees it. */
    view: async (claims: Claims = {}) =>
      (await call('GET', '/v1/invoice', { token: await host.merchant(claims) })).body as ConnectedView,
    put: async (claims: Claims = {}) =>
      (await call('PUT', '/v1/invoice', { token: await host.merchant(claims) })).body as ConnectedView,
    pay: async (claims: Claims = {}, body?: unknown) =>
      call('POST', '/v1/invoice/payments', { token: await host.merchant(claims), body }),
    /** Creates a payment and answers Mollie's id of it. */
    attempt: async (claims: Claims = {}): Promise<string> => {
      const { status, body } = await host.pay(claims);
      if (status >= 300) throw new Error(`no payment: ${status} ${JSON.stringify(body.error)}`);
      return (body.payment as { id: string }).id;
    },
    /** The events of an invoice's log, oldest first. */
    story: async (claims: Claims = {}) => {
      const { body } = await call('GET', '/v1/invoice/log?limit=200', {
        token: await host.merchant(claims),
      });
      return body.entries.map(({ event }) => event).reverse();
    },
  };
  return host;
}

async function callApi(
  url: string,
  method: string,
  path: string,
  { token, body, headers = {} }: Call = {},
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
