import type { Store } from '../../proxy/store/store.ts';
import type { Hooks } from './observed.ts';

/** How a world is made; the same options make the same world, step by step. */
export type WorldOptions = {
  seed: number;
  /** Steps until all faults stop and everything comes to rest; the quiet end has steps of its own. */
  steps: number;
  /** As many acts and faults of the plan at most; then everything comes to rest, too. */
  acts?: number;
  /** Those that are left out, by their places in the plan. */
  skip?: ReadonlySet<number>;
  hooks?: Hooks;
  /** Is given each line of the trace. */
  trace?: (line: string) => void;
  /** Stands between a proxy and its seams, to plant a bug. */
  plant?: Plant;
};

/** A planted bug. Bugs of the proxy's own code are planted by a loader (`module.registerHooks`) before `world.ts` is imported. */
export type Plant = {
  name: string;
  store?(store: Store): Store;
  fetch?(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
};

export type Failure = { kind: string; what: string; step: number };

export type WorldResult = {
  seed: number;
  steps: number;
  /** SHA-256 of the trace, in hex. */
  hash: string;
  /** What was planned: as many acts and faults. */
  planned: number;
  /** How often each fault struck. */
  struck: Record<string, number>;
  /** Empty where all is well. */
  failures: readonly Failure[];
};
