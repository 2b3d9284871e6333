import PQueue from 'p-queue';
import type { InvoiceView } from '../../shared/api.ts';
import type { Documents } from '../documents/index.ts';
import type { Attempt, InvoiceDocument, Notification } from '../invoice/document.ts';
import { logEntry } from '../invoice/log-entry.ts';
import { dueNotifications, outboxAfterFailure, postponed, TAKEOVER } from '../invoice/outbox.ts';
import { attemptView } from '../invoice/view.ts';
import { type Clock, toIso } from '../lib/clock.ts';
import { type Send, TIMEOUT } from './send.ts';

export type Notifier = {
  /** Takes what is due of one invoice, so that it is not due again while it is sent; answers the ids. */
  claim(slug: string, document: InvoiceDocument): Promise<string[]>;
  /** Sends notifications that were claimed, or have just been queued; resolves when they were tried. */
  kick(slug: string, ids: readonly string[]): Promise<void>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** Leaves what waits to be sent to others; resolves when nothing is being sent. */
  close(): Promise<void>;
};

type Deps = {
  documents: Documents;
  send: Send;
  clock: Clock;
  /** The invoice as its merchant sees it. */
  show: (slug: string, document: InvoiceDocument) => InvoiceView;
  report: (error: unknown) => void;
};

/** Invoices whose notifications this process sends at once; the host may be small. */
const AT_ONCE = 8;

/** The last notification of one invoice is begun after this, so that all are tried before others take over. Milliseconds. */
const PASS_TIME = TAKEOVER - TIMEOUT;

/** Tells the host what happened, from the outboxes of the invoices. No payment is ever held up by it. */
export function createNotifier({ documents, send, clock, show, report }: Deps): Notifier {
  const queue = new PQueue({ concurrency: AT_ONCE });
  const passes = new Map<string, { ids: Set<string>; done: Promise<void> }>();
  let isClosing = false;

  async function claim(slug: string, document: InvoiceDocument): Promise<string[]> {
    let ids = dueNotifications(document, clock());
    if (ids.length === 0) return ids;
    await documents.change(slug, (newest) => {
      ids = dueNotifications(newest, clock());
      // Those before it may take their time, too.
      const nextAt = clock() + TAKEOVER * (1 + Math.ceil(queue.size / AT_ONCE));
      return ids.length > 0 ? postponed(newest, ids, nextAt) : undefined;
    });
    return ids;
  }

  /** One invoice's notifications are sent one after the other. */
  function kick(slug: string, ids: readonly string[]): Promise<void> {
    const running = passes.get(slug);
    if (running) {
      for (const id of ids) running.ids.add(id);
      return running.done;
    }
    const pass = { ids: new Set(ids), done: Promise.resolve() };
    if (ids.length === 0 || isClosing) return pass.done;
    passes.set(slug, pass);
    pass.done = queue.add(() => sendAll(slug, pass.ids)).catch(report);
    return pass.done;
  }

  async function sendAll(slug: string, ids: Set<string>): Promise<void> {
    const end = performance.now() + PASS_TIME;
    try {
      while (ids.size > 0 && !isClosing && performance.now() < end) {
        const document = await documents.read(slug);
        const notification = document?.outbox.find(({ id }) => ids.has(id));
        if (!document?.facts.sub || !notification) return;
        ids.delete(notification.id);
        await sendOne(slug, document, notification);
      }
    } finally {
      passes.delete(slug);
    }
  }

  async function sendOne(slug: string, document: InvoiceDocument, notification: Notification): Promise<void> {
    const body = JSON.stringify(bodyOf(slug, document, notification));
    const outcome = await send({ id: notification.id, at: clock(), body });
    await documents.change(slug, (newest) => {
      // Where it took long, others may have told it.
      if (!newest.outbox.some(({ id }) => id === notification.id)) return undefined;
      const outbox =
        outcome === 'failed'
          ? outboxAfterFailure(newest.outbox, notification.id, clock())
          : newest.outbox.filter(({ id }) => id !== notification.id);
      const isGivenUp = outcome === 'failed' && !outbox.some(({ id }) => id === notification.id);
      const event = isGivenUp ? 'notification.given_up' : (`notification.${outcome}` as const);
      // A host that stays down is told of once, and when it is given up.
      const isWorthALine = outcome !== 'failed' || notification.tries === 0 || isGivenUp;
      const details = { type: notification.type, id: notification.id, paymentId: notification.paymentId };
      const log = isWorthALine ? [logEntry(newest, clock(), event, details)] : [];
      return { document: { ...newest, outbox }, log };
    });
  }

  function bodyOf(slug: string, document: InvoiceDocument, { type, at, paymentId }: Notification) {
    const attempt = document.attempts.find(({ id }) => id === paymentId);
    return {
      type,
      timestamp: toIso(at),
      data: {
        account: document.realm.account,
        invoice: show(slug, document),
        version: document.version,
        payment: attempt ? paymentOf(document, attempt, clock()) : null,
      },
    };
  }

  return {
    claim,
    kick,
    idle: () => queue.onIdle(),
    async close() {
      isClosing = true;
      queue.clear();
      await queue.onIdle();
    },
  };
}

function paymentOf(document: InvoiceDocument, attempt: Attempt, now: number) {
  const { id, status, amount, refunded, chargedBack, method, paidAt } = attemptView(document, attempt, now);
  return { id, status, amount, refunded, chargedBack, method, paidAt };
}
