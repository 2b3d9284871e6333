import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import {
  type AccountRecord,
  asAccountRecord,
  HOLDS,
  listsToHold,
  type MethodList,
  withoutMethods,
} from '../accounts/record.ts';
import { type Clock, DAY, elapsed, SECOND } from '../lib/clock.ts';
import { MollieError } from '../mollie/errors.ts';
import type { Send } from '../notify/send.ts';
import type { Completeness, CompletenessCheck } from '../resync/completeness.ts';
import type { Store } from '../store/store.ts';
import type { OfferedMethods } from './offered-methods.ts';
import { createTellChanges } from './tell-changes.ts';

type Deps = {
  store: Store;
  accounts: Accounts;
  completeness: Pick<CompletenessCheck, 'result'>;
  /** Reaches the host, where it wants to hear. */
  send: Send | undefined;
  methods: Pick<OfferedMethods, 'load'>;
  clock: Clock;
  report: (error: unknown) => void;
};

/** The longest wait for a search of Mollie's lists; it goes on without. */
const SEARCH_PATIENCE = 10 * SECOND;

/**
 * Does what is due of an account itself, by the key of its record: the host is told of changes, which nothing waits for,
 * Mollie's lists are searched after a key was connected, keys are encrypted with the newest secret, and the profile's name
 * is asked for.
 */
export type Care = { careFor(key: string): Promise<void>; idle(): Promise<void> };

export function createCare({ store, accounts, completeness, send, methods, clock, report }: Deps): Care {
  const { begin, idle } = createTellChanges({ accounts, send, clock, report });

  async function careFor(key: string): Promise<void> {
    const record = asAccountRecord(await store.get(key));
    if (!record) return putOff(key);
    // Reading it encrypts its keys anew where that is needed.
    const account = await accounts.of(record.account);
    const { name, trouble } = account;
    await begin(name);
    const found = trouble.wait() === 0 ? await searched(account) : null;
    const profile = await profileOf(account, record);
    const refused = await holdMethods(account);
    await accounts.change(name, (newest) => {
      if (!newest) return undefined;
      const next = {
        ...withoutMethods(newest, [...refused, ...uselessOf(newest, account)]),
        ...profile,
        ...(found && isOver(found) && { searched: record.connection }),
        caredAt: clock(),
      };
      return { record: next, notBefore: clock() + trouble.wait() };
    });
  }

  async function searched(account: Account): Promise<Completeness | null> {
    const { realm, trouble } = account;
    if (!realm) return null;
    const found = await completeness.result(account, SEARCH_PATIENCE, 'background').catch(() => null);
    if (found?.state === 'unknown' && found.cause instanceof MollieError) trouble.failed(found.cause);
    return found;
  }

  /** So that the first customer of a day finds the methods. Answers the lists that Mollie does not give any more. */
  async function holdMethods(account: Account): Promise<MethodList[]> {
    const refused: MethodList[] = [];
    for (const list of listsToHold(account, clock())) {
      const isOld = elapsed(list.at, clock()) >= HOLDS;
      if (!isOld || !account.realm || account.trouble.wait() > 0) continue;
      try {
        await methods.load({ account, ...list });
      } catch (error) {
        if (!(error instanceof MollieError)) throw error;
        account.trouble.failed(error);
        if (error.failure === 'rejected' || error.failure === 'bad_create') refused.push(list);
      }
    }
    return refused;
  }

  /** What cannot be read is found by whoever needs it. */
  async function putOff(key: string): Promise<void> {
    const due = clock() + DAY;
    await store.update(key, (value) => (value === undefined ? undefined : { value, due, log: [] }));
  }

  /** The profile's name, where the account's pages may need it and it was not asked for lately. */
  async function profileOf(
    { realm, mollie, brand, trouble }: Account,
    { profile }: AccountRecord,
  ): Promise<Pick<AccountRecord, 'profile'> | undefined> {
    const isNeeded = realm !== null && brand.name === null && trouble.wait() === 0;
    if (!isNeeded || (profile && elapsed(profile.at, clock()) < HOLDS)) return undefined;
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

  return { careFor, idle };
}

/** Without a key there are no methods, and those of a former key are not renewed. */
function uselessOf({ methods = [] }: AccountRecord, { realm, mollie }: Account): MethodList[] {
  return methods.filter(({ credential }) => realm === null || credential !== mollie.credential);
}

/** Whether a search of Mollie's lists has ended, and need not begin again by itself. */
function isOver({ state }: Completeness): boolean {
  return state !== 'searching' && state !== 'unknown';
}
