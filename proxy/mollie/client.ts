import { type Locale, type MollieClient, type Payment, PaymentEmbed } from '@mollie/api-client';
import type { Amount } from '../../shared/api.ts';
import type { Clock } from '../lib/clock.ts';
import { type Minor, parseMoney, toAmount } from '../lib/money.ts';
import type { Customer } from '../token/customer.ts';
import type { Budget } from './budget.ts';
import { type Call, type CallOptions, createCall } from './call.ts';
import { MollieError, withoutTexts } from './errors.ts';
import { type ApiKey, clientOf, createClients, type KeyedClient, withAnyKey } from './keyed-clients.ts';
import { type MolliePayment, readPayment } from './payment.ts';

/** The body of a create. What is stored of an intent is exactly this, and every try sends it again. */
export type CreateRequest = {
  amount: Amount;
  description: string;
  redirectUrl: string;
  /** Absent in what older versions have stored. */
  cancelUrl?: string;
  webhookUrl?: string;
  locale?: string;
  method?: string;
  /** `YYYY-MM-DD`, of a bank transfer. */
  dueDate?: string;
  metadata: Record<string, string | number>;
  billingAddress?: Customer;
  lines?: readonly OrderLine[];
  captureMode?: 'automatic' | 'manual';
};

/** What a payment can become while it is open. https://docs.mollie.com/reference/update-payment */
export type UpdateRequest = Partial<
  Pick<CreateRequest, 'redirectUrl' | 'cancelUrl' | 'method' | 'dueDate' | 'billingAddress'>
>;

/** https://docs.mollie.com/reference/create-payment */
export type OrderLine = {
  description: string;
  quantity: number;
  unitPrice: Amount;
  totalAmount: Amount;
  /** Per cent, `21.00`. */
  vatRate: string;
  vatAmount: Amount;
};

export type Profile = { name: string; status: string; mode: string };
/** A method and the amounts that it takes, in minor units. */
export type Method = { id: string; description: string; minimum: Minor; maximum: Minor | null };

/** `wallets` lists those, too, that only some browsers have. */
export type MethodOptions = CallOptions & { wallets?: boolean };

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
  update(id: string, change: UpdateRequest, options?: CallOptions): Promise<void>;
  cancel(id: string, options?: CallOptions): Promise<MolliePayment>;
  /** One page of all payments of the profile of the key that `credential` names, else of the first; newest first. */
  page(from?: string, options?: CallOptions): Promise<{ payments: MolliePayment[]; next: string | null }>;
  profile(options?: CallOptions): Promise<Profile>;
  /** The methods that are active for payments in `currency`, named in `locale`. */
  methods(currency: string, locale: string | undefined, options?: MethodOptions): Promise<Method[]>;
};

type Options = {
  /** The first creates; all may look. */
  keys: readonly ApiKey[];
  endpoint: string;
  fetch: typeof globalThis.fetch;
  budget: Budget;
  clock: Clock;
};

/** The most that Mollie lists at once. https://docs.mollie.com/reference/pagination */
const PAGE_SIZE = 250;

/**
 * Mollie lists methods of other currencies than euro by amount only: those that take 500.00 or 10.00, JPY 50000 or 1000.
 * Without an amount it lists all for euro.
 */
const USUAL_AMOUNTS: readonly Minor[] = [50_000, 1000];

/** Mollie lists wallets only where they are named. https://docs.mollie.com/reference/list-methods */
const WALLETS = 'applepay,googlepay';

/** The client's type knows fewer ids and states. */
type ListedMethod = {
  id: string;
  description: string;
  status?: string | null;
  minimumAmount?: Amount | null;
  maximumAmount?: Amount | null;
};
type CreateParameters = Parameters<MollieClient['payments']['create']>[0];
type UpdateParameters = Parameters<MollieClient['payments']['update']>[1];

const EMBED = { embed: [PaymentEmbed.refunds, PaymentEmbed.chargebacks] };

/** @mollie/api-client with a deadline, the keys of one account, and errors that say whether something was done. */
export function createMollie({ keys, endpoint, fetch, budget, clock }: Options): Mollie {
  const call = createCall(fetch, budget, clock);
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
      const parameters = change as UpdateParameters;
      await withAnyKey(clients, call, options, ({ payments }) => payments.update(id, parameters));
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
    async methods(currency, locale, { wallets = false, ...options } = {}) {
      const client = first();
      const query = {
        ...(locale === undefined ? {} : { locale: locale as Locale }),
        ...(wallets ? { includeWallets: WALLETS } : {}),
      };
      const amounts =
        currency === 'EUR' ? [{}] : USUAL_AMOUNTS.map((minor) => ({ amount: toAmount(minor, currency) }));
      const lists: ListedMethod[][] = await Promise.all(
        amounts.map((amount) => call(() => client.methods.list({ ...query, ...amount }), options)),
      );
      const methods = new Map(lists.flat().map((method) => [method.id, method]));
      return [...methods.values()].filter(isActive).map((method) => readMethod(method, currency));
    },
  };
}

async function create(
  clients: readonly KeyedClient[],
  call: Call,
  request: CreateRequest,
  idempotencyKey: string,
  options: CreateOptions,
): Promise<Payment> {
  // Mollie keeps Idempotency-Keys by API key: another key would make a second payment.
  const problem = 'the API key of this attempt is not configured here';
  const client = clientNamed(clients, options.credential, problem);
  // The client's types know fewer locales and methods than Mollie.
  const parameters = { ...request, idempotencyKey } as CreateParameters;
  try {
    return await call(() => client.payments.create(parameters), options);
  } catch (error) {
    const { country: _country, ...texts } = request.billingAddress ?? {};
    throw Object.keys(texts).length > 0 ? withoutTexts(error, Object.values(texts)) : error;
  }
}

/** @throws {MollieError} with `problem` where no key has this name. */
function clientNamed(clients: readonly KeyedClient[], credential: string, problem: string): MollieClient {
  const found = clients.find((one) => one.credential === credential);
  if (!found) throw new MollieError('unavailable', problem);
  return clientOf(found);
}

/** With a test key Mollie lists methods that are not active, too. */
function isActive({ status }: ListedMethod): boolean {
  return status === undefined || status === 'activated';
}

function readMethod({ id, description, ...limits }: ListedMethod, currency: string): Method {
  const minorOf = (amount: Amount | null | undefined) =>
    amount?.currency === currency ? parseMoney(amount.value, currency) : undefined;
  return {
    id,
    description,
    minimum: minorOf(limits.minimumAmount) ?? 0,
    maximum: minorOf(limits.maximumAmount) ?? null,
  };
}

/** The list is of the whole profile: what cannot be read in it was made by somebody else. */
function readable(payment: Payment): MolliePayment[] {
  try {
    return [readPayment(payment)];
  } catch {
    return [];
  }
}
