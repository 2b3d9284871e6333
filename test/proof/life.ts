import { setTimeout } from 'node:timers/promises';
import type { InvoiceView } from '../../shared/api.ts';
import type { Answer } from '../help/stage.ts';
import { noticesOf } from './aftermath.ts';
import type { Evidence } from './evidence.ts';
import type { Step } from './history.ts';
import type { Place } from './store-place.ts';
import { doStep, goOnWithoutHidden } from './take-step.ts';
import { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** When a create that was put aside is looked for in the end, if it is not yet known by then. */
const LATER = [15 * MINUTE, HOUR, 24 * HOUR];

/** One invoice and all that happens to it, one step after the other, between a real proxy and the simulator. */
export class Life {
  readonly #world: World;

  static async begin(place: Place): Promise<Life> {
    return new Life(await World.open(place));
  }

  private constructor(world: World) {
    this.#world = world;
  }

  get simulator() {
    return this.#world.simulator;
  }

  call(...call: Parameters<World['call']>): Promise<Answer> {
    return this.#world.call(...call);
  }

  goOnWithoutHidden(): Promise<Answer> {
    return goOnWithoutHidden(this.#world);
  }

  async take(step: Step): Promise<void> {
    const from = this.#world.stage.now();
    await doStep(this.#world, step);
    await this.simulator.idle();
    await this.#world.stage.idle();
    this.#world.witness.note(from);
  }

  /** Ends all faults, lets everything arrive, and asks the proxy for what it knows. */
  async end(): Promise<Evidence> {
    await this.calm();
    await this.take({ do: 'change keys', to: 'all' });
    await this.pass(2 * MINUTE);
    await this.take({ do: 'state facts', change: {} });
    let view = await this.refreshed();
    for (const ms of LATER) {
      if (this.#world.own().every(({ id }) => view.attempts?.some((attempt) => attempt.id === id))) break;
      await this.pass(ms);
      view = await this.refreshed();
    }
    const { body: page } = await this.call('GET', '/v1/invoice/log?limit=200');
    this.#world.chronicle.note();
    return {
      payments: this.#world.chronicle.payments(),
      statements: this.#world.books.statements(),
      ...this.#world.witness.seen,
      notices: noticesOf(this.#world.host),
      invoices: [{ slug: this.#world.slug, view, log: page.entries }],
    };
  }

  async close(): Promise<void> {
    await this.#world.close();
  }

  /** What is under way and can be seen ends without money, as it does by its own time. */
  async endUnderWay(): Promise<void> {
    for (const payment of this.#world.own()) {
      const { id, status } = payment;
      const isUnderWay = status === 'pending' || status === 'authorized';
      if (!isUnderWay || !this.#world.shows(payment)) continue;
      const isHeld = status === 'authorized';
      this.#world.chronicle.change(id, () =>
        isHeld ? this.simulator.release(id) : this.simulator.settle(id, 'failed'),
      );
    }
    await this.take({ do: 'wait', ms: SECOND });
  }

  /** The customer pays. */
  async pay(id: string): Promise<void> {
    this.#world.chronicle.change(id, () => this.simulator.settle(id, 'paid'));
    await this.take({ do: 'wait', ms: SECOND });
  }

  /** From now on nothing goes wrong at Mollie. */
  async calm(): Promise<void> {
    this.simulator.faults.clear();
    const wait = this.#world.witness.limitedUntil - performance.now();
    if (wait <= 0) return;
    // A new process does not know the rate limit that the old one met.
    if (this.#world.place.outlives) await this.#world.restart();
    else await setTimeout(wait);
  }

  async refreshed(): Promise<InvoiceView> {
    // Within 5 seconds the proxy repeats its last answer.
    await this.take({ do: 'wait', ms: 6 * SECOND });
    const { body } = await this.call('POST', '/v1/invoice/refresh');
    await this.#world.stage.idle();
    return body;
  }

  /** Time goes by, and then the background does its work. */
  async pass(ms: number): Promise<void> {
    await this.take({ do: 'wait', ms });
    await this.take({ do: 'watch' });
  }
}
