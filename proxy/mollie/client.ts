import {
  createMollieClient,
  type Locale,
  type MollieClient,
  type Payment,
  PaymentEmbed,
} from '@mollie/api-client';
import type { Amount } from '../../shared/api.ts';
import { SECOND } from '../lib/clock.ts';
import { toAmount } from '../lib/money.ts';
import { createBudget, MAX_RETRY_AFTER, type Urgency } from './budget.ts';
import { MollieError, type MollieFailure, toMollieError } from './errors.ts';
import { type MolliePayment, readPayment } from './payment.ts';
import { type CallContext, withCallContext } from './transport/index.ts';

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

/** How a call is made. */
export type CallOptions = {
  /** Default `payment`. */
  urgency?: Urgency;
  /** Names the key that the payment was made with. */
  credential?: string | undefined;
  /** Ends the wait earlier than the deadline of each call. */
  signal?: AbortSignal | undefined;
};

/** The calls this project makes; each rejects with a {@link MollieError}. */
export type Mollie = {
  /** Names the key that creates, without telling it. */
  credential(): Promise<string>;
  /** Names every key, the one that creates first. */
  credentials(): Promise<string[]>;
  /**
   * Creates, with the key that `credential` names; a repetition with one `idempotencyKey` answers the first payment.
   * `maySend` is asked once more where the request had to wait for its turn, and before the client repeats it by itself.
   */
  create(
    request: CreateRequest,
    idempotencyKey: string,
    options: CallOptions & { credential: string; maySend: () => Promise<boolean> },
  ): Promise<MolliePayment>;
  get(id: string, options?: CallOptions): Promise<MolliePayment>;
  /** Changes where the customer comes back to. https://docs.mollie.com/reference/update-payment */
  update(id: string, change: { redirectUrl: string }, options?: CallOptions): Promise<void>;
  cancel(id: string, options?: CallOptions): Promise<MolliePayment>;
  /** One page of all payments of the profile of the key that `credential` names, else of the first; newest first. */
  page(from?: string, options?: CallOptions): Promise<{ payments: MolliePayment[]; next: string | null }>;
  profile(): Promise<Profile>;
  /** The methods that are active for payments in `currency`, named in `locale`. */
  methods(currency: string, locale: string | undefined): Promise<Method[]>;
};

type Options = {
  keys: readonly string[];
  endpoint: string;
  fetch: typeof globalThis.fetch;
};

/**
 * The client tries a 5xx three times, two seconds apart. One deadline covers all tries, so that a page waits
 * at most this long.
 */
const DEADLINE = 4.5 * SECOND;

/** The most that Mollie lists at once. https://docs.mollie.com/reference/pagination */
const PAGE_SIZE = 250;

/** Mollie lists methods of other currencies than euro by amount only: one that most of them take, 500.00 or JPY 50000. */
const USUAL_AMOUNT = 50_000;

/** Another key may see the payment. */
const UNSEEN: ReadonlySet<MollieFailure> = new Set(['not_found', 'unauthorized'] as const);

const EMBED = { embed: [PaymentEmbed.refunds, PaymentEmbed.chargebacks] };

