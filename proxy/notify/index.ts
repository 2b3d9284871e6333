import { type Clock, toIso } from '../clock.ts';
import type { Attempt, InvoiceDocument } from '../invoice/document.ts';
import { logEntry } from '../invoice/document.ts';
import { attemptView } from '../invoice/view.ts';
import type { Documents } from '../payments/documents.ts';
import type { InvoiceView } from '../types.ts';
import { type Notice, outboxAfterFailure } from './outbox.ts';
import type { Send } from './send.ts';

export type Notifier = {
  /** Sends what has just been queued, and all that is due; nobody waits for it. */
  kick(slug: string, queued: readonly string[]): void;
  /** Sends what is due of one invoice. */
  deliver(slug: string): Promise<void>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
};

type Deps = {
  documents: Documents;
  send: Send;
  clock: Clock;
  /** The invoice as its merchant sees it. */
  show: (slug: string, document: InvoiceDocument) => InvoiceView;
  report: (error: unknown) => void;
};

/** Tells the host what happened, from the outboxes of the invoices. No payment is ever held up by it. */
export function createNotifier({ documents, send, clock, show, report }: Deps): Notifier {
  const running = new Map<string, Promise<void>>();

  /** One invoice's notices are sent one after the other. */
  function deliver(slug: string, queued: readonly string[] = []): Promise<void> {
    const before = running.get(slug) ?? Promise.resolve();
    const work = before.then(() => sendDue(slug, queued));
    const settled = work.catch(() => {}).finally(() => running.get(slug) === settled && running.delete(slug));
    running.set(slug, settled);
    return work;
  }

  async function sendDue(slug: string, queued: readonly string[]): Promise<void> {
    const document = await documents.read(slug);
    // A host cannot know which invoice it is, before its id is known again.
    if (document?.facts.sub === '') return;
    const isDue = ({ id, nextAt }: Notice) => queued.includes(id) || nextAt <= clock();
    for (const notice of document?.outbox.filter(isDue) ?? []) await sendOne(slug, notice);
  }

  async function sendOne(slug: string, notice: Notice): Promise<void> {
    const document = await documents.read(slug);
    if (!document?.outbox.some(({ id }) => id === notice.id)) return;
    const outcome = await send({
      id: notice.id,
      at: clock(),
      body: JSON.stringify(bodyOf(slug, document, notice)),
    });
    await documents.change(slug, (newest) => {
      const outbox =
        outcome === 'failed'
          ? outboxAfterFailure(newest.outbox, notice.id, clock())
          : newest.outbox.filter(({ id }) => id !== notice.id);
      const isGivenUp = outcome === 'failed' && !outbox.some(({ id }) => id === notice.id);
      const event = isGivenUp ? 'notification.given_up' : (`notification.${outcome}` as const);
      // A host that stays down is told of once, and when it is given up.
      const isWorthALine = outcome !== 'failed' || notice.tries === 0 || isGivenUp;
      const details = { type: notice.type, id: notice.id, paymentId: notice.paymentId };
      const log = isWorthALine ? [logEntry(newest, clock(), event, details)] : [];
      return { document: { ...newest, outbox }, log };
    });
  }

  function bodyOf(slug: string, document: InvoiceDocument, { type, at, paymentId }: Notice) {
    const attempt = document.attempts.find(({ id }) => id === paymentId);
    return {
      type,
      timestamp: toIso(at),
      data: {
        invoice: show(slug, document),
        version: document.version,
        payment: attempt ? paymentOf(document, attempt, clock()) : null,
      },
    };
  }

  return {
    kick(slug, queued) {
      deliver(slug, queued).catch(report);
    },
    deliver,
    async idle() {
      await Promise.all(running.values());
    },
  };
}

function paymentOf(document: InvoiceDocument, attempt: Attempt, now: number) {
  const { id, status, amount, refunded, chargedBack, method, paidAt } = attemptView(document, attempt, now);
  return { id, status, amount, refunded, chargedBack, method, paidAt };
}
