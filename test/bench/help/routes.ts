/** Every route, asked for invoices all over a store. */
import { readdirSync } from 'node:fs';
import { type Claims, signToken } from '../../help/stage.ts';
import { accountOf, apiKeyOf, isPaid, type Size } from './fill.ts';
import { claimsOf } from './invoices.ts';
import { requestOf } from './load.ts';
import { ask, type Program, type Shop } from './programs.ts';

/** Requests of a round: each asks for another invoice, of another merchant where there are several. */
export const TIMES = 20;

export type Store = { shop: Shop; proxy: Program; size: Size };

export type Route = {
  name: string;
  /** What every answer has; 200 unless told otherwise. */
  status?: number;
  /** Requests for one round; the same ones serve for all rounds unless each is `once`. */
  requests(store: Store, round: number): Promise<Buffer[]>;
  once?: true;
};

type Audience = 'invoice-pay' | 'invoice-pay:manage' | 'invoice-pay:admin';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

/** Open invoices spread over the whole store, each of another account where there are enough. */
const spread = ({ size }: Store) =>
  Array.from({ length: TIMES }, (_, at) => {
    const n = Math.floor((at * size.invoices) / TIMES) + at;
    return isPaid(n) ? n + 1 : n;
  });

let fresh = 0;

const ofAccount = (n: number, size: Size): Claims => {
  const account = accountOf(n, size);
  return account === 'default' ? {} : { account };
};

const claims = ({ size }: Store, n: number): Claims => ({ ...claimsOf(n), ...ofAccount(n, size) });

/** Invoices that nobody has asked for, one for each of the accounts. */
const newClaims = (store: Store): Claims[] =>
  spread(store).map((n) => ({ ...claims(store, n), sub: `new-${fresh++}` }));

async function bearer(aud: Audience, { account, ...invoice }: Claims) {
  const said = aud === 'invoice-pay:admin' ? { aud, account } : { aud, account, ...invoice };
  return { authorization: `Bearer ${await signToken(Date.now(), said)}` };
}

const ofEach = (method: string, path: string, aud: Audience, body = ''): Route['requests'] => {
  const headers = body === '' ? {} : JSON_TYPE;
  return (store) =>
    Promise.all(
      spread(store).map(async (n) =>
        requestOf(
          store.proxy.url + path,
          { ...(await bearer(aud, claims(store, n))), ...headers },
          method,
          body,
        ),
      ),
    );
};

const plain =
  (path: string): Route['requests'] =>
  async ({ proxy }) => [requestOf(proxy.url + path)];

async function linkOf({ proxy }: Store, of: Claims): Promise<string> {
  const { body } = await ask(`${proxy.url}/v1/invoice`, await bearer('invoice-pay', of));
  return JSON.parse(body.toString()).link;
}

/** Asked at one path of each invoice's pay page. */
const ofPages =
  (path: string): Route['requests'] =>
  async (store) => {
    const requests: Buffer[] = [];
    for (const n of spread(store)) requests.push(requestOf((await linkOf(store, claims(store, n))) + path));
    return requests;
  };

const batch: Route['requests'] = async (store) => {
  const tokens = await Promise.all(
    spread(store).map((n) => signToken(Date.now(), { ...claims(store, n), aud: 'invoice-pay' })),
  );
  return [requestOf(`${store.proxy.url}/v1/invoices`, JSON_TYPE, 'POST', JSON.stringify({ tokens }))];
};

const create: Route['requests'] = (store) =>
  Promise.all(
    newClaims(store).map(async (of) => {
      const headers = { ...(await bearer('invoice-pay', of)), ...JSON_TYPE };
      return requestOf(`${store.proxy.url}/v1/invoice/payments`, headers, 'POST', '{}');
    }),
  );

const form: Route['requests'] = async (store) => {
  const requests: Buffer[] = [];
  for (const of of newClaims(store))
    requests.push(requestOf(await linkOf(store, of), FORM_TYPE, 'POST', 'expect=121.00'));
  return requests;
};

/** Of the payments that were made before. */
const webhook: Route['requests'] = async ({ shop }) => {
  const payments = shop.simulator.ledger.list().slice(0, TIMES);
  return payments.map(({ id, webhookUrl }) => requestOf(webhookUrl!, FORM_TYPE, 'POST', `id=${id}`));
};

/** An account of its own, which is there and has no key after the first time. */
const disconnect: Route['requests'] = async ({ proxy }) => {
  const account = 'gone';
  const token = await signToken(Date.now(), { aud: 'invoice-pay:admin', account });
  const headers = { authorization: `Bearer ${token}` };
  const body = JSON.stringify({ apiKey: apiKeyOf(account), shared: true });
  const url = `${proxy.url}/v1/connection`;
  const { status } = await fetch(url, { method: 'PUT', headers: { ...headers, ...JSON_TYPE }, body });
  if (status !== 200) throw new Error(`The account was not connected: ${status}`);
  return [requestOf(url, headers, 'DELETE')];
};

const asset = readdirSync(new URL('../../../dist/widget/assets/', import.meta.url)).find((name) =>
  /^element-\w+\.js$/.test(name),
);

export const ROUTES: readonly Route[] = [
  { name: 'GET /v1/invoice', requests: ofEach('GET', '/v1/invoice', 'invoice-pay') },
  { name: 'PUT /v1/invoice', requests: ofEach('PUT', '/v1/invoice', 'invoice-pay:manage') },
  { name: 'POST /v1/invoice/payments', status: 201, once: true, requests: create },
  { name: 'POST /v1/invoice/refresh', requests: ofEach('POST', '/v1/invoice/refresh', 'invoice-pay:manage') },
  { name: 'GET /v1/invoice/log', requests: ofEach('GET', '/v1/invoice/log', 'invoice-pay:manage') },
  { name: `POST /v1/invoices, ${TIMES} tokens`, requests: batch },
  { name: 'GET /v1/log', requests: ofEach('GET', '/v1/log', 'invoice-pay:admin') },
  { name: 'GET /v1/connection', requests: ofEach('GET', '/v1/connection', 'invoice-pay:admin') },
  {
    name: 'PUT /v1/connection',
    requests: ofEach('PUT', '/v1/connection', 'invoice-pay:admin', '{"paused":false}'),
  },
  { name: 'DELETE /v1/connection', status: 204, requests: disconnect },
  { name: 'POST /webhooks/mollie/…', requests: webhook },
  { name: 'GET /pay/{slug}', requests: ofPages('') },
  { name: 'POST /pay/{slug}', status: 303, once: true, requests: form },
  { name: 'GET /pay/{slug}/qr.svg', requests: ofPages('/qr.svg') },
  { name: 'GET /pay/{slug}/logo', status: 404, requests: ofPages('/logo') },
  { name: 'GET /invoice-pay-button.js', requests: plain('/invoice-pay-button.js') },
  { name: 'GET /assets/{name}', requests: plain(`/assets/${asset}`) },
  { name: 'GET /health', requests: plain('/health') },
  { name: 'GET /ready', requests: plain('/ready') },
  { name: 'GET /openapi.json', requests: plain('/openapi.json') },
];
