import PQueue from 'p-queue';
import type { Accounts } from '../accounts/index.ts';
import type { QueuedChange } from '../accounts/record.ts';
import { CONNECTION_CHANGED } from '../codes/notifications.ts';
import { isDue, outboxAfterFailure, TAKEOVER } from '../invoice/outbox.ts';
import { type Clock, DAY, toIso } from '../lib/clock.ts';
import { goesOn, perScope } from '../lib/scope.ts';
import type { Send } from '../notify/send.ts';

type Deps = {
  accounts: Accounts;
  /** Reaches the host, where it wants to hear. */
  send: Send | undefined;
  clock: Clock;
  report: (error: unknown) => void;
};

/** Accounts whose changes are told at once. */
const AT_ONCE = 4;

/** Tells the host of changes of accounts. Nothing waits for it. */
export function createTellChanges({ accounts, send, clock, report }: Deps) {
  const telling = perScope(() => new PQueue({ concurrency: AT_ONCE }));

  /** What is to be told now; nobody else tells it meanwhile. */
  async function claim(account: string): Promise<readonly QueuedChange[]> {
    let claimed: readonly QueuedChange[] = [];
    await accounts.change(account, (record) => {
      claimed = record?.outbox.filter((one) => isDue(one, clock())) ?? [];
      if (!record || claimed.length === 0) return undefined;
      // Where there is no host to tell, they wait for one.
      const nextAt = clock() + (send ? claimed.length * TAKEOVER : DAY);
      const outbox = record.outbox.map((one) => (claimed.includes(one) ? { ...one, nextAt } : one));
      return { record: { ...record, outbox } };
    });
    return send ? claimed : [];
  }

  async function tellAll(account: string, changes: readonly QueuedChange[]): Promise<void> {
    for (const { id, data, at } of changes) {
      const body = JSON.stringify({ type: CONNECTION_CHANGED, timestamp: toIso(at), data });
      const outcome = await send!({ id, at: clock(), body });
      await accounts.change(account, (record) => {
        if (!record) return undefined;
        const outbox =
          outcome === 'failed'
            ? outboxAfterFailure(record.outbox, id, clock())
            : record.outbox.filter((one) => one.id !== id);
        return { record: { ...record, outbox } };
      });
    }
  }

  return {
    /** Takes what is due of one account, and goes on to tell it. */
    async begin(account: string): Promise<void> {
      const claimed = await claim(account);
      if (claimed.length > 0)
        goesOn(
          telling()
            .add(() => tellAll(account, claimed))
            .catch(report),
        );
    },
    /** Resolves when nothing is being told. */
    idle: () => telling().onIdle(),
  };
}