/** @mollie/api-client with a deadline, several keys, and errors that say whether something was done. */
export function createMollie({ keys, endpoint, fetch }: Options): Mollie {
  const budget = createBudget();
  const clients = Promise.all(
    keys.map(async (apiKey) => ({
      credential: await fingerprint(apiKey),
      client: createMollieClient({ apiKey, apiEndpoint: endpoint, versionStrings: 'InvoicePayButton/0.1.0' }),
    })),
  );

  async function call<T>(
    work: () => Promise<T>,
    { urgency = 'payment', signal: outer, maySend }: CallOptions & Partial<Pick<CallContext, 'maySend'>> = {},
  ): Promise<T> {
    const timeout = AbortSignal.timeout(DEADLINE);
    const signal = outer ? AbortSignal.any([outer, timeout]) : timeout;
    let retryAfter: number | undefined;
    let answers = 0;
    const onResponse = (response: Response) => {
      answers++;
      const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10) || undefined;
      retryAfter = seconds && Math.min(seconds, MAX_RETRY_AFTER);
    };
    try {
      return await budget.run(urgency, signal, async (hasWaited) => {
        if (hasWaited && maySend && !(await maySend()))
          throw new MollieError('unavailable', 'not to be sent any more');
        // The client sleeps between tries without looking at the signal; the race does.
        return Promise.race([
          withCallContext({ signal, fetch, onResponse, ...(maySend ? { maySend } : {}) }, work),
          aborted(signal),
        ]);
      });
    } catch (error) {
      const failure = toMollieError(error, { retryAfter, answers });
      // What the budget refuses by itself is no word of Mollie's, and must not make the pause longer.
      if (failure.failure === 'rate_limited' && answers > 0) budget.limit(failure.retryAfter);
      throw failure;
    }
  }

  /**
   * Tries the key that a payment was made with first, then the others: keys are replaced while payments live.
   * A former key that Mollie no longer takes sees nothing; that the first one is not taken is trouble.
   */
  async function withKeys<T>(options: CallOptions, work: (client: MollieClient) => Promise<T>): Promise<T> {
    const all = await clients;
    const isOwn = ({ credential }: { credential: string }) => Number(credential === options.credential);
    let trouble: MollieError | undefined;
    let isKeyGone = options.credential !== undefined;
    for (const one of all.toSorted((a, b) => isOwn(b) - isOwn(a))) {
      try {
        return await call(() => work(one.client), options);
      } catch (error) {
        const isUnseen = error instanceof MollieError && UNSEEN.has(error.failure);
        if (!isUnseen) throw error;
        if (error.failure === 'unauthorized' && one === all[0]) trouble = error;
        if (error.failure === 'not_found' && isOwn(one)) isKeyGone = false;
      }
    }
    throw trouble ?? new MollieError('not_found', 'no key sees it', { isKeyGone });
  }

  /** The list is of the whole profile: what cannot be read in it was made by somebody else. */
  function readable(payment: Payment): MolliePayment[] {
    try {
      return [readPayment(payment)];
    } catch {
      return [];
    }
  }

  const first = async () => (await clients)[0]!.client;

  return {
    async credential() {
      return (await clients)[0]!.credential;
    },
    async credentials() {
      return (await clients).map(({ credential }) => credential);
    },
    async create(request, idempotencyKey, options) {
      const known = (await clients).find(({ credential }) => credential === options.credential);
      // Mollie keeps Idempotency-Keys by API key: another key would make a second payment.
      if (!known) throw new MollieError('unavailable', 'the API key of this attempt is not configured here');
      // The client's types know fewer locales than Mollie; everything else is checked here.
      const { locale, ...rest } = request;
      const parameters = {
        ...rest,
        ...(locale === undefined ? {} : { locale: locale as Locale }),
        idempotencyKey,
      };
      return readPayment(await call(() => known.client.payments.create(parameters), options));
    },
    async get(id, options = {}) {
      return readPayment(await withKeys(options, (client) => client.payments.get(id, EMBED)));
    },
    async update(id, change, options = {}) {
      await withKeys(options, (client) => client.payments.update(id, change));
    },
    async cancel(id, options = {}) {
      return readPayment(await withKeys(options, (client) => client.payments.cancel(id)));
    },
    async page(from, options) {
      const all = await clients;
      const wanted = options?.credential ?? all[0]!.credential;
      const client = all.find(({ credential }) => credential === wanted)?.client;
      if (!client) throw new MollieError('unavailable', 'the API key of this list is not configured here');
      const query = from === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, from };
      const page = await call(() => client.payments.page(query), options);
      return { payments: page.flatMap(readable), next: page.nextPageCursor ?? null };
    },
    async profile() {
      const client = await first();
      const { name, status, mode } = await call(() => client.profiles.getCurrent());
      return { name, status, mode };
    },
    async methods(currency, locale) {
      const client = await first();
      const query = {
        // Without an amount Mollie lists all for euro.
        ...(currency === 'EUR' ? {} : { amount: toAmount(USUAL_AMOUNT, currency) }),
        ...(locale === undefined ? {} : { locale: locale as Locale }),
      };
      const methods = await call(() => client.methods.list(query));
      // With a test key Mollie lists those that are not active as well.
      const active = methods.filter(({ status }) => status === undefined || status === 'activated');
      return active.map(({ id, description }) => ({ id, description }));
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new MollieError('unavailable', 'no answer within the deadline'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

/** Eight digits of a hash: enough to tell a few keys apart, nothing to guess one from. */
async function fingerprint(apiKey: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(apiKey)));
  return Array.from(hash.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
