import { type Locale, type MollieClient, type Payment, PaymentEmbed } from '@mollie/api-client';
import type { Amount } from '../../shared/api.ts';
import { toAmount } from '../lib/money.ts';
import type { Budget } from './budget.ts';
import { type Call, type CallOptions, createCall } from './call.ts';
import { MollieError } from './errors.ts';
import { type ApiKey, clientOf, createClients, type KeyedClient, withAnyKey } from './keyed-clients.ts';
import { type MolliePayment, readPayment } from './payment.ts';

/** The body of a create. What is stored of an intent is exactly this, and every try sends it again. */
export type CreateRequest = {
  amount: Amount;
  description: string;
  redirectUrl: string;
  webhookUrl?: string;
  locale?: string;
  metadata: Record<string, string | number>;
};

export type Profile = { name: string; status: string; mode: string };
export type Method = { id: string; description: string };

type CreateOptions = CallOptions & { credential: string; maySend: () => Promise<boolean> };

/** The calls this project makes; each rejects with a {@link MollieError}. */
export type Mollie = {
  /** Names the key that creates, without telling it; empty where there is none. */
  credential: string;
  /** Names every key, the one that creates first. */
  credentials: readonly string[];
  /**
   * Creates, with the key that `credential` names; a repetition with one `idempotencyKey` answers the first payment.
   * `maySend` is asked once more where the request had to wait for its turn, and before the client repeats it by itself.
   */
  create(request: CreateRequest, idempotencyKey: string, options: CreateOptions): Promise<MolliePayment>;
  get(id: string, options?: CallOptions): Promise<MolliePayment>;
  /** Changes where the customer comes back to. https://docs.mollie.com/reference/update-payment */
  update(id: string, change: { redirectUrl: string }, options?: CallOptions): Promise<void>;
  cancel(id: string, options?: CallOptions): Promise<MolliePayment>;
  /** One page of all payments of the profile of the key that `credential` names, else of the first; newest first. */
  page(from?: string, options?: CallOptions): Promise<{ payments: MolliePayment[]; next: string | null }>;
  profile(options?: CallOptions): Promise<Profile>;
  /** The methods that are active for payments in `currency`, named in `locale`. */
  methods(currency: string, locale: string | undefined): Promise<Method[]>;
};

type Options = {
  /** The first creates; all may look. */
  keys: readonly ApiKey[];
  endpoint: string;
  fetch: typeof globalThis.fetch;
  budget: Budget;
};

/** The most that Mollie lists at once. https://docs.mollie.com/reference/pagination */
const PAGE_SIZE = 250;

/** Mollie lists methods of other currencies than euro by amount only: one that most of them take, 500.00 or JPY 50000. */
const USUAL_AMOUNT = 50_000;

const EMBED = { embed: [PaymentEmbed.refunds, PaymentEmbed.chargebacks] };

/** @mollie/api-client with a deadline, the keys of one account, and errors that say whether something was done. */
export function createMollie({ keys, endpoint, fetch, budget }: Options): Mollie {
  const call = createCall(fetch, budget);
  const clients = createClients(keys, endpoint);
  const credentials = clients.map(({ credential }) => credential);
  const [credential = ''] = credentials;
  /** The client of the key that creates. */
  const first = () => clientNamed(clients, credential, 'no API key is connected');

  return {
    credential,
    credentials,
    async create(request, idempotencyKey, options) {
      return readPayment(await create(clients, call, request, idempotencyKey, options));
    },
    async get(id, options = {}) {
      const get = ({ payments }: MollieClient) => payments.get(id, EMBED);
      return readPayment(await withAnyKey(clients, call, options, get));
    },
    async update(id, change, options = {}) {
      await withAnyKey(clients, call, options, ({ payments }) => payments.update(id, change));
    },
    async cancel(id, options = {}) {
      return readPayment(await withAnyKey(clients, call, options, ({ payments }) => payments.cancel(id)));
    },
    async page(from, options = {}) {
      const name = options.credential ?? credential;
      const client = clientNamed(clients, name, 'the API key of this list is not configured here');
      const query = from === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, from };
      const page = await call(() => client.payments.page(query), options);
      return { payments: page.flatMap(readable), next: page.nextPageCursor ?? null };
    },
    async profile(options) {
      const client = first();
      const { name, status, mode } = await call(() => client.profiles.getCurrent(), options);
      return { name, status, mode };
    },
    async methods(currency, locale) {
      const client = first();
      const query = {
        // Without an amount Mollie lists all for euro.
        ...(currency === 'EUR' ? {} : { amount: toAmount(USUAL_AMOUNT, currency) }),
        ...(locale === undefined ? {} : { locale: locale as Locale }),
      };
      const methods = await call(() => client.methods.list(query));
      // With a test key Mollie lists methods that are not active, too.
      const active = methods.filter(({ status }) => status === undefined || status === 'activated');
      return active.map(({ id, description }) => ({ id, description }));
    },
  };
}

function create(
  clients: readonly KeyedClient[],
  call: Call,
  { locale, ...rest }: CreateRequest,
  idempotencyKey: string,
  options: CreateOptions,
): Promise<Payment> {
  // Mollie keeps Idempotency-Keys by API key: another key would make a second payment.
  const problem = 'the API key of this attempt is not configured here';
  const client = clientNamed(clients, options.credential, problem);
  const parameters = {
    ...rest,
    // The client's types know fewer locales than Mollie; `mollieLocale` answers only what Mollie knows.
    ...(locale === undefined ? {} : { locale: locale as Locale }),
    idempotencyKey,
  };
  return call(() => client.payments.create(parameters), options);
}

/** @throws {MollieError} with `problem` where no key has this name. */
function clientNamed(clients: readonly KeyedClient[], credential: string, problem: string): MollieClient {
  const found = clients.find((one) => one.credential === credential);
  if (!found) throw new MollieError('unavailable', problem);
  return clientOf(found);
}

/** The list is of the whole profile: what cannot be read in it was made by somebody else. */
function readable(payment: Payment): MolliePayment[] {
  try {
    return [readPayment(payment)];
  } catch {
    return [];
  }
}
