import type { InvoiceStatus } from '../../shared/api.ts';
import type { NotificationType } from '../codes/notifications.ts';
import { createId } from '../keys/random.ts';
import { DAY, HOUR, MAX_SKEW, MINUTE, SECOND } from '../lib/clock.ts';
import { isDead, isInVain, underWay } from './attempts.ts';
import { balanceOf } from './balance.ts';
import type { Attempt, Changed, Delivery, InvoiceDocument, Notification } from './document.ts';
import { balanceOfDocument, sumsOf } from './sums.ts';

/** A server that is about to send a notification has this long; then another takes over. Milliseconds. */
export const TAKEOVER = 30 * SECOND;

/** The pauses between two tries; the last one repeats. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];
const GIVE_UP_AFTER = 3 * DAY;

/** What counts of the time between two tries, at most: no server may have run, or there was no host to tell. */
const MOST_COUNTED = DAY;

/** How many notifications of payments that ended without money wait: the newest, since their body lists the others, too. */
const MAX_ENDED = 20;

/** The notification of each status that tells of money. */
const NOTIFICATION_OF: Partial<Record<InvoiceStatus, NotificationType>> = {
  paid: 'invoice.paid',
  partially_paid: 'invoice.partially_paid',
  overpaid: 'invoice.overpaid',
  partially_refunded: 'invoice.partially_refunded',
  refunded: 'invoice.refunded',
  charged_back: 'invoice.charged_back',
};

/** The outbox after a change of an invoice. News of money is never merged or dropped. */
export function outboxAfter(
  before: InvoiceDocument,
  after: InvoiceDocument,
  now: number,
): readonly Notification[] {
  const news = newsBetween(before, after).map(([type, paymentId]) =>
    newNotification(type, paymentId, now, now + TAKEOVER),
  );
  if (news.length === 0) return after.outbox;
  const outbox = [...after.outbox, ...news];
  const withMoney = new Set(after.attempts.filter((one) => !isInVain(one)).map(({ id }) => id));
  const ended = outbox.filter(
    ({ type, paymentId }) => type.startsWith('payment.') && !withMoney.has(paymentId!),
  );
  const dropped = new Set(ended.slice(0, -MAX_ENDED));
  return outbox.filter((notification) => !dropped.has(notification));
}

/** Asks the host to state an invoice again that the store had lost. */
export function unconfirmedNotification(now: number): Notification {
  return newNotification('invoice.unconfirmed', null, now, now);
}

/** The ids of what is to be sent now. Where a restored invoice has no id, the notifications wait until the host states it. */
export function dueNotifications({ facts, outbox }: InvoiceDocument, now: number): string[] {
  return facts.sub === ''
    ? []
    : outbox.filter((notification) => isDue(notification, now)).map(({ id }) => id);
}

/** A time further ahead than its pause is long was written by a clock that was set back since. */
export function isDue({ nextAt, tries }: Delivery, now: number): boolean {
  const pause = tries > 0 ? PAUSES[Math.min(tries, PAUSES.length) - 1]! : 0;
  return nextAt <= now || nextAt - now > Math.max(pause, MAX_SKEW);
}

/** The invoice with notifications that are not due again before `nextAt`. */
export function postponed(document: InvoiceDocument, ids: readonly string[], nextAt: number): Changed {
  const outbox = document.outbox.map((notification) =>
    ids.includes(notification.id) ? { ...notification, nextAt } : notification,
  );
  return { document: { ...document, outbox }, log: [] };
}

/** The outbox after a try that was not accepted; without the notification once it is given up. */
export function outboxAfterFailure<T extends Delivery>(
  outbox: readonly T[],
  id: string,
  now: number,
): readonly T[] {
  return outbox.flatMap((notification) => {
    if (notification.id !== id) return [notification];
    const { tries, triedSince: began = now, triedAt = now } = notification;
    const pause = PAUSES[Math.min(tries, PAUSES.length - 1)]!;
    const uncounted = Math.max(0, now - triedAt - MOST_COUNTED);
    const triedSince = Math.min(began + uncounted, now);
    const left = triedSince + GIVE_UP_AFTER - now;
    const next = { tries: tries + 1, triedSince, triedAt: now, nextAt: now + Math.min(pause, left) };
    return left > 0 ? [{ ...notification, ...next }] : [];
  });
}

function newNotification(
  type: NotificationType,
  paymentId: string | null,
  at: number,
  nextAt: number,
): Notification {
  return { ...newDelivery(at, nextAt), type, paymentId };
}

export function newDelivery(at: number, nextAt: number): Delivery {
  return { id: createId('msg_'), at, tries: 0, nextAt };
}

type News = [type: NotificationType, paymentId: string | null];

/** The news of the facts, then of each payment in turn, by how the invoice stands after it. */
function newsBetween(before: InvoiceDocument, after: InvoiceDocument): News[] {
  let stands: InvoiceDocument = { ...before, facts: after.facts };
  const byFacts = invoiceNews(before, stands);
  const news: News[] = byFacts ? [[byFacts, null]] : [];
  for (const attempt of after.attempts) {
    const known = stands.attempts.find(({ id }) => id === attempt.id);
    const next = { ...stands, attempts: [...stands.attempts.filter((one) => one !== known), attempt] };
    news.push(...paymentNews(known, attempt, stands, next).map((type): News => [type, attempt.id]));
    stands = next;
  }
  return news;
}

function paymentNews(
  known: Attempt | undefined,
  attempt: Attempt,
  was: InvoiceDocument,
  is: InvoiceDocument,
): NotificationType[] {
  const { status, isDisregarded } = attempt;
  if (known && underWay(known) > 0 && isDisregarded && !known.isDisregarded) {
    return balanceOfDocument(is).due > balanceOfDocument(was).due ? ['invoice.reopened'] : [];
  }
  const ended = isDead(status) && status !== known?.status ? [`payment.${status}` as NotificationType] : [];
  // Where no money moved, the end of the payment says all.
  if (ended.length > 0 && moneyOf(was) === moneyOf(is)) return ended;
  const type = invoiceNews(was, is);
  return type ? [...ended, type] : ended;
}

function invoiceNews(before: InvoiceDocument, after: InvoiceDocument): NotificationType | undefined {
  const [was, is] = [balanceOfDocument(before), balanceOfDocument(after)];
  const isMoved = moneyOf(before) !== moneyOf(after);
  // All money of a withdrawn invoice is too much.
  if (is.status === 'void' && is.excess > was.excess) return 'invoice.overpaid';
  if (was.status === is.status && !isMoved) return undefined;
  // Money that moves while something is pending, or after a withdrawal, is told as if that were not so.
  const sums = sumsOf(after);
  const bare = balanceOf({ ...sums, pending: 0, void: false });
  const isChargedBack = sums.chargedBack > sumsOf(before).chargedBack && bare.status === 'charged_back';
  if (isChargedBack && is.status !== 'void') return 'invoice.charged_back';
  const isReopened = was.remaining === 0 && is.remaining > 0 && is.status !== 'charged_back';
  if (isReopened && was.status !== 'nothing_due') return 'invoice.reopened';
  if (is.status === 'void' && sums.refunded > sumsOf(before).refunded) {
    return is.excess > 0 ? 'invoice.partially_refunded' : 'invoice.refunded';
  }
  return (
    NOTIFICATION_OF[is.status] ?? (isMoved ? (NOTIFICATION_OF[bare.status] ?? 'invoice.reopened') : undefined)
  );
}

function moneyOf(document: InvoiceDocument): string {
  const { paid, refunded, chargedBack } = sumsOf(document);
  return [paid, refunded, chargedBack].join();
}
