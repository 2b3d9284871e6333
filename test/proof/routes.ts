import type { Simulator } from '../../demo/mollie/simulator.ts';
import type { Books } from './books.ts';
import type { Chronicle } from './chronicle.ts';

/** One invoice, before a request about it. */
export type Scene = {
  sub: string;
  slug: string;
  books: Books;
  chronicle: Chronicle;
  simulator: Simulator;
  /** The proxy's address. */
  url: string;
};

export type Route = {
  name: string;
  prepare?: (scene: Scene) => Promise<void>;
  request: (scene: Scene) => Promise<Response>;
};

async function call(method: string, path: string, { url, sub, books }: Scene): Promise<Response> {
  return fetch(url + path, { method, headers: { authorization: `Bearer ${await books.token(sub)}` } });
}

async function well(answer: Promise<Response>): Promise<void> {
  const { ok, status } = await answer;
  if (!ok) throw new Error(`the scene could not be set: ${status}`);
}

const create = (scene: Scene) => call('POST', '/v1/invoice/payments', scene);

const put = async (scene: Scene) => {
  const facts = scene.books.facts(scene.sub);
  await well(call('PUT', '/v1/invoice', scene));
  scene.books.acknowledge(facts);
};

/** The invoice's payments at Mollie, newest first. */
export function paymentsOf({ simulator, slug }: Pick<Scene, 'simulator' | 'slug'>) {
  return simulator.ledger.list().filter(({ metadata }) => (metadata as { key: string }).key === slug);
}

function newest(scene: Scene) {
  return paymentsOf(scene)[0]!;
}

/** Paid, and Mollie's webhook about it is lost. */
async function payUnheard(scene: Scene): Promise<void> {
  await well(create(scene));
  scene.books.acknowledge(scene.books.facts(scene.sub));
  scene.simulator.faults.add({ endpoint: 'webhook', kind: 'drop', times: 1 });
  const { id } = newest(scene);
  scene.chronicle.change(id, () => scene.simulator.settle(id, 'paid'));
}

/** A bank transfer was begun, then part of the invoice was paid elsewhere. */
async function beginTransfer(scene: Scene): Promise<void> {
  await well(create(scene));
  scene.simulator.chooseMethod(newest(scene).id, 'banktransfer');
  scene.books.change(scene.sub, { paidElsewhere: 5000 });
  await put(scene);
}

/** Every request that writes, at the moment when it has most to do. */
export const routes: readonly Route[] = [
  { name: 'POST /v1/invoice/payments', request: create },
  { name: 'POST /v1/invoice/payments in place of another', prepare: beginTransfer, request: create },
  {
    name: 'POST /pay/{slug}',
    prepare: put,
    request: ({ url, slug }) => fetch(`${url}/pay/${slug}`, { method: 'POST', redirect: 'manual' }),
  },
  {
    name: 'POST /webhooks/mollie/…',
    prepare: payUnheard,
    request: (scene) => {
      const { id, webhookUrl } = newest(scene);
      return fetch(webhookUrl!, { method: 'POST', body: new URLSearchParams({ id }) });
    },
  },
  {
    name: 'POST /v1/invoice/refresh',
    prepare: payUnheard,
    request: (scene) => call('POST', '/v1/invoice/refresh', scene),
  },
  { name: 'GET /v1/invoice', prepare: payUnheard, request: (scene) => call('GET', '/v1/invoice', scene) },
  {
    name: 'PUT /v1/invoice',
    prepare: async (scene) => {
      await payUnheard(scene);
      scene.books.change(scene.sub, { total: 20_000 });
    },
    request: (scene) => call('PUT', '/v1/invoice', scene),
  },
];
