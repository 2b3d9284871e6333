import { type Amount, minorOf } from './amounts.ts';
import { addCapture, capturableOf, captureDelayOf, supportsCaptures } from './captures.ts';
import type { MovableClock } from './clock.ts';
import { SECOND } from './clock.ts';
import { detailsWhenChosen, detailsWhenPaid } from './details.ts';
import { expiryOf } from './due-dates.ts';
import { unprocessable } from './errors.ts';
import { newId } from './ids.ts';
import { findMethod, holdOf, lifetimeOf } from './methods.ts';
import type { Profile } from './profiles.ts';
import type { Capture, Mode, Payment, PaymentRequest, PaymentStatus } from './records.ts';
import { ORGANIZATION_ID, PROFILE_ID, type Settings } from './settings.ts';

export type LedgerOptions = {
  clock: MovableClock;
  /** Told of every payment that changed in a way that Mollie reports, or that a switch may have it report. */
  onChange: (payment: Payment) => void;
  /** How many payments are kept; older ones are forgotten. */
  capacity: number;
  settings: Pick<Settings, 'pendingExpires' | 'captureAfter'>;
};

const FIRST = { id: PROFILE_ID, organizationId: ORGANIZATION_ID };

const FINAL: ReadonlySet<PaymentStatus> = new Set(['paid', 'canceled', 'expired', 'failed']);

/** The truth: all payments of all profiles, in both modes, and what may become of them. */
export class Ledger {
  readonly #clock: MovableClock;
  readonly #onChange: (payment: Payment) => void;
  readonly #capacity: number;
  readonly #settings: Pick<Settings, 'pendingExpires' | 'captureAfter'>;
  readonly #payments = new Map<string, Payment>();

