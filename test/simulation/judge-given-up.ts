import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { isSlug } from '../../proxy/keys/index.ts';
import type { Hooks } from './observed.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** For how long the host is told of something. Of the time between two tries a day counts at most. */
const PATIENCE = 3 * DAY;

/** As much of it as clocks that are wrong may have added. */
const CLOCKS = 8 * HOUR;

type Tried = { tries: number; at: number; during: number };

/** What is given up was tried for three days, by what the store has of it and by the world's own time. */
export function createGivenUpJudge(): Hooks {
  const tried = new Map<string, Tried>();
  return {
    onStored({ key, value, log }, world) {
      if (!isSlug(key)) return;
      for (const { id, tries } of (value as InvoiceDocument).outbox) {
        const known = tried.get(id);
        if (known?.tries !== tries)
          tried.set(id, { tries, at: world.now(), during: duringOf(known, world.now()) });
      }
      for (const { event, details } of log) {
        if (event !== 'notification.given_up') continue;
        const id = String(details.id);
        const hours = duringOf(tried.get(id), world.now()) / HOUR;
        if (hours < (PATIENCE - CLOCKS) / HOUR)
          world.fail('given up too early', `${id} after ${hours} hours`);
      }
    },
  };
}

function duringOf(known: Tried | undefined, now: number): number {
  // What was not tried in vain yet has not been waiting.
  return known && known.tries > 0 ? known.during + Math.min(now - known.at, DAY) : 0;
}
