import type { Answered, Disregard, Notice as Heard, Statement as Stated } from '../proof/evidence.ts';
import type { Notice, Press, Statement, TruePayment } from './observed.ts';

// What a world tells, in the words of the audit.

export function disregardsOf({ without, from, to, status }: Press): Disregard[] {
  const isDone = status !== null && status < 300;
  return without.map((id) => ({ id, from, at: isDone ? to : null }));
}

export function answersOf(
  { paymentId, from, to }: Press,
  slug: string,
  payments: readonly TruePayment[],
): Answered[] {
  const isOwn = payments.some(({ id }) => id === paymentId);
  return paymentId !== null && isOwn ? [{ slug, id: paymentId, from, at: to }] : [];
}

export function asStated(
  { rev, total, paidElsewhere, booked, void: isVoid, sentAt, acknowledgedAt }: Statement,
  slug: string,
): Stated {
  return { slug, rev, total, paidElsewhere, booked, void: isVoid, from: sentAt, at: acknowledgedAt };
}

export function asHeard({ id, type, version, paymentId, view, isAccepted }: Notice, slug: string): Heard[] {
  if (!isAccepted || !view || version === null) return [];
  if (view.link !== null && !view.link.endsWith(slug)) return [];
  return [{ id, type, slug, version, paymentId, invoice: view }];
}
