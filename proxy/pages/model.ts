import type { Amount, InvoiceStatus, InvoiceView, PaymentView, Reason } from '../../shared/api.ts';
import { parseMoney } from '../lib/money.ts';
import type { Icon } from './icons.ts';

export type Tone = 'positive' | 'waiting' | 'attention' | 'neutral';

/** What a page is about: decided once from the view, so that no part of the page decides again. */
export type PageModel = {
  /** What the page speaks of: the view's, but open where something is due of an invoice over nothing. */
  status: InvoiceStatus;
  tone: Tone;
  icon: Icon;
  /** Pay is offered, and for what: the first way, or instead of a bank transfer. */
  offer: 'pay' | 'another_way' | null;
  /** A bank transfer that was started and is still awaited. */
  transfer: PaymentView | null;
  /** Why something due cannot be paid online, where it cannot. */
  obstacle: Reason | null;
  /** The largest figure, and what it is. */
  figure: { of: 'due' | 'again' | 'paid' | 'total' | 'excess' | 'pending' | 'refunded'; amount: Amount };
  /** How soon news is likely; null where none is. */
  pace: 'quick' | 'slow' | null;
};

const LOOKS: Readonly<Record<InvoiceStatus, { tone: Tone; icon: Icon }>> = {
  open: { tone: 'neutral', icon: 'open' },
  pending: { tone: 'waiting', icon: 'clock' },
  partially_paid: { tone: 'neutral', icon: 'part' },
  paid: { tone: 'positive', icon: 'tick' },
  overpaid: { tone: 'attention', icon: 'alert' },
  partially_refunded: { tone: 'neutral', icon: 'back' },
  refunded: { tone: 'neutral', icon: 'back' },
  charged_back: { tone: 'attention', icon: 'alert' },
  nothing_due: { tone: 'neutral', icon: 'none' },
  void: { tone: 'neutral', icon: 'stop' },
};

const OBSTACLES: readonly Reason[] = [
  'unconfirmed',
  'below_minimum',
  'above_maximum',
  'currency_unsupported',
  'no_methods',
];

export function pageModelOf(view: InvoiceView): PageModel {
  const { payment, canPay, continues, pending, stillPayable } = view;
  const status = view.status === 'nothing_due' && isSome(view.due) ? 'open' : view.status;
  const transfer = canPay && payment?.bankTransfer ? payment : null;
  const obstacle = isSome(view.due)
    ? (OBSTACLES.find((reason) => view.reasons.includes(reason)) ?? null)
    : null;
  const underWay = isSome(pending) || continues || stillPayable.some((older) => !older.bankTransfer);
  const mayChange = canPay || obstacle !== null || stillPayable.length > 0;
  return {
    status,
    ...LOOKS[status],
    // Where no other payment may be made, Pay leads back to the transfer itself.
    offer: !canPay || obstacle || (transfer && continues) ? null : transfer ? 'another_way' : 'pay',
    transfer,
    obstacle,
    figure: figureOf({ ...view, status }),
    pace: underWay && !transfer ? 'quick' : mayChange ? 'slow' : null,
  };
}

/** What the status is about. */
function figureOf(view: InvoiceView): PageModel['figure'] {
  switch (view.status) {
    case 'open':
    case 'partially_paid':
    case 'pending':
    case 'charged_back':
      return unpaid(view);
    case 'paid':
      return { of: 'paid', amount: view.total };
    case 'overpaid':
      return { of: 'excess', amount: view.excess };
    case 'partially_refunded':
    case 'refunded':
      return { of: 'refunded', amount: view.refunded };
    case 'nothing_due':
    case 'void':
      return isSome(view.excess)
        ? { of: 'excess', amount: view.excess }
        : { of: 'total', amount: view.total };
  }
}

function unpaid(view: InvoiceView): PageModel['figure'] {
  const { status, due, pending, total } = view;
  if (!isSome(due)) return { of: 'pending', amount: pending };
  if (!isBalanceKnown(view)) return { of: 'total', amount: total };
  const isAllAgain = status === 'charged_back' && openAgain(view).value === due.value;
  return { of: isAllAgain ? 'again' : 'due', amount: due };
}

/** As much of what is due as a bank took back. */
export function openAgain({ chargedBack, due }: InvoiceView): Amount {
  return minorOf(chargedBack) < minorOf(due) ? chargedBack : due;
}

/** Of a restored invoice only what came here is known, until the host states it again. */
export function isBalanceKnown({ reasons }: InvoiceView): boolean {
  return !reasons.includes('unconfirmed');
}

/** Money has come, and nothing is to be paid any more: what stands there is a confirmation. */
export function isClosed({ status }: InvoiceView): boolean {
  return ['paid', 'overpaid', 'partially_refunded', 'refunded'].includes(status);
}

/** Whether there is any of it. */
export function isSome(amount: Amount): boolean {
  return minorOf(amount) !== 0;
}

/** In minor units. */
export function minorOf({ value, currency }: Amount): number {
  return parseMoney(value, currency) ?? 0;
}
