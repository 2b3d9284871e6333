import PQueue from 'p-queue';
import type { InvoiceView } from '../../shared/api.ts';
import type { Documents } from '../documents/index.ts';
import type { InvoiceDocument, Notification } from '../invoice/document.ts';
import { dueNotifications, postponed, TAKEOVER } from '../invoice/outbox.ts';
import type { Clock } from '../lib/clock.ts';
import { goesOn, perScope } from '../lib/scope.ts';
import { bodyOf } from './body.ts';
import { recordOutcome } from './record-outcome.ts';
import { type Send, TIMEOUT } from './send.ts';

export type Notifier = {
  /** Takes the due notifications of one invoice, so that no other process sends them meanwhile; answers their ids. */
  claim(slug: string, document: InvoiceDocument): Promise<string[]>;
  /** Sends notifications that were claimed or have just been queued; resolves when each was tried once. */
  deliver(slug: string, ids: readonly string[]): Promise<void>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** Begins no further notification: other processes send them later. Resolves when nothing is being sent. */
  close(): Promise<void>;
};

type Deps = {
  documents: Documents;
  send: Send;
  clock: Clock;
  /** The invoice as its merchant sees it. */
  show: (slug: string, document: InvoiceDocument) => Promise<InvoiceView>;
  report: (error: unknown) => void;
};

/** Invoices whose notifications this process sends at once; the host may be small. */
const AT_ONCE = 8;

/** Within this time the last notification of one invoice is begun, so that all are tried before another process takes over. */
const PASS_TIME = TAKEOVER - TIMEOUT;

/** Sends the notifications in the outboxes of the invoices to the host. No payment ever waits for it. */
export function createNotifier({ documents, send, clock, show, report }: Deps): Notifier {
  const work = perScope(() => ({
    queue: new PQueue({ concurrency: AT_ONCE }),
    passes: new Map<string, { ids: Set<string>; done: Promise<void> }>(),
  }));
  let isClosing = false;

  async function claim(slug: string, document: InvoiceDocument): Promise<string[]> {
    let ids = dueNotifications(document, clock());
    if (ids.length === 0) return ids;
    await documents.change(slug, (newest) => {
      ids = dueNotifications(newest, clock());
      // The invoices that wait in the queue are sent first.
      const nextAt = clock() + TAKEOVER * (1 + Math.ceil(work().queue.size / AT_ONCE));
      return ids.length > 0 ? postponed(newest, ids, nextAt) : undefined;
    });
    return ids;
  }

  /** One invoice's notifications are sent one after the other. */
  function deliver(slug: string, ids: readonly string[]): Promise<void> {
    const { queue, passes } = work();
    const running = passes.get(slug);
    if (running) {
      for (const id of ids) running.ids.add(id);
      return running.done;
    }
    const pass = { ids: new Set(ids), done: Promise.resolve() };
    if (ids.length === 0 || isClosing) return pass.done;
    passes.set(slug, pass);
    pass.done = queue.add(() => sendAll(slug, pass.ids)).catch(report);
    goesOn(pass.done);
    return pass.done;
  }

  async function sendAll(slug: string, ids: Set<string>): Promise<void> {
    const end = clock.monotonic() + PASS_TIME;
    try {
      while (ids.size > 0 && !isClosing && clock.monotonic() < end) {
        const document = await documents.read(slug);
        const notification = document?.outbox.find(({ id }) => ids.has(id));
        if (!document?.facts.sub || !notification) return;
        ids.delete(notification.id);
        await sendOne(slug, document, notification);
      }
    } finally {
      work().passes.delete(slug);
    }
  }

  async function sendOne(slug: string, document: InvoiceDocument, notification: Notification): Promise<void> {
    const body = JSON.stringify(bodyOf(notification, document, await show(slug, document), clock()));
    const outcome = await send({ id: notification.id, at: clock(), body });
    await documents.change(slug, (newest) => recordOutcome(newest, notification, outcome, clock()));
  }

  return {
    claim,
    deliver,
    idle: () => work().queue.onIdle(),
    async close() {
      isClosing = true;
      work().queue.clear();
      await work().queue.onIdle();
    },
  };
}
