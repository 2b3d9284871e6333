import { setTimeout } from 'node:timers/promises';
import { PROFILE_ID } from '../../demo/mollie/settings.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import { fetch } from '../help/checked/fetch.ts';
import { BILLINGS } from './billing.ts';
import type { Books } from './books.ts';
import type { Chronicle } from './chronicle.ts';
import type { Disregard } from './evidence.ts';

const MINUTE = 60_000;

/** One invoice, before a request about it. */
export type Scene = {
  sub: string;
  slug: string;
  books: Books;
  chronicle: Chronicle;
  simulator: Simulator;
  /** What merchants went on without. */
  disregards: Disregard[];
  /** The proxy's address. */
  url: string;
};

export type Route = {
  name: string;
  prepare?: (scene: Scene) => Promise<void>;
  request: (scene: Scene) => Promise<Response>;
  /** Where to kill, in place of each step: the background has steps of its own here, so that a count is not enough. */
  at?: readonly string[];
  /** How whoever asks again wants to pay; the address that they are sent to is then of that method. */
  method?: string;
};

/** The steps of a create that money hangs on. */
export const CREATE = [
  'before the write of the intent',
  'after the write of the intent',
  'before POST /v2/payments',
  'after POST /v2/payments',
  'before the write of the payment',
  'after the write of the payment',
];

/** What an open payment's customer chooses next is written down before Mollie is asked, and again with what it says. */
const CHANGE = [
  'before the write of the method that is asked for',
  'after the write of the method that is asked for',
  'before PATCH /v2/payments/…',
  'after PATCH /v2/payments/…',
  'before the write of the method',
  'after the write of the method',
];

async function call(
  method: string,
  path: string,
  { url, sub, books }: Scene,
  body?: object,
): Promise<Response> {
  const headers = { authorization: `Bearer ${await books.token(sub)}`, 'content-type': 'application/json' };
  return fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}

async function well(answer: Promise<Response>): Promise<void> {
  const { ok, status } = await answer;
  if (!ok) throw new Error(`the scene could not be set: ${status}`);
}

const create = (scene: Scene) => call('POST', '/v1/invoice/payments', scene);
const createBy = (method: string) => (scene: Scene) =>
  call('POST', '/v1/invoice/payments', scene, { method });

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

/** The proxy knows who is billed. */
async function bill(scene: Scene): Promise<void> {
  scene.books.bill(scene.sub, BILLINGS[0]!);
  await put(scene);
}

/** A payment is open where the customer would choose at Mollie. */
async function open(scene: Scene): Promise<void> {
  await well(create(scene));
  scene.books.acknowledge(scene.books.facts(scene.sub));
}

/** The customer was told what to transfer. */
async function startTransfer(scene: Scene): Promise<void> {
  await well(createBy('banktransfer')(scene));
  scene.books.acknowledge(scene.books.facts(scene.sub));
}

/** Mollie has made a payment, and nobody has heard of it. */
async function createUnheard(scene: Scene): Promise<void> {
  scene.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  const { status } = await create(scene);
  if (status !== 503) throw new Error(`the answer was not lost: ${status}`);
  scene.books.acknowledge(scene.books.facts(scene.sub));
}

/** Of a payment that is pending, Mollie has shown nothing for a while. */
async function hidePending(scene: Scene): Promise<void> {
  await well(create(scene));
  scene.books.acknowledge(scene.books.facts(scene.sub));
  const payment = newest(scene);
  // What is new may only not be found yet.
  payment.createdAt -= 11 * MINUTE;
  scene.chronicle.change(payment.id, () => scene.simulator.settle(payment.id, 'pending'));
  await well(call('POST', '/v1/invoice/refresh', scene));
  payment.profileId = 'pfl_elsewhere';
  scene.chronicle.show(({ profileId }) => profileId === PROFILE_ID);
}

async function createWithout(scene: Scene): Promise<Response> {
  const { id } = newest(scene);
  const said: Disregard = { id, from: scene.simulator.clock.now(), at: null };
  scene.disregards.push(said);
  const answer = await call('POST', '/v1/invoice/payments', scene, { without: [id] });
  if (answer.ok) said.at = scene.simulator.clock.now();
  return answer;
}

/** It was withdrawn before anybody had the checkout, and is due to be looked for. */
async function putAside(scene: Scene): Promise<void> {
  await createUnheard(scene);
  scene.simulator.chooseMethod(newest(scene).id, 'banktransfer');
  scene.books.change(scene.sub, { void: true });
  await put(scene);
  await scene.simulator.advance(MINUTE + 1000);
}

/** The background finds what was put aside, and cancels it. */
async function untilCanceled(scene: Scene): Promise<Response> {
  const { id } = newest(scene);
  for (;;) {
    const { status } = scene.simulator.ledger.get(id);
    const answer = await fetch(`${scene.url}/health`);
    if (status === 'canceled') return answer;
    await setTimeout(50);
  }
}

/** Everything that writes, at the moment when it has most to do; last what moves the clock. */
export const routes: readonly Route[] = [
  { name: 'POST /v1/invoice/payments', request: create },
  { name: 'POST /v1/invoice/payments in place of another', prepare: beginTransfer, request: create },
  {
    name: 'POST /pay/{slug}',
    prepare: put,
    request: ({ url, slug }) => fetch(`${url}/pay/${slug}`, { method: 'POST', redirect: 'manual' }),
  },
  {
    name: 'POST /v1/invoice/payments by a method that bills',
    prepare: bill,
    request: createBy('klarna'),
    at: CREATE,
    method: 'klarna',
  },
  {
    name: 'POST /v1/invoice/payments by another method',
    prepare: open,
    request: createBy('creditcard'),
    at: CHANGE,
    method: 'creditcard',
  },
  {
    name: 'POST /v1/invoice/payments for a transfer that was not sent',
    prepare: startTransfer,
    request: (scene) => call('POST', '/v1/invoice/payments', scene, { notSent: true }),
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
  {
    name: 'PUT /v1/invoice that withdraws what is in doubt',
    prepare: async (scene) => {
      await createUnheard(scene);
      scene.books.change(scene.sub, { void: true });
    },
    request: (scene) => call('PUT', '/v1/invoice', scene),
  },
  { name: 'POST /v1/invoice/payments without', prepare: hidePending, request: createWithout },
  { name: 'the search for what was put aside', prepare: putAside, request: untilCanceled },
];
