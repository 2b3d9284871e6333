import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createMollieClient, type MollieClient } from '@mollie/api-client';
import { serveSimulator } from '../../../demo/mollie/server.ts';
import type { SimulatorOptions } from '../../../demo/mollie/simulator.ts';

export const TEST_KEY = 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM';
export const LIVE_KEY = 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM';

/** The moment at which every simulator of these tests starts, and stands until it is moved. */
export const START = Date.parse('2026-11-21T09:00:00Z');

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const eur = (value: string) => ({ currency: 'EUR', value });

/** Some of an answer, as far as tests look at it. */
export type Answer = Record<string, unknown> & {
  _links: Record<string, { href: string } | null | undefined>;
};

/** A simulator on a socket for one test, with the official client and a plain way in. */
export async function startSimulator(t: TestContext, options: SimulatorOptions = {}) {
  const { url, endpoint, simulator, close } = await serveSimulator({ now: () => START, ...options });
  t.after(close);

  const clientFor = (apiKey: string): MollieClient => createMollieClient({ apiKey, apiEndpoint: endpoint });
  const request = (path: string, { headers, ...init }: RequestInit = {}) =>
    fetch(endpoint + path, { ...init, headers: { authorization: `Bearer ${TEST_KEY}`, ...headers } });
  const order = (more: object = {}) => ({
    amount: eur('100.00'),
    description: 'Invoice 2026-0042',
    redirectUrl: 'https://shop.example.org/return',
    ...more,
  });
  /** Creates a payment by the API, without the client between. */
  const create = (more: object = {}, headers: Record<string, string> = {}) =>
    request('/payments', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(order(more)),
    });
  const created = async (more: object = {}) => (await (await create(more)).json()) as Answer & { id: string };
  const get = async (id: string, query = '') =>
    (await (await request(`/payments/${id}${query}`)).json()) as Answer;
  const control = (path: string, method = 'GET', body?: object) =>
    fetch(`${url}/_simulator${path}`, body ? { method, body: JSON.stringify(body) } : { method });

  return {
    url,
    endpoint,
    simulator,
    mollie: clientFor(TEST_KEY),
    clientFor,
    request,
    order,
    create,
    created,
    get,
    control,
  };
}

/** A shop that notes the webhooks it gets, and answers them as told; 200 when nothing is told. */
export async function startReceiver(t: TestContext, answers: number[] = []) {
  const received: { body: string; method: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ body, method: request.method ?? '', headers: request.headers });
    const status = answers.shift() ?? 200;
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook?secret=s`;
  return { url, received, ids: () => received.map(({ body }) => new URLSearchParams(body).get('id')) };
}
