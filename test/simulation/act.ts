import type { Arms } from './arms.ts';
import type { Bank } from './bank.ts';
import type { FaultName } from './faults.ts';
import type { Fleet } from './fleet.ts';
import type { Host } from './host.ts';
import type { People } from './people.ts';

/** All that acts work on. */
export type Stage = {
  host: Host;
  bank: Bank;
  fleet: Fleet;
  people: People;
  arms: Arms;
  stateOf: (invoice: number) => string;
  slugOf: (invoice: number) => string | null;
  onAccount: (account: string, isAnswered: boolean) => void;
  /** Is told of a fault that no operation meets: of a server or an account. */
  strike: (name: FaultName, about: readonly number[]) => void;
};

/** Numbers from 0 up to 1 that say on whom and how. */
export type Picks = readonly [number, number, number, number];

export type Act = { weight: number; run: (stage: Stage, picks: Picks) => void };
