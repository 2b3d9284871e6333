export type * from './observed.ts';

/** How a world is made; the same options make the same world, step by step. */
export type WorldOptions = {
  seed: number;
  /** Steps until all faults stop and everything comes to rest; the quiet end has steps of its own. */
  steps: number;
  /** Acts and faults of the plan that are left out, by their places in it. */
  skip?: ReadonlySet<number>;
  hooks?: import('./observed.ts').Hooks;
  /** Is given each line of the trace. */
  trace?: (line: string) => void;
  /** Stands between a proxy and its seams, to plant a bug. */
  plant?: Plant;
};

/** A planted bug. Bugs of the proxy's own code are planted by a loader (`module.registerHooks`) before `world.ts` is imported. */
export type Plant = {
  name: string;
  store?(store: import('../../proxy/store/store.ts').Store): import('../../proxy/store/store.ts').Store;
  fetch?(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
};

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
  failures: readonly { kind: string; what: string; step: number }[];
};
