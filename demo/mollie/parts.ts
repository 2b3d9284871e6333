import type { MovableClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Organizations } from './organizations.ts';
import type { RequestLog } from './requests.ts';
import type { Reversals } from './reversals.ts';
import type { Settings } from './settings.ts';
import type { Webhooks } from './webhooks.ts';

/** What a simulator is made of; routes and pages take from it what they need. */
export type Parts = {
  clock: MovableClock;
  settings: Settings;
  organizations: Organizations;
  ledger: Ledger;
  reversals: Reversals;
  webhooks: Webhooks;
  faults: Faults;
  requests: RequestLog;
  /** The address in links; without one, where the request came to. */
  origin: string | undefined;
};

/** The address at which this request reached the simulator. */
export function originOf(parts: Pick<Parts, 'origin'>, requestUrl: string): string {
  return parts.origin ?? new URL(requestUrl).origin;
}

/** The address that was asked, as the simulator's links would name it. */
export function addressOf(parts: Pick<Parts, 'origin'>, requestUrl: string): string {
  const { pathname, search } = new URL(requestUrl);
  return originOf(parts, requestUrl) + pathname + search;
}
