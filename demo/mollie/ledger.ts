import type { MovableClock } from './clock.ts';
import { SECOND } from './clock.ts';
import { detailsWhenChosen, detailsWhenPaid } from './details.ts';
import { newId } from './ids.ts';
import { findMethod, lifetimeOf } from './methods.ts';
import type { Mode, Payment, PaymentRequest, PaymentStatus } from './records.ts';

export type LedgerOptions = {
  clock: MovableClock;
  /** Told of every payment that changed in a way that Mollie reports, or that a switch may have it report. */
  onChange: (payment: Payment) => void;
  /** How many payments are kept; older ones are forgotten. */
  capacity: number;
};

const FINAL: ReadonlySet<PaymentStatus> = new Set(['paid', 'canceled', 'expired', 'failed']);

/** The truth: all payments of the profile, in both modes, and what may become of them. */
export class Ledger {
  readonly #clock: MovableClock;
  readonly #onChange: (payment: Payment) => void;
  readonly #capacity: number;
  readonly #payments = new Map<string, Payment>();

  constructor({ clock, onChange, capacity }: LedgerOptions) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#capacity = capacity;
  }

  create(request: PaymentRequest, mode: Mode): Payment {
    // Mollie counts in whole seconds.
    const createdAt = Math.floor(this.#clock.now() / SECOND) * SECOND;
    const payment: Payment = {
      ...request,
      id: newId('tr'),
      mode,
      status: 'open',
      createdAt,
      expiresAt: createdAt + lifetimeOf(request.method),
      times: {},
      details: request.method === null ? null : detailsWhenChosen(request.method),
      refunds: [],
      chargebacks: [],
    };
    this.#payments.set(payment.id, payment);
    if (this.#payments.size > this.#capacity) {
      const [oldest] = this.#payments.keys();
      if (oldest !== undefined) this.#payments.delete(oldest);
    }
    this.#planExpiry(payment);
    return payment;
  }

  find(id: string): Payment | undefined {
    const payment = this.#payments.get(id);
    if (payment) this.#expireWhenDue(payment);
    return payment;
  }

  /** For those who know that the payment exists. */
  get(id: string): Payment {
    const payment = this.find(id);
    if (!payment) throw new RangeError(`there is no payment ${id}`);
    return payment;
  }

  /** Newest first. */
  list(mode?: Mode): Payment[] {
    const payments = [...this.#payments.values()].filter(
      (payment) => mode === undefined || payment.mode === mode,
    );
    for (const payment of payments) this.#expireWhenDue(payment);
    return payments.reverse();
  }

  /** The customer chose how to pay: the time to do so starts anew, as the method has it. */
  chooseMethod(id: string, method: string): Payment {
    const payment = this.get(id);
    if (!findMethod(method)) throw new RangeError(`there is no method "${method}"`);
    if (payment.method !== method) payment.details = detailsWhenChosen(method);
    payment.method = method;
    payment.expiresAt = Math.floor(this.#clock.now() / SECOND) * SECOND + lifetimeOf(method);
    this.#planExpiry(payment);
    return payment;
  }

  /**
   * Brings a payment to a status, whatever it was before: money has come late to expired payments.
   * @param details instead of the usual ones of the method.
   */
  settle(
    id: string,
    status: PaymentStatus,
    { method, details }: { method?: string; details?: Record<string, string> } = {},
  ): Payment {
    const payment = this.get(id);
    if (method !== undefined && method !== payment.method) this.chooseMethod(id, method);
    if (status === 'paid' && payment.method === null) payment.method = payment.allowedMethods?.[0] ?? 'ideal';
    if (status === 'paid') payment.details = detailsWhenPaid(payment);
    if (details) payment.details = { ...payment.details, ...details };
    this.#become(payment, status);
    return payment;
  }

  /** Mollie only lets go of payments whose method can still be stopped. */
  isCancelable({ status, method }: Payment): boolean {
    return status === 'open' && method !== null && findMethod(method)?.cancelable === true;
  }

  #become(payment: Payment, status: PaymentStatus): void {
    payment.status = status;
    for (const past of FINAL) delete payment.times[past];
    if (status !== 'open' && status !== 'pending') payment.times[status] = this.#clock.now();
    if (status !== 'open') this.#onChange(payment);
  }

  #planExpiry(payment: Payment): void {
    this.#clock.at(payment.expiresAt, () => this.#expireWhenDue(payment));
  }

  #expireWhenDue(payment: Payment): void {
    if (payment.status === 'open' && this.#clock.now() >= payment.expiresAt) this.#become(payment, 'expired');
  }
}

export function isFinal({ status }: Payment): boolean {
  return FINAL.has(status);
}
