import { createClock } from '../../proxy/lib/clock.ts';
import type { LogEntry, LogQuery, Store, StoredLine, StoredLogPage } from '../../proxy/store/store.ts';
import { parseStored, readable, updateByVersion } from '../../proxy/store/versions.ts';
import type { Arms } from './arms.ts';
import type { Dice } from './dice.ts';
import { createParty, type Party, type Scheduler } from './scheduler.ts';
import { timersOf } from './timers.ts';

type Row = { version: number; text: string; value?: unknown };
type Line = { seq: number; key: string; entry: LogEntry };

type Deps = {
  scheduler: Scheduler;
  arms: Arms;
  dice: Dice;
  /** The invoice whose document a key is of. */
  aboutOf: (key: string) => number | null;
  /** Is told of a document that was written, with its new log lines. */
  onStored: (key: string, value: unknown, log: readonly LogEntry[]) => void;
  /** Is told of a due time that was written. */
  onDue: (due: number) => void;
};

/**
 * The store that all proxies share: documents changed by compare-and-set, due times and log lines in one atomic write, as
 * the servers' stores have it. Each operation is sent, takes effect at once, and is answered; something may befall it at each.
 */
export class SimulatedStore {
  /** While set, operations take effect and are answered at once: for those who look on. */
  isBeside = false;
  readonly #deps: Deps;
  readonly #party = createParty('store');
  readonly #rows = new Map<string, Row>();
  readonly #due = new Map<string, number>();
  readonly #lines: Line[] = [];

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The earliest due time. */
  nextDue(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const due of this.#due.values()) if (due < next) next = due;
    return next;
  }

  /** The store as one proxy reaches it. */
  of(proxy: Party): Store {
    const { scheduler } = this.#deps;
    const clock = createClock(() => scheduler.now, timersOf(scheduler, proxy));
    const operate = <T>(name: string, key: string | null, effect: () => T) =>
      this.#operate(proxy, name, key, effect);
    return {
      kind: 'simulated',
      get: (key) => operate('get', key, () => this.#read(key)).then((row) => readable(row?.value)),
      update: (key, change) =>
        updateByVersion(
          () => operate('read', key, () => this.#read(key)),
          (version, changed) => {
            const text = JSON.stringify(changed.value);
            return operate('write', key, () => this.#write(key, version, text, changed.due, changed.log));
          },
          change,
          clock,
        ),
      due: (now, limit, lease) => operate('due', null, () => this.#lease(now, limit, lease)),
      recent: (query) => operate('log', null, () => this.#page(query)),
      close: async () => {},
    };
  }

  #operate<T>(proxy: Party, name: string, key: string | null, effect: () => T): Promise<T> {
    if (this.isBeside) return new Promise((resolve) => resolve(effect()));
    const { scheduler, arms, dice, aboutOf } = this.#deps;
    const about = key === null ? null : aboutOf(key);
    const fault = arms.take('store', name, about);
    const what = `${name} ${about === null ? (key?.slice(0, 12) ?? '') : `invoice ${about}`}`;
    const latency = () => Math.floor(dice.next() ** 8 * 60);
    return new Promise((resolve, reject) => {
      const answer = (delay: number, how: string, act: () => void) =>
        scheduler.plan(delay, {
          party: proxy,
          sender: this.#party,
          about,
          what: `${what}: ${how}`,
          run: act,
        });
      const fail = () => answer(latency(), 'error', () => reject(new Error('the store has failed')));
      const arrive = (then: (done: T) => void) =>
        scheduler.plan(latency(), {
          ...{ party: this.#party, sender: proxy, about, what },
          run: () => then(effect()),
        });
      if (fault === 'store: hangs before effect') return;
      if (fault === 'store: error before effect') fail();
      else if (fault === 'store: error after effect') arrive(fail);
      else if (fault === 'store: hangs after effect') arrive(() => {});
      else {
        const delay = fault === 'store: slow' ? dice.between(1, 10) * 500 : latency();
        arrive((done) => answer(delay, 'done', () => resolve(done)));
      }
    });
  }

  #read(key: string): { version: string; value: unknown } | undefined {
    const row = this.#rows.get(key);
    if (!row) return undefined;
    row.value ??= frozen(parseStored(row.text));
    return { version: String(row.version), value: row.value };
  }

  #write(
    key: string,
    version: string | undefined,
    text: string,
    due: number | null,
    log: readonly LogEntry[],
  ): boolean {
    const row = this.#rows.get(key);
    if (version !== (row && String(row.version))) return false;
    this.#rows.set(key, { version: (row?.version ?? 0) + 1, text });
    if (due === null) this.#due.delete(key);
    else this.#due.set(key, due);
    for (const entry of log) this.#lines.push({ seq: this.#lines.length + 1, key, entry });
    if (due !== null) this.#deps.onDue(due);
    this.#deps.onStored(key, this.#read(key)?.value, log);
    return true;
  }

  #lease(now: number, limit: number, lease: number): string[] {
    const due = [...this.#due].filter(([, at]) => at <= now);
    const keys = due
      .sort(([, a], [, b]) => a - b)
      .map(([key]) => key)
      .slice(0, limit);
    for (const key of keys) this.#due.set(key, now + lease);
    if (keys.length > 0) this.#deps.onDue(now + lease);
    return keys;
  }

  #page(query: LogQuery): StoredLogPage {
    const before = Number(query.before ?? Number.POSITIVE_INFINITY);
    const fits = ({ seq, key, entry }: Line) =>
      seq < before && ('key' in query ? key === query.key : entry.realm === query.realm);
    const lines = this.#lines.filter(fits);
    const page = lines.slice(-query.limit).reverse();
    const entries: StoredLine[] = page.map(({ entry }) => entry);
    return { entries, before: lines.length > query.limit ? String(page.at(-1)!.seq) : null };
  }
}

/** All who read a version share it, and whoever would change it fails. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
