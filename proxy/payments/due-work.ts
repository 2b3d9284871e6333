import PQueue from 'p-queue';
import type { Account } from '../accounts/account.ts';
import { isAccountKey } from '../accounts/record.ts';
import type { Documents, Pause } from '../documents/index.ts';
import { dueAttempts, nextDue, unwantedAttempts } from '../invoice/look-schedule.ts';
import { dueNotifications, postponed } from '../invoice/outbox.ts';
import { type Clock, DAY, MINUTE, SECOND } from '../lib/clock.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import type { Log } from '../log/index.ts';
import type { Notifier } from '../notify/index.ts';
import type { Store } from '../store/store.ts';
import type { CancelAttempts } from './cancel.ts';
import { createDueTime } from './due-time.ts';
import type { FindUncertain } from './find-uncertain.ts';
import type { Look } from './look.ts';

/** What is taken in one round; what a server that dies held is taken over when the lease ends. */
const ROUND = 100;
const LEASE = MINUTE;

/** Rounds in which there was nothing but to put off, one after the other. */
const MOST_ROUNDS = 20;

/** A round ends before its leases do, so that no two servers work on one invoice. */
const ROUND_TIME = 40 * SECOND;

/** Invoices of all accounts, and of one, that are worked on at once. */
const AT_ONCE = 20;
const OF_ONE_ACCOUNT = 2;

/** Invoices of accounts whose last call has failed, at once: the others have most places. */
const DOUBTFUL_AT_ONCE = 5;

/** Accounts in a round of which it is found out whether they are still in trouble. */
const PROBES = 10;

/** Nobody waits here, but a call that hangs shall not hold up the rest. */
const DEADLINE = 10 * SECOND;

/** A round ends when the host has been told; one that hangs is not waited for. */
const HOST_PATIENCE = SECOND;

type Deps = {
  store: Store;
  documents: Documents;
  notifier: Notifier | undefined;
  look: Look;
  findUncertain: FindUncertain;
  cancelAttempts: CancelAttempts;
  /** Does what is due of an account itself. */
  careFor: (key: string) => Promise<void>;
  clock: Clock;
  report: (error: unknown) => void;
  log: Log;
};

/**
 * Does what is due in the background, and answers how much was due. Of each invoice:
 *
 * 1. The host is told what its outbox holds.
 * 2. Mollie is asked about the payments whose time has come.
 * 3. Creates whose outcome is not known are looked for in Mollie's list.
 * 4. What nobody wants any more is cancelled.
 * 5. What could not be done is due again when the lease ends; else the next write says when.
 *
 * Trouble with one invoice holds up no other, and that of one account no other account: where no key sees an invoice, or
 * Mollie does not answer for its account, it is put off by one write. `signal` ends the work before the next invoice.
 */
export function createDueWork(deps: Deps): (signal?: AbortSignal) => Promise<number> {
  const { store } = deps;
  const dueTime = createDueTime(store, deps.clock);

  return async function runDueWork(signal) {
    let taken = 0;
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
      const keys = await store.due(await dueTime(), ROUND, LEASE);
      taken += keys.length;
      const hasWorked = await runRound(deps, keys, signal);
      if (hasWorked || keys.length < ROUND || signal?.aborted) break;
    }
    return taken;
  };
}

