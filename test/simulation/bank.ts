import { capturedOf, supportsCaptures } from '../../demo/mollie/captures.ts';
import { chargedBackOf, refundedOf } from '../../demo/mollie/reversals.ts';
import { createSimulator, type Simulator } from '../../demo/mollie/simulator.ts';
import { cents } from '../proof/expected-balance.ts';
import { canHappen, type Happening, happen } from '../proof/happenings.ts';
import type { Dice } from './dice.ts';
import type { Answer } from './network.ts';
import type { CreateAsked, PastState, TruePayment } from './observed.ts';
import { createParty, type Scheduler } from './scheduler.ts';

export const CHECKOUTS = 'https://www.mollie.com';
export const API_HOST = 'api.mollie.com';

type Payment = ReturnType<Simulator['ledger']['get']>;
type Origin = Pick<CreateAsked, 'invoice' | 'account' | 'idempotencyKey'> & { n: number };

/** A merchant at Mollie: two profiles, with keys of both modes. */
export type Merchant = { account: string; profiles: { id: string; keys: string[] }[] };

export type Asked = { method: string; path: string; body: string; headers: Headers; proxy: number };

type Deps = {
  scheduler: Scheduler;
  dice: Dice;
  /** Which invoice a create is for, by its metadata. */
  invoiceOf: (metadata: Record<string, unknown>) => number | null;
  onCreate: (asked: CreateAsked) => void;
  sendWebhook: typeof globalThis.fetch;
};

/** Mollie, with its books: what every payment is and has been. */
export class Bank {
  readonly party = createParty('mollie');
  readonly simulator: Simulator;
  readonly merchants: readonly Merchant[];
  readonly #deps: Deps;
  readonly #origins = new Map<string, Origin>();
  readonly #past = new Map<string, PastState[]>();

  constructor(accounts: readonly string[], deps: Deps) {
    this.#deps = deps;
    const { scheduler, dice } = deps;
    this.simulator = createSimulator({
      now: () => scheduler.now,
      origin: CHECKOUTS,
      hosts: [API_HOST],
      random: dice.next,
      fetch: deps.sendWebhook,
      longestSleep: Number.POSITIVE_INFINITY,
    });
    this.merchants = accounts.map((account) => this.#open(account));
  }

  #open(account: string): Merchant {
    const { organizations } = this.simulator;
    const key = (mode: string, name: string) =>
      `${mode}_${account}${name}`.replaceAll(/[^a-z_A-Z]/g, '').padEnd(40, 'x');
    const first = [key('test', 'One'), key('test', 'Two'), key('live', 'One'), key('live', 'Two')];
    const second = [key('test', 'Other'), key('live', 'Other')];
    const { id, profiles } = organizations.add({ name: `Shop ${account}`, apiKeys: first });
    const other = organizations.addProfile(id, { apiKeys: second });
    return {
      account,
      profiles: [
        { id: profiles[0]!.id, keys: first },
        { id: other.id, keys: second },
      ],
    };
  }

  /** A request of a proxy arrives. */
  async receive({ method, path, body, headers, proxy }: Asked): Promise<Answer> {
    const isCreate = method === 'POST' && path === '/v2/payments';
    const asked = isCreate ? this.#asked(body, headers, proxy) : undefined;
    if (asked) this.#deps.onCreate(asked);
    const request = new Request(`https://${API_HOST}${path}`, { method, headers, ...(body && { body }) });
    const response = await this.simulator.app.fetch(request);
    const text = await response.text();
    if (asked && response.status === 201) {
      const { id } = JSON.parse(text) as { id: string };
      const { invoice, account, idempotencyKey, metadata } = asked;
      if (!this.#origins.has(id))
        this.#origins.set(id, { invoice, account, idempotencyKey, n: Number(metadata.n) });
    }
    for (const payment of this.simulator.ledger.list()) this.#note(payment);
    return { status: response.status, headers: [...response.headers], body: text };
  }

  #asked(text: string, headers: Headers, proxy: number): CreateAsked | undefined {
    const body = JSON.parse(text) as { amount: { value: string }; metadata: Record<string, unknown> };
    const invoice = this.#deps.invoiceOf(body.metadata);
    if (invoice === null) return undefined;
    return {
      at: this.#deps.scheduler.stamp,
      ...{ invoice, proxy, body: text, metadata: body.metadata },
      account: String(body.metadata.account ?? 'default'),
      amount: cents(body.amount.value),
      idempotencyKey: headers.get('idempotency-key'),
    };
  }