  constructor({ clock, onChange, capacity, settings }: LedgerOptions) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#capacity = capacity;
    this.#settings = settings;
  }

  create(
    request: PaymentRequest,
    mode: Mode,
    profile: Pick<Profile, 'id' | 'organizationId'> = FIRST,
  ): Payment {
    const createdAt = this.#second();
    const payment: Payment = {
      ...request,
      id: newId('tr'),
      mode,
      profileId: profile.id,
      organizationId: profile.organizationId,
      preset: request.method !== null,
      status: 'open',
      createdAt,
      expiresAt: this.#expiryBy(request.method, request.dueDate),
      times: {},
      details: request.method === null ? null : detailsWhenChosen(request.method, request.locale),
      captureBefore: null,
      captureAt: null,
      captures: [],
      refunds: [],
      chargebacks: [],
      returned: [],
      mails: [],
    };
    this.#payments.set(payment.id, payment);
    if (this.#payments.size > this.#capacity) {
      const [oldest] = this.#payments.keys();
      if (oldest !== undefined) this.#payments.delete(oldest);
    }
    this.#plan(payment, payment.expiresAt);
    return payment;
  }

  find(id: string): Payment | undefined {
    const payment = this.#payments.get(id);
    if (payment) this.#catchUp(payment);
    return payment;
  }

  /** For those who know that the payment exists. */
  get(id: string): Payment {
    const payment = this.find(id);
    if (!payment) throw new RangeError(`there is no payment ${id}`);
    return payment;
  }

  /** Newest first. */
  list(mode?: Mode, profileId?: string): Payment[] {
    const payments = [...this.#payments.values()].filter(
      (payment) =>
        (mode === undefined || payment.mode === mode) &&
        (profileId === undefined || payment.profileId === profileId),
    );
    for (const payment of payments) this.#catchUp(payment);
    return payments.reverse();
  }

  /** The customer chose how to pay: the time to do so starts anew, as the method has it. */
  chooseMethod(id: string, method: string): Payment {
    const payment = this.get(id);
    if (!findMethod(method)) throw new RangeError(`there is no method "${method}"`);
    if (payment.method !== method) payment.details = detailsWhenChosen(method, payment.locale);
    payment.method = method;
    return this.#leaveOpen(payment, this.#expiryBy(method, payment.dueDate));
  }

  /** The customer did what there is to do, and the payment is `open` until the money arrives, days later. */
  defer(id: string): Payment {
    const payment = this.get(id);
    const time = payment.method === null ? undefined : findMethod(payment.method)?.arrivesWithin;
    if (time === undefined) throw new RangeError(`no money arrives later by "${payment.method}"`);
    return this.#leaveOpen(payment, this.#second() + time);
  }

  /** The payment has another due date: it is open for as long as that says. */
  extend(payment: Payment): Payment {
    return this.#leaveOpen(payment, this.#expiryBy(payment.method, payment.dueDate));
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
    if (status === 'paid' && payment.status !== 'paid') this.#captureRest(payment);
    if (status === 'paid') payment.details = detailsWhenPaid(payment);
    if (details) payment.details = { ...payment.details, ...details };
    this.#become(payment, status);
    return payment;
  }

  /**
   * The merchant takes all that is left of what was authorised, or a part; with the last of it the payment is paid.
   * @throws MollieError where nothing is authorised, or not so much.
   */
  capture(id: string, amount?: Amount): Capture {
    const payment = this.#authorized(id, 'captured');
    const capture = addCapture(payment, amount ?? capturableOf(payment), this.#clock.now());
    if (minorOf(capturableOf(payment)) === 0) this.settle(id, 'paid');
    else this.#onChange(payment);
    return capture;
  }

  /** The merchant lets go of what was not captured: with nothing captured the payment is cancelled, else paid. */
  release(id: string): Payment {
    const payment = this.#authorized(id, 'released');
    this.#endHold(payment, 'canceled');
    return payment;
  }

  /** Mollie only lets go of payments whose method can still be stopped. */
  isCancelable({ status, method }: Payment): boolean {
    return status === 'open' && method !== null && findMethod(method)?.cancelable === true;
  }

  /** It does so at its `expiresAt`, unless something happens before. */
  mayExpire({ status }: Payment): boolean {
    return status === 'open' || (status === 'pending' && this.#settings.pendingExpires);
  }

  #become(payment: Payment, status: PaymentStatus): void {
    payment.status = status;
    for (const past of FINAL) delete payment.times[past];
    if (status !== 'open' && status !== 'pending') payment.times[status] = this.#clock.now();
    if (status === 'authorized') {
      payment.captureBefore = this.#second() + holdOf(payment.method);
      this.#plan(payment, payment.captureBefore);
      this.#planCapture(payment);
    }
    if (status !== 'open') this.#onChange(payment);
  }

  /** Where the merchant leaves it to Mollie, which captures soon or after the delay that was asked for. */
  #planCapture(payment: Payment): void {
    const { captureAfter } = this.#settings;
    const usual = captureAfter === null ? undefined : captureAfter * SECOND;
    const delay = payment.captureMode === 'automatic' ? (captureDelayOf(payment) ?? usual) : undefined;
    payment.captureAt = delay === undefined ? null : this.#clock.now() + delay;
    if (payment.captureAt !== null) this.#plan(payment, payment.captureAt);
  }

  #authorized(id: string, participle: string): Payment {
    const payment = this.get(id);
    if (payment.status === 'authorized') return payment;
    throw unprocessable(`The payment cannot be ${participle}, it is not authorized`);
  }

  /** What is not captured bit by bit is captured at once. */
  #captureRest(payment: Payment): void {
    const authorizes = payment.method !== null && findMethod(payment.method)?.authorizes === true;
    const rest = capturableOf(payment);
    if ((authorizes || supportsCaptures(payment)) && minorOf(rest) > 0) {
      addCapture(payment, rest, this.#clock.now());
    }
  }

  #endHold(payment: Payment, without: 'canceled' | 'expired'): void {
    if (payment.captures.length > 0) payment.details = detailsWhenPaid(payment);
    this.#become(payment, payment.captures.length > 0 ? 'paid' : without);
  }

  #leaveOpen(payment: Payment, until: number): Payment {
    payment.expiresAt = until;
    this.#plan(payment, until);
    return payment;
  }

  /** From now on; of a bank transfer, by its due date where it has one. */
  #expiryBy(method: string | null, dueDate: string | undefined): number {
    const isDue = method === 'banktransfer' && dueDate !== undefined;
    return isDue ? expiryOf(dueDate) : this.#second() + lifetimeOf(method);
  }

  /** Mollie counts in whole seconds. */
  #second(): number {
    return Math.floor(this.#clock.now() / SECOND) * SECOND;
  }

  #plan(payment: Payment, due: number): void {
    this.#clock.at(due, () => this.#catchUp(payment));
  }

  /** What was planned for now or before. */
  #catchUp(payment: Payment): void {
    const { expiresAt, captureBefore, captureAt } = payment;
    const now = this.#clock.now();
    if (payment.status === 'authorized' && captureAt !== null && now >= captureAt) {
      payment.captureAt = null;
      this.settle(payment.id, 'paid');
    }
    if (this.mayExpire(payment) && now >= expiresAt) this.#become(payment, 'expired');
    if (payment.status === 'authorized' && captureBefore !== null && now >= captureBefore) {
      this.#endHold(payment, 'expired');
    }
  }
}

export function isFinal({ status }: Payment): boolean {
  return FINAL.has(status);
}
