import type { AttemptView } from '../../shared/api.ts';
import { startHost } from '../help/notified-host.ts';
import { type Answer, type Call, createStage, type Stage } from '../help/stage.ts';
import { type Host, NOTIFY_SECRET } from './aftermath.ts';
import { METHODS } from './billing.ts';
import { Books } from './books.ts';
import { Chronicle } from './chronicle.ts';
import type { KeySet } from './history.ts';
import { KEYS, OTHER_KEY, OTHER_PROFILE, profilesOf } from './profile-keys.ts';
import { createDice } from './soak/dice.ts';
import type { Place } from './store-place.ts';
import { tickingClock } from './ticking-clock.ts';
import { Witness } from './witness.ts';

export const INVOICE = 'invoice-1';

/** What surrounds one invoice: its host with its books, a real proxy, the simulator, and who keeps count of all that happens. */
export class World {
  readonly slug: string;
  readonly stage: Stage;
  readonly host: Host;
  readonly place: Place;
  readonly books: Books;
  readonly chronicle: Chronicle;
  readonly witness: Witness;
  /** How many milliseconds the clock of proxy and host is behind Mollie's. */
  readonly clock: { behind: number };
  /** The payments that somebody else made. */
  readonly foreign = new Set<string>();
  keys: KeySet = 'first';
  /** Whether another program has replaced the metadata of a payment. */
  isRelabelled = false;

  static async open(place: Place): Promise<World> {
    const clock = { behind: 0 };
    const host = await startHost(NOTIFY_SECRET);
    const profiles = [{ id: OTHER_PROFILE, name: 'Another shop', apiKeys: [OTHER_KEY] }];
    const stage = await createStage({
      env: { STORAGE_URL: place.url(0), NOTIFY_URL: host.url, NOTIFY_SECRET },
      simulator: {
        now: tickingClock(),
        settings: { profiles, methods: [...METHODS] },
        random: createDice(1).throw,
      },
      behind: () => clock.behind,
    });
    const books = new Books(stage.now, () => stage.now() - clock.behind);
    const slug = await books.open(INVOICE);
    return new World({ stage, host, place, books, clock, slug });
  }

  private constructor(parts: Pick<World, 'stage' | 'host' | 'place' | 'books' | 'clock' | 'slug'>) {
    this.slug = parts.slug;
    this.stage = parts.stage;
    this.host = parts.host;
    this.place = parts.place;
    this.books = parts.books;
    this.clock = parts.clock;
    this.chronicle = new Chronicle(parts.stage.simulator);
    this.witness = new Witness(parts.stage.simulator, this.chronicle);
  }

  get simulator() {
    return this.stage.simulator;
  }

  /** The store has the facts of a token by the time that it is answered. */
  async call(
    method: string,
    path: string,
    { audience, ...call }: Call & { audience?: 'payer' | 'merchant' } = {},
  ): Promise<Answer> {
    const { notSent } = (call.body ?? {}) as { notSent?: boolean };
    if (`${method} ${path}` === 'POST /v1/invoice/payments' && !notSent) this.witness.seen.presses++;
    const facts = this.books.facts(INVOICE);
    const token = await this.books.token(INVOICE, audience);
    for (const loss of this.witness.seen.losses) loss.statedAt ??= this.stage.now();
    const answer = await this.stage.call(method, path, { token, ...call });
    if (answer.status < 500) this.books.acknowledge(facts);
    return answer;
  }

  /** The attempts as they are stored. */
  async stored(): Promise<AttemptView[]> {
    const tokens = [await this.books.token(INVOICE)];
    const { body } = await this.call('POST', '/v1/invoices', { body: { tokens } });
    return body.invoices?.[0]?.attempts ?? [];
  }

  /** The payments that the proxy made. */
  own() {
    return this.simulator.ledger.list().filter(({ id }) => !this.foreign.has(id));
  }

  /** Whether the proxy's keys show a payment. */
  shows({ profileId }: { profileId: string }): boolean {
    return profilesOf(this.keys).has(profileId);
  }

  restart(): Promise<void> {
    const n = this.witness.seen.losses.length;
    const env = { STORAGE_URL: this.place.url(n), MOLLIE_API_KEY: KEYS[this.keys].join() };
    return this.stage.restart(env);
  }

  async close(): Promise<void> {
    await this.stage.close();
    await this.host.close();
  }
}
