import { Hono } from 'hono';
import { ownOriginOnly } from '../own-origin.ts';
import type { Amount } from './amounts.ts';
import { api } from './api/index.ts';
import { MovableClock, SECOND } from './clock.ts';
import { controlRoutes } from './control/index.ts';
import { Faults } from './faults.ts';
import { Ledger } from './ledger.ts';
import { Organizations } from './organizations.ts';
import { pages } from './pages/index.ts';
import type { Parts } from './parts.ts';
import type { Capture, Chargeback, Payment, Refund, RefundStatus } from './records.ts';
import { RequestLog } from './requests.ts';
import { type Dispute, Reversals } from './reversals.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { receiveTransfer } from './transfers.ts';
import { Webhooks } from './webhooks.ts';

export type SimulatorOptions = {
  /** Milliseconds since 1970; the simulator's clock is this one, moved forward by `advance`. */
  now?: () => number;
  /** The address in its links; default: where each request came to. */
  origin?: string;
  /** Names that it answers for, besides this machine's own and that of `origin`. */
  hosts?: readonly string[];
  settings?: Partial<Settings>;
  /** Milliseconds that a webhook's receiver has to answer. */
  webhookTimeout?: number;
  /** How many payments are kept; the newest. */
  capacity?: number;
  /** From 0 to below 1, for faults that happen at random. */
  random?: () => number;
  /** Sends the webhooks. */
  fetch?: typeof globalThis.fetch;
  /** The longest sleep of its timer in milliseconds, where nobody moves `now` behind the timers' back. */
  longestSleep?: number;
};

/** How many requests and webhook deliveries are remembered. */
const LOG_CAPACITY = 10_000;

export type Simulator = ReturnType<typeof createSimulator>;

/**
 * A Mollie of one's own: the API under `/v2`, the customer's pages under `/checkout`, the merchant's under
 * `/` and `/dashboard`, and what the real one has not, under `/_simulator`: a look inside, a clock that
 * moves, and faults.
 */
export function createSimulator(options: SimulatorOptions = {}) {
  const {
    now = Date.now,
    origin,
    hosts = [],
    webhookTimeout = 15 * SECOND,
    capacity = 50_000,
    random = Math.random,
    fetch = (...request) => globalThis.fetch(...request),
  } = options;
  const clock = new MovableClock(now, options.longestSleep);
  const settings: Settings = { ...defaultSettings(), ...options.settings };
  const organizations = new Organizations(settings);
  const faults = new Faults(random);
  const requests = new RequestLog(LOG_CAPACITY);
  const webhooks = new Webhooks({ clock, faults, fetch, timeout: webhookTimeout, capacity: LOG_CAPACITY });
  // Mollie's table of events has no `pending`, though some have seen it: a switch of its own.
  const onChange = (payment: Payment) => {
    if (payment.status !== 'pending' || faults.take('webhook', ['pending'], payment.profileId))
      webhooks.notify(payment);
  };
  const ledger = new Ledger({ clock, onChange, capacity, settings });
  const reversals = new Reversals({ clock, settings, onChange });
  const parts: Parts = {
    clock,
    settings,
    organizations,
    ledger,
    reversals,
    webhooks,
    faults,
    requests,
    origin,
  };

  const app = new Hono();
  const named = origin === undefined ? hosts : [...hosts, new URL(origin).hostname];
  app.use(ownOriginOnly(named, '--hosts'));
  app.route('/v2', api(parts));
  app.route('/_simulator', controlRoutes(parts));
  app.route('/', pages(parts));

  return { app, ...parts, ...shorthands(parts), close: () => clock.stop() };
}

/** What tests and demos do most, in one call each. Amounts are decimal strings in the payment's currency. */
function shorthands({ clock, ledger, reversals }: Parts) {
  const given = (payment: Payment, value: string | undefined): Amount | undefined =>
    value === undefined ? undefined : { currency: payment.amount.currency, value };

  return {
    /** Brings a payment to a status, and sends the webhook that belongs to it. */
    settle: ledger.settle.bind(ledger),
    expire: (id: string) => ledger.settle(id, 'expired'),
    chooseMethod: ledger.chooseMethod.bind(ledger),
    /** The customer of `multibanco` or `mybank` came back, and the money may arrive within days. */
    defer: ledger.defer.bind(ledger),

    /**
     * Money comes by bank transfer, as the instructions say or not.
     * @returns null where it pays the payment, else what was sent back and why.
     */
    transfer(id: string, { amount, reference }: { amount?: string; reference?: string } = {}) {
      const payment = ledger.get(id);
      const value = given(payment, amount);
      const transfer = {
        ...(value ? { amount: value } : {}),
        ...(reference === undefined ? {} : { reference }),
      };
      return receiveTransfer({ ledger, now: clock.now() }, payment, transfer);
    },

    /** Takes `amount` of an authorised payment, or all that is left. */
    capture: (id: string, amount?: string): Capture => ledger.capture(id, given(ledger.get(id), amount)),
    /** Lets go of what was not captured. */
    release: ledger.release.bind(ledger),

    /** Refunds `amount`, which may be more than was paid, or all that is left; done at once unless another status is given. */
    refund(
      id: string,
      { amount, status = 'refunded' }: { amount?: string; status?: RefundStatus } = {},
    ): Refund {
      const payment = ledger.get(id);
      return reversals.refund(payment, { amount: given(payment, amount), status, unlimited: true });
    },
    setRefundStatus(id: string, refundId: string, status: RefundStatus): Refund {
      const payment = ledger.get(id);
      return reversals.setRefundStatus(payment, reversals.findRefund(payment, refundId), status);
    },
    /** The bank takes back an amount, or all that is left; it may count in another currency than the payment's. */
    chargeBack(id: string, dispute?: string | Dispute): Chargeback {
      const payment = ledger.get(id);
      return reversals.chargeBack(payment, typeof dispute === 'string' ? { amount: dispute } : dispute);
    },
    reverseChargeback(id: string, chargebackId: string): Chargeback {
      const payment = ledger.get(id);
      return reversals.reverse(payment, reversals.findChargeback(payment, chargebackId));
    },

    /** Moves the clock by `ms`; resolves when all that fell due on the way is done, webhooks answered. */
    advance: (ms: number) => clock.advance(ms),
    /** Resolves when no webhook is under way. */
    idle: () => clock.idle(),
  };
}
