import { BoundedList } from './bounded.ts';
import { MINUTE, type MovableClock, SECOND } from './clock.ts';
import type { Faults, WebhookFaultKind } from './faults.ts';
import type { Payment } from './records.ts';

/** When Mollie tries, counted from the event: ten times in 26 hours. https://docs.mollie.com/reference/webhooks */
export const ATTEMPTS_AT = [0, 1, 3, 7, 15, 31, 60, 120, 240, 1560].map((minutes) => minutes * MINUTE);

/** How long a webhook that waits for another to overtake it waits at most. */
const LONGEST_HOLD = 10 * SECOND;

/** One attempt to deliver; `status` is null where no answer came, for the reason in `error`. */
export type Delivery = {
  at: number;
  paymentId: string;
  url: string;
  attempt: number;
  status: number | null;
  error: string | null;
};

export type WebhooksOptions = {
  clock: MovableClock;
  faults: Faults;
  fetch: typeof globalThis.fetch;
  /** Milliseconds that a receiver has to answer; Mollie gives 15 seconds. */
  timeout: number;
  /** How many deliveries are remembered. */
  capacity: number;
};

type Event = Pick<Payment, 'id' | 'webhookUrl' | 'profileId'>;

/** Sends payments' ids to their webhook addresses, again and again until a 2xx comes. */
export class Webhooks {
  readonly #clock: MovableClock;
  readonly #faults: Faults;
  readonly #fetch: typeof globalThis.fetch;
  readonly #timeout: number;
  readonly #deliveries: BoundedList<Delivery>;
  #held: (() => void)[] = [];

  constructor({ clock, faults, fetch, timeout, capacity }: WebhooksOptions) {
    this.#clock = clock;
    this.#faults = faults;
    this.#fetch = fetch;
    this.#timeout = timeout;
    this.#deliveries = new BoundedList(capacity);
  }

  /** Something happened to the payment. The address may be changed later, so it is read now. */
  notify({ id, webhookUrl, profileId }: Event): void {
    if (webhookUrl === null) return;
    const taken = (kind: WebhookFaultKind) => this.#faults.take('webhook', [kind], profileId);
    if (taken('drop')) {
      this.#record({ paymentId: id, url: webhookUrl, attempt: 0, status: null, error: 'dropped' });
      return;
    }
    const copies = taken('double') ? 2 : 1;
    const start = async () => {
      const now = this.#clock.now();
      await Promise.all(Array.from({ length: copies }, () => this.#attempt(id, webhookUrl, 0, now)));
    };
    const delay = taken('delay')?.ms;
    if (delay !== undefined) this.#clock.at(this.#clock.now() + delay, start);
    else if (taken('reorder')) this.#hold(start);
    else this.#release(start());
  }

  /** Oldest first. */
  deliveries(): readonly Delivery[] {
    return this.#deliveries.all();
  }

  clear(): void {
    this.#deliveries.clear();
  }

  #attempt(id: string, url: string, attempt: number, eventAt: number): Promise<void> {
    return this.#clock.run(async () => {
      const accepted = await this.#deliver(id, url, attempt);
      const next = ATTEMPTS_AT[attempt + 1];
      if (accepted || next === undefined) return;
      this.#clock.at(eventAt + next, () => this.#attempt(id, url, attempt + 1, eventAt));
    });
  }

  async #deliver(paymentId: string, url: string, attempt: number): Promise<boolean> {
    const delivery = { paymentId, url, attempt: attempt + 1 };
    const send = this.#fetch;
    try {
      // Redirects are followed as Mollie does: 301 and 302 turn the POST into a GET, 307 and 308 do not.
      const response = await send(url, {
        method: 'POST',
        headers: {
          'user-agent': 'Mollie HTTP client/1.0',
          'content-type': 'application/x-www-form-urlencoded',
          accept: '*/*',
          'accept-encoding': 'deflate, gzip',
        },
        body: new URLSearchParams({ id: paymentId }).toString(),
        signal: AbortSignal.timeout(this.#timeout),
      });
      await response.body?.cancel();
      this.#record({ ...delivery, status: response.status, error: null });
      return response.ok;
    } catch (error) {
      this.#record({ ...delivery, status: null, error: reasonOf(error) });
      return false;
    }
  }

  #hold(start: () => void): void {
    const once = () => {
      if (!this.#held.includes(once)) return;
      this.#held = this.#held.filter((held) => held !== once);
      start();
    };
    this.#held.push(once);
    this.#clock.at(this.#clock.now() + LONGEST_HOLD, once);
  }

  /** Lets those go that waited to be overtaken, once what overtook them has arrived. */
  #release(overtaking: Promise<void>): void {
    const held = this.#held;
    if (held.length === 0) return;
    this.#clock.run(async () => {
      await overtaking;
      for (const start of held) start();
    });
  }

  #record(delivery: Omit<Delivery, 'at'>): void {
    this.#deliveries.add({ at: this.#clock.now(), ...delivery });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
