import { type Clock, SECOND } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import type { Mollie } from '../mollie/client.ts';
import type { Binding } from '../payments/binding.ts';
import { toProxyError } from '../payments/failure.ts';
import type { Store } from '../store/index.ts';
import { within } from '../within.ts';

/** Stands in every store that knows all that was made with it. */
const KEY = 'complete';

/** Between two looks at Mollie's list while a resync is awaited. */
const PAUSE = 10 * SECOND;

/** Whoever only looks does not wait for Mollie longer than this. */
const PATIENCE = SECOND;

/**
 * Keeps an emptied store from asking paid invoices again: a store without our mark, while Mollie lists payments of
 * this proxy, has lost them.
 */
export type Guard = {
  /**
   * For making a payment: makes sure.
   * @throws {ProxyError} `resync_needed`, or what kept it from finding out
   */
  check(): Promise<void>;
  /**
   * For whoever looks: what is known, or soon is.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  glance(): Promise<void>;
  /** The store knows everything again. */
  markComplete(): Promise<void>;
};

type Deps = { store: Store; mollie: Mollie; binding: Binding; clock: Clock };

export function createGuard({ store, mollie, binding, clock }: Deps): Guard {
  let last: { at: number; answer: Promise<void> } | undefined;

  const isMarked = async () => (await store.get(KEY)) !== undefined;

  function askOnce(): Promise<void> {
    if (!last || clock() - last.at >= PAUSE) {
      last = { at: clock(), answer: askMollie() };
      // Whoever waits hears of it; only what Mollie has said is worth remembering.
      last.answer.catch(({ code }: ProxyError) => {
        if (code !== 'resync_needed') last = undefined;
      });
    }
    return last.answer;
  }

  async function askMollie(): Promise<void> {
    const { payments } = await mollie.page().catch((error) => {
      throw toProxyError(error);
    });
    for (const payment of payments) {
      if (await binding.attemptOf(payment)) throw new ProxyError('resync_needed');
    }
    await markComplete();
  }

  async function markComplete(): Promise<void> {
    await store.update(KEY, () => ({ value: { v: 1, at: clock() }, due: null, log: [] }));
  }

  return {
    async check() {
      if (!(await isMarked())) await askOnce();
    },
    async glance() {
      if (await isMarked()) return;
      const answer = askOnce().catch((error) => (error as ProxyError).code);
      if ((await within(answer, PATIENCE)) === 'resync_needed') throw new ProxyError('resync_needed');
    },
    markComplete,
  };
}
