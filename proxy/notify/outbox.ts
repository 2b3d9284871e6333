import { balanceOf } from '../balance.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts';
import {
  type Attempt,
  balanceOfDocument,
  type InvoiceDocument,
  isDead,
  sumsOf,
} from '../invoice/document.ts';
import { createId } from '../keys.ts';
import type { InvoiceStatus } from '../types.ts';

/** Something that the host is to hear, until it has accepted it. Its body is built when it is sent. */
export type Notice = {
  /** Repetitions carry the same one. */
  id: string;
  type: NoticeType;
  /** The payment that brought it about; null where the host's own facts did. */
  paymentId: string | null;
  /** When it happened, in milliseconds. */
  at: number;
  tries: number;
  /** When it is due, again. */
  nextAt: number;
};

export type NoticeType =
  | 'invoice.paid'
  | 'invoice.partially_paid'
  | 'invoice.overpaid'
  | 'invoice.partially_refunded'
  | 'invoice.refunded'
  | 'invoice.charged_back'
  | 'invoice.reopened'
  | 'invoice.unconfirmed'
  | 'payment.failed'
  | 'payment.expired'
  | 'payment.canceled';

/** Whoever made the change sends it at once; if that server dies, another one does after this. */
const FIRST_TAKEOVER = 30 * SECOND;

/** Between two tries, growing; the last one repeats. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];
const GIVE_UP_AFTER = 3 * DAY;

/** So many payments can end without money while a host is down; the oldest are given up. */
const MAX_NOTICES = 30;

/** The statuses whose arrival, or whose money, is news. */
const TOLD: Partial<Record<InvoiceStatus, NoticeType>> = {
  paid: 'invoice.paid',
  partially_paid: 'invoice.partially_paid',
  overpaid: 'invoice.overpaid',
  partially_refunded: 'invoice.partially_refunded',
  refunded: 'invoice.refunded',
  charged_back: 'invoice.charged_back',
};

/**
 * The outbox after a change of an invoice. Of each type only the newest stays, since the body tells how things
 * stand when it is sent; payments that ended without money are told one by one.
 */
export function outboxAfter(before: InvoiceDocument, after: InvoiceDocument, now: number): readonly Notice[] {
  const news = newsBetween(before, after).map(({ type, paymentId }) => ({
    id: createId('msg_'),
    type,
    paymentId,
    at: now,
    tries: 0,
    nextAt: now + FIRST_TAKEOVER,
  }));
  if (news.length === 0) return after.outbox;
  const isReplaced = ({ type, paymentId }: Notice) =>
    news.some((one) => one.type === type && (type.startsWith('invoice.') || one.paymentId === paymentId));
  return [...after.outbox.filter((notice) => !isReplaced(notice)), ...news].slice(-MAX_NOTICES);
}

/** Says that an invoice was restored, and is to be stated again. */
export function unconfirmedNotice(now: number): Notice {
  return {
    id: createId('msg_'),
    type: 'invoice.unconfirmed',
    paymentId: null,
    at: now,
    tries: 0,
    nextAt: now,
  };
}

/** The outbox after a try that was not accepted; without the notice once there is no sense in another. */
export function outboxAfterFailure(outbox: readonly Notice[], id: string, now: number): readonly Notice[] {
  return outbox.flatMap((notice) => {
    if (notice.id !== id) return [notice];
    const pause = PAUSES[Math.min(notice.tries, PAUSES.length - 1)]!;
    const isOver = now + pause - notice.at > GIVE_UP_AFTER;
    return isOver ? [] : [{ ...notice, tries: notice.tries + 1, nextAt: now + pause }];
  });
}

function newsBetween(before: InvoiceDocument, after: InvoiceDocument): Pick<Notice, 'type' | 'paymentId'>[] {
  const changed = after.attempts.filter((attempt) => isMoved(attempt, before));
  const ended = changed
    .filter(({ status }) => isDead(status))
    .map(({ status, id }) => ({ type: `payment.${status}` as NoticeType, paymentId: id }));
  const type = invoiceNews(before, after);
  return type ? [...ended, { type, paymentId: changed.at(-1)?.id ?? null }] : ended;
}

function isMoved({ id, status, refunded, chargedBack }: Attempt, { attempts }: InvoiceDocument): boolean {
  const known = attempts.find((attempt) => attempt.id === id);
  if (!known) return status !== 'open';
  return known.status !== status || known.refunded !== refunded || known.chargedBack !== chargedBack;
}

function invoiceNews(before: InvoiceDocument, after: InvoiceDocument): NoticeType | undefined {
  const [was, is] = [balanceOfDocument(before), balanceOfDocument(after)];
  const money = (document: InvoiceDocument) => {
    const { paid, refunded, chargedBack } = sumsOf(document);
    return [paid, refunded, chargedBack].join();
  };
  const isMoved = money(before) !== money(after);
  if (was.status === is.status && !isMoved) return undefined;
  const isReopened = was.remaining === 0 && is.remaining > 0 && is.status !== 'charged_back';
  if (isReopened && was.status !== 'nothing_due') return 'invoice.reopened';
  // Money that moves while something else is pending, or after a withdrawal, is told for itself.
  const bare = balanceOf({ ...sumsOf(after), pending: 0, void: false });
  return TOLD[is.status] ?? (isMoved ? (TOLD[bare.status] ?? 'invoice.reopened') : undefined);
}
