import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import { type AccountRecord, asAccountRecord, type QueuedChange } from '../accounts/record.ts';
import { CONNECTION_CHANGED } from '../codes/notifications.ts';
import { isDue, outboxAfterFailure } from '../invoice/outbox.ts';
import { type Clock, DAY, elapsed, HOUR, SECOND, toIso } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';
import { MollieError } from '../mollie/errors.ts';
import type { Send } from '../notify/send.ts';
import type { Completeness, CompletenessCheck } from '../resync/completeness.ts';
import type { Store } from '../store/store.ts';

type Deps = {
  store: Store;
  accounts: Accounts;
  completeness: Pick<CompletenessCheck, 'result'>;
  /** Reaches the host, where it wants to hear. */
  send: Send | undefined;
  clock: Clock;
  log: Log;
};

/** The longest wait for a search of Mollie's lists; it goes on without. */
const SEARCH_PATIENCE = 10 * SECOND;

/** How old the profile's name may be. */
const PROFILE_HOLDS = DAY - HOUR;

/**
 * Does what is due of an account itself, by the key of its record: the host is told of changes, Mollie's lists are
 * searched after a key was connected, keys are encrypted with the newest secret, and the profile's name is asked for.
 */
export type CareFor = (key: string) => Promise<void>;

export function createCare({ store, accounts, completeness, send, clock, log }: Deps): CareFor {
  return async function careFor(key) {
    const record = asAccountRecord(await store.get(key));
    if (!record) return putOff(key);
    // Reading it encrypts its keys anew where that is needed.
    const account = await accounts.of(record.account);
    for (const change of record.outbox.filter((one) => isDue(one, clock()))) await tell(account.name, change);
    const found = account.realm && (await completeness.result(account, SEARCH_PATIENCE).catch(() => null));
    const searched = found && isOver(found) ? { searched: record.connection } : {};
    const profile = await profileOf(account, record);
    await accounts.change(
      account.name,
      (newest) => newest && { record: { ...newest, ...searched, ...profile } },
    );
  };

  /** What cannot be read is found by whoever needs it. */
  async function putOff(key: string): Promise<void> {
    const due = clock() + DAY;
    await store.update(key, (value) => (value === undefined ? undefined : { value, due, log: [] }));
  }

  async function tell(account: string, { id, data, at }: QueuedChange): Promise<void> {
    const body = JSON.stringify({ type: CONNECTION_CHANGED, timestamp: toIso(at), data });
    const outcome = send && (await send({ id, at: clock(), body }));
    if (outcome === 'failed') log({ level: 'warn', code: 'connection_change_untold', account });
    await accounts.change(
      account,
      (record) => record && { record: { ...record, outbox: after(record, id, outcome) } },
    );
  }

  function after({ outbox }: AccountRecord, id: string, outcome: Awaited<ReturnType<Send>> | undefined) {
    if (outcome === 'failed') return outboxAfterFailure(outbox, id, clock());
    if (outcome) return outbox.filter((one) => one.id !== id);
    // Where there is no host to tell, it waits for one.
    return outbox.map((one) => (one.id === id ? { ...one, nextAt: clock() + DAY } : one));
  }

  /** The profile's name, where the account's pages may need it and it was not asked for lately. */
  async function profileOf(
    { realm, mollie, brand, trouble }: Account,
    { profile }: AccountRecord,
  ): Promise<Pick<AccountRecord, 'profile'> | undefined> {
    const isNeeded = realm !== null && brand.name === null && trouble.wait() === 0;
    if (!isNeeded || (profile && elapsed(profile.at, clock()) < PROFILE_HOLDS)) return undefined;
    try {
      const { name } = await mollie.profile({ urgency: 'background' });
      trouble.succeeded();
      return { profile: { name, at: clock() } };
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      trouble.failed(error);
      return undefined;
    }
  }
}

/** Whether a search of Mollie's lists has ended, and need not begin again by itself. */
function isOver({ state }: Completeness): boolean {
  return state !== 'searching' && state !== 'unknown';
}