/** Answers whether anything was done but to put off. */
async function runRound(deps: Deps, keys: readonly string[], signal?: AbortSignal): Promise<boolean> {
  const { report, clock } = deps;
  const end = clock.monotonic() + ROUND_TIME;
  const all = new PQueue({ concurrency: AT_ONCE });
  const doubtful = new PQueue({ concurrency: DOUBTFUL_AT_ONCE });
  let probes = 0;
  const ofAccounts = new Map<string, PQueue>();
  const deliveries: Promise<void>[] = [];
  let hasWorked = false;
  const inTime = async (work: () => Promise<void>) => {
    if (!signal?.aborted && clock.monotonic() < end) await work();
  };

  /** In turn with others of its account. Trouble stays due: the lease ends, and whoever comes then tries again. */
  async function take(key: string): Promise<void> {
    if (isAccountKey(key)) {
      hasWorked = true;
      return all.add(() => inTime(() => deps.careFor(key)));
    }
    const owner = await all.add(() => putOffOrOwner(deps, key));
    if (owner === undefined) return;
    const { trouble } = owner;
    // The others of an account that is asked wait for what comes of it.
    if (trouble.isLasting() && !ofAccounts.has(owner.name) && ++probes > PROBES) {
      const pause = { pause: trouble.pause(), isTold: deps.notifier !== undefined };
      return all.add(() => deps.documents.putOff(key, pause));
    }
    hasWorked = true;
    const queue = ofAccounts.get(owner.name) ?? new PQueue({ concurrency: OF_ONE_ACCOUNT });
    ofAccounts.set(owner.name, queue);
    const work = () => all.add(() => inTime(() => workOn(deps, key, deliveries)));
    await queue.add(() => (trouble.isDoubtful() ? doubtful.add(work) : work()));
  }

  await Promise.all(keys.map((key) => take(key).catch(report)));
  // Where more may be due, the host is not waited for at all.
  if (keys.length < ROUND) await withTimeout(clock, Promise.all(deliveries), HOST_PATIENCE);
  return hasWorked;
}

/** Puts off an invoice about which nobody can be asked or told now; answers the account of any other. */
async function putOffOrOwner(
  { documents, notifier, clock }: Deps,
  slug: string,
): Promise<Account | undefined> {
  const stored = await documents.find(slug);
  if (!stored || stored.isAsleep) return void (await documents.putOff(slug));
  const { account, document } = stored;
  const isToTell = notifier !== undefined && dueNotifications(document, clock()).length > 0;
  if (!isToTell && mustWait(account)) return void (await documents.putOff(slug, pauseOf(account, notifier)));
  return account;
}

/** Whether Mollie cannot be asked for the account: without a key, or while it does not answer. */
function mustWait({ realm, trouble }: Account): boolean {
  return realm === null || trouble.wait() > 0;
}

/** The host is told all the same, where it wants to hear. */
function pauseOf({ realm, trouble }: Account, notifier: Notifier | undefined): Pause {
  return { isTold: notifier !== undefined, ...(realm && { pause: trouble.wait() }) };
}

async function workOn(deps: Deps, slug: string, deliveries: Promise<void>[]): Promise<void> {
  const { documents, notifier, look, findUncertain, clock, log } = deps;
  // Some time may have passed.
  const stored = await documents.find(slug);
  if (!stored || stored.isAsleep) return documents.putOff(slug);
  const { account, document } = stored;
  const now = clock();
  log({ level: 'debug', code: 'due', ms: Math.max(0, now - (nextDue(document, now) ?? now)) });
  if (notifier) deliveries.push(notifier.deliver(slug, await notifier.claim(slug, document)));
  if (mustWait(account)) return documents.putOff(slug, pauseOf(account, notifier));
  const attempts = dueAttempts(document, clock());
  const how = { via: 'watch', urgency: 'background', needs: 'any' } as const;
  const looked = await look(slug, document, attempts, how);
  if (looked.failure) account.trouble.failed(looked.failure);
  else if (attempts.length > 0) account.trouble.succeeded();
  // What else there is to ask would not be answered either.
  if (mustWait(account)) return;
  // Each has its own deadline: looks at many payments may take long.
  const isSearched = await findUncertain(slug, looked.document, clock.timeout(DEADLINE));
  const isCancelled = await cancelUnwanted(deps, slug, clock.timeout(DEADLINE));
  if (looked.failure || !isSearched || !isCancelled) return;
  // Where nothing was written, the lease would make it due again for nothing.
  await documents.change(slug, (newest) => {
    // Where there is no host to tell, its notifications wait for one.
    const untold = notifier ? [] : dueNotifications(newest, clock());
    return postponed(newest, untold, clock() + DAY);
  });
}

/** Answers whether it was done; what Mollie does not answer now is tried again when the lease ends. */
async function cancelUnwanted(
  { documents, cancelAttempts, clock }: Deps,
  slug: string,
  signal: AbortSignal,
): Promise<boolean> {
  const document = await documents.read(slug);
  if (!document) return true;
  const unwanted = unwantedAttempts(document, clock());
  const { failure } = await cancelAttempts(slug, document, unwanted, { urgency: 'background', signal });
  return failure === null;
}
