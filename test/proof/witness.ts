import type { FaultRequest } from '../../demo/mollie/faults.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import type { Chronicle } from './chronicle.ts';
import type { Answered, Ask, Decision, Disregard, Hearing, Loss } from './evidence.ts';

const SECOND = 1000;

/** For how long the proxy leaves Mollie alone after a 429 that does not say so. Seconds. */
const USUAL_LIMIT = 5;

/** Notes after each step of a life what can be seen of it at Mollie. */
export class Witness {
  readonly seen = {
    asks: [] as Ask[],
    decisions: [] as Decision[],
    hearings: [] as Hearing[],
    disregards: [] as Disregard[],
    losses: [] as Loss[],
    upsets: [] as number[],
    answers: [] as Answered[],
    presses: 0,
  };
  /** Until when the proxy leaves Mollie alone, by the wall clock. */
  limitedUntil = 0;
  readonly #simulator: Simulator;
  readonly #chronicle: Chronicle;
  #heardDeliveries = 0;
  #seenRequests = 0;
  /** How long a limit holds at most that Mollie may set. */
  #longestLimit = 0;

  constructor(simulator: Simulator, chronicle: Chronicle) {
    this.#simulator = simulator;
    this.#chronicle = chronicle;
  }

  /** This fault may befall what the proxy asks from now on. */
  expect({ kind, retryAfter = USUAL_LIMIT }: FaultRequest): void {
    if (kind === 'rate_limit') this.#longestLimit = Math.max(this.#longestLimit, retryAfter * SECOND);
  }

  /** @param from when the step began */
  note(from: number): void {
    const known = this.#chronicle.asks().length;
    this.#chronicle.note();
    // What first arrived at Mollie during this step was decided on during it.
    for (const { answered, ...ask } of this.#chronicle.asks().slice(known)) {
      const { mac, at } = ask;
      // Nobody is killed during a step.
      this.seen.asks.push({ ...ask, from, keptAt: answered ? at : null });
      if (!this.seen.decisions.some((decision) => decision.mac === mac))
        this.seen.decisions.push({ mac, from, at });
    }
    const requests = this.#simulator.requests.list({ since: this.#seenRequests });
    this.#seenRequests = requests.at(-1)?.seq ?? this.#seenRequests;
    const deliveries = this.#simulator.webhooks.deliveries();
    for (const { paymentId: id, at, status } of deliveries.slice(this.#heardDeliveries)) {
      // Whoever was lied to about it has not heard of it.
      const isFalse = requests.some(({ path, fault }) => fault === 'wrong_amount' && path.endsWith(`/${id}`));
      // Nothing changes while a webhook is under way.
      if (status === 200 && !isFalse) this.seen.hearings.push({ id, from: at, at });
    }
    this.#heardDeliveries = deliveries.length;
    if (requests.some(({ status }) => status === 429))
      this.limitedUntil = performance.now() + this.#longestLimit;
  }
}