  /** The invoice of a payment. */
  invoiceOf(id: string): number | null {
    return this.#origins.get(id)?.invoice ?? null;
  }

  /** Payments that this can happen to, of all invoices, oldest first. */
  candidates(what: Happening): Payment[] {
    return this.simulator.ledger
      .list()
      .reverse()
      .filter((payment) => this.#origins.has(payment.id) && canHappen(what, payment));
  }

  /** A customer, a bank or the merchant's desk does something to a payment. */
  happen(what: Happening, payment: Payment): void {
    happen(this.simulator, what, payment);
    this.#note(payment);
  }

  note(payment: Payment): void {
    this.#note(payment);
  }

  #note(payment: Payment): void {
    const past = this.#past.get(payment.id) ?? [];
    this.#past.set(payment.id, past);
    const last = past.at(-1);
    const state = { at: this.#since(payment, last), ...stateOf(payment) };
    const isSame =
      last?.status === state.status &&
      last.captured === state.captured &&
      last.refunded === state.refunded &&
      last.chargedBack === state.chargedBack;
    if (!isSame) past.push(state);
  }

  /** A payment can end by its own time, and is seen later. */
  #since({ status, times }: Payment, last: PastState | undefined): number {
    const { now, stamp } = this.#deps.scheduler;
    const ended = times[status];
    if (!last || last.status === status || ended === undefined || ended >= now) return stamp;
    return Math.max(last.at, ended - now + Math.floor(stamp));
  }

  /** The account of the merchant whose key this is; null where nobody's. */
  accountOf(apiKey: string): string | null {
    const isOwner = ({ profiles }: Merchant) => profiles.some(({ keys }) => keys.includes(apiKey));
    return this.merchants.find(isOwner)?.account ?? null;
  }

  /** Whether one of these keys of a merchant shows the payments of a profile; null where it is one that is not certain. */
  shownBy(account: string, keys: ReadonlyMap<string, boolean>): IsShown {
    const { profiles } = this.merchants.find((one) => one.account === account)!;
    return (profileId, mode) => {
      const own = profiles.find(({ id }) => id === profileId)?.keys ?? [];
      const able = own.filter((key) => key.startsWith(mode) && keys.has(key));
      return able.some((key) => keys.get(key)) || (able.length > 0 ? null : false);
    };
  }

  /** Mollie's books of one invoice, oldest first. */
  books(invoice: number, isShown: IsShown): TruePayment[] {
    const all = this.simulator.ledger.list().reverse();
    return all.flatMap((payment): TruePayment[] => {
      const origin = this.#origins.get(payment.id);
      if (origin?.invoice !== invoice) return [];
      this.#note(payment);
      const { id, mode, profileId, method, createdAt, expiresAt, metadata } = payment;
      return [
        {
          ...{ id, mode, profileId, method, createdAt, expiresAt, metadata, ...origin },
          ...stateOf(payment),
          amount: cents(payment.amount.value),
          past: this.#past.get(id)!,
          isShown: isShown(profileId, mode),
        },
      ];
    });
  }
}

type IsShown = (profileId: string, mode: string) => boolean | null;

function stateOf(payment: Payment): Omit<PastState, 'at'> {
  return {
    status: payment.status,
    captured: supportsCaptures(payment) ? cents(capturedOf(payment).value) : null,
    refunded: cents(refundedOf(payment).value),
    chargedBack: cents(chargedBackOf(payment).value),
  };
}
