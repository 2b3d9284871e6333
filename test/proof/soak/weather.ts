import { setTimeout } from 'node:timers/promises';
import type { FaultRequest } from '../../../demo/mollie/faults.ts';
import type { Simulator } from '../../../demo/mollie/simulator.ts';
import type { Host } from '../aftermath.ts';
import type { Dice } from './dice.ts';
import type { Fleet } from './fleet.ts';

/** A store's server that can stop answering for a while. */
export type Freezable = { freeze(): unknown; thaw(): unknown };

export type Weather = {
  simulator: Simulator;
  fleet: Fleet;
  host: Host;
  /** Absent where the store has no server. */
  storeServer: Freezable | undefined;
  dice: Dice;
  /** What MOLLIE_API_KEY is, in turn. */
  keys: readonly string[];
  /** Is told when that began to be changed, and was. */
  keyChanges: number[];
  /** What merchants do with their accounts, each at their own pace. */
  acts: readonly (() => Promise<void>)[];
};

const FAULTS: readonly FaultRequest[] = [
  { endpoint: 'create', kind: 'lost' },
  { endpoint: 'create', kind: 'lost', executed: false },
  { endpoint: 'create', kind: 'slow', ms: 600 },
  { endpoint: 'create', kind: 'error', status: 503 },
  { endpoint: 'create', kind: 'error', status: 500, executed: true },
  { endpoint: 'create', kind: 'rate_limit', retryAfter: 1 },
  { endpoint: 'create', kind: 'garbage' },
  { endpoint: 'create', kind: 'hang' },
  { endpoint: 'create', kind: 'hang', executed: true },
  { endpoint: 'create', kind: 'conflict' },
  { endpoint: 'create', kind: 'rate_limit' },
  { endpoint: 'create', kind: 'checkout_elsewhere', origin: 'https://pay.bank.example' },
  { endpoint: 'create', kind: 'checkout_missing' },
  { endpoint: 'get', kind: 'checkout_elsewhere', origin: 'https://pay.bank.example', onceChosen: true },
  { endpoint: 'get', kind: 'checkout_missing' },
  { endpoint: 'get', kind: 'rate_limit', retryAfter: 1, rateLimitHeaders: true },
  { endpoint: 'get', kind: 'lost' },
  { endpoint: 'get', kind: 'slow', ms: 400 },
  { endpoint: 'get', kind: 'error', status: 502 },
  { endpoint: 'get', kind: 'html' },
  { endpoint: 'cancel', kind: 'lost' },
  { endpoint: 'update', kind: 'lost' },
  { endpoint: 'update', kind: 'lost', executed: false },
  { endpoint: 'update', kind: 'error', status: 503, executed: true },
  { endpoint: 'update', kind: 'slow', ms: 600 },
  ...([1, 2, 3] as const).map(() => ({ endpoint: 'webhook', kind: 'drop' }) as const),
  { endpoint: 'webhook', kind: 'double' },
  { endpoint: 'webhook', kind: 'reorder' },
  { endpoint: 'webhook', kind: 'delay', ms: 700 },
  { endpoint: 'webhook', kind: 'early' },
  { endpoint: 'webhook', kind: 'early', status: 'paid' },
];

/** Of every webhook for `pending`, which sources differ about, so many are sent. */
const PENDING_TOLD: FaultRequest = { endpoint: 'webhook', kind: 'pending', share: 0.5 };

/** Faults that wait to befall somebody, at most; more would let nothing through. */
const MAX_WAITING = 3;

/** Everything goes wrong, again and again, until `signal` ends it. Answers how often. */
export async function rage(weather: Weather, signal: AbortSignal): Promise<Record<string, number>> {
  const counts = { faults: 0, freezes: 0, keyChanges: 0 };
  const { simulator, fleet, host, storeServer, dice, keys, acts } = weather;
  simulator.faults.add(PENDING_TOLD);

  const faults = async () => {
    if (simulator.faults.list().length > MAX_WAITING) return;
    simulator.faults.add({ ...dice.among(FAULTS), times: 1 });
    counts.faults++;
  };
  const kills = () => fleet.killOne();
  const keyChanges = async () => {
    counts.keyChanges++;
    const since = simulator.clock.now();
    await fleet.change({ MOLLIE_API_KEY: keys[counts.keyChanges % keys.length]! });
    weather.keyChanges.push(since, simulator.clock.now());
  };
  const freezes = async () => {
    if (!storeServer) return;
    counts.freezes++;
    storeServer.freeze();
    await setTimeout(dice.between(200, 1500));
    storeServer.thaw();
  };
  const deafness = async () => {
    host.answer(500);
    await setTimeout(dice.between(100, 800));
    host.answer(204);
  };

  await Promise.all([
    again(faults, 60, signal),
    again(kills, 700, signal),
    again(keyChanges, 4000, signal),
    again(freezes, 6000, signal),
    again(deafness, 2500, signal),
    ...acts.map((act) => again(act, 300, signal)),
  ]);
  simulator.faults.clear();
  return { ...counts, kills: fleet.kills.length };
}

async function again(work: () => Promise<unknown>, pause: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await setTimeout(pause, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await work();
  }
}
