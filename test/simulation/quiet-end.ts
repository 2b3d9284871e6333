import type { Stage } from './act.ts';
import { stateNow } from './acts.ts';
import { connect, pause } from './connecting.ts';
import type { Scheduler } from './scheduler.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Trouble that a proxy has met, pauses that Mollie asked for and leases are over by then. */
const RECOVERY = 6 * MINUTE;

/** A create that was put aside is looked for the last time after a day; the host is told again within hours. */
const LAST_LOOKS = 26 * HOUR;

/** How often somebody tries again what has not been answered. */
const TRIES = 20;

/**
 * All faults end. Servers run with right clocks, accounts are connected, the host states all invoices, merchants look at
 * each; and so much time goes by that everything has had its chance. Nothing may go wrong any more: with the first thing
 * that does, the world is over.
 */
export async function comeToRest(
  stage: Stage,
  scheduler: Scheduler,
  { step, isOver }: { step: () => Promise<boolean>; isOver: () => boolean },
): Promise<void> {
  const { arms, fleet, host, people } = stage;
  arms.clear();
  host.trouble = 0;
  for (const node of fleet.nodes) Object.assign(node, { ahead: 0 }).party.crash = null;

  /** Lets somebody act, and time go by until it is over, or for as long as it says. */
  async function act(what: string, run: () => Promise<unknown>, time = 0): Promise<void> {
    if (isOver()) return;
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    scheduler.plan(0, { party: people.party, what, run: () => void run().then(done, done) });
    const end = scheduler.now + time;
    scheduler.plan(time, { party: people.party, what: `after ${what}`, run: () => {} });
    while (!isDone || scheduler.now < end) {
      if (!(await step())) return;
    }
  }

  const again = async (what: string, run: () => Promise<boolean>) => {
    for (let tries = 0, isDone = false; !isDone && !isOver() && tries < TRIES; tries++) {
      await act(what, async () => {
        isDone = await run();
      });
      if (!isDone) await act('waits', async () => {}, MINUTE);
    }
  };

  await act('all faults end', async () => {}, RECOVERY);
  await act('servers start', async () => fleet.start(0), 10 * SECOND);
  for (const { name } of host.accounts) {
    await again(`connects ${name}`, () => connect(stage, name, 'first', 0));
    await again(`resumes ${name}`, () => pause(stage, name, false));
  }
  await act('rests', async () => {}, RECOVERY);
  for (const { index } of host.invoices) {
    await again(`states ${index}`, async () => (await stateNow(stage, index))?.status === 200);
  }
  await act('last looks', async () => {}, LAST_LOOKS);
  for (const { index: invoice } of host.invoices) {
    const look = {
      what: `merchant checks ${invoice}`,
      invoice,
      audience: 'merchant',
      method: 'POST',
    } as const;
    await again(look.what, async () => {
      const answer = await people.ask({ ...look, path: '/v1/invoice/refresh' });
      return answer?.status === 200;
    });
  }
  await act('rests again', async () => {}, RECOVERY);
}
