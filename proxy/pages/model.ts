import { isNonZero } from '../../shared/amounts.ts';
import type {
  Amount,
  InvoiceStatus,
  InvoiceView,
  MethodView,
  PaymentView,
  Reason,
} from '../../shared/api.ts';
import {
  isBalanceKnown,
  obstacleOf,
  openAgain,
  openMethod,
  shownStatus,
  startedTransfer,
} from '../../shared/invoice-rules.ts';
import type { Icon } from './icons.ts';

export type Tone = 'positive' | 'waiting' | 'attention' | 'neutral';

/** What the page shows: decided here once, so that no part of the page decides again. */
export type PageModel = {
  status: InvoiceStatus;
  tone: Tone;
  icon: Icon;
  /** How Pay is offered: as the way to pay, or instead of a bank transfer. Null where it is not. */
  offer: 'pay' | 'another_way' | null;
  /** Offered besides, one press each. */
  methods: MethodView[];
  /** The one of them whose button leads back to the payment that is open. */
  opensWith: MethodView | null;
  /** A bank transfer that the customer has started and that has not come yet. */
  transfer: PaymentView | null;
  /** Why what is due cannot be paid online; null where it can, or where nothing is due. */
  obstacle: Reason | null;
  /** The largest figure, and what it is. */
  figure: { of: 'due' | 'again' | 'paid' | 'total' | 'excess' | 'pending' | 'refunded'; amount: Amount };
  /** How soon news is likely; null where none is. */
  pace: 'quick' | 'slow' | null;
};

const STYLE_OF: Readonly<Record<InvoiceStatus, { tone: Tone; icon: Icon }>> = {
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

export function pageModelOf(view: InvoiceView): PageModel {
  const { canPay, continues, pending, stillPayable, due } = view;
  const status = shownStatus(view);
  const transfer = startedTransfer(view);
  const obstacle = (isNonZero(due) && obstacleOf(view)) || null;
  // Where Pay leads back to the transfer itself, there is no other way to offer.
  const offer = !canPay || obstacle || (transfer && continues) ? null : transfer ? 'another_way' : 'pay';
  const opensWith = offer && openMethod(view);
  const isInProgress =
    isNonZero(pending) || continues || opensWith || stillPayable.some((older) => !older.bankTransfer);
  const mayChange = canPay || obstacle !== null || stillPayable.length > 0;
  return {
    status,
    ...STYLE_OF[status],
    offer,
    methods: offer ? methodsBesides(view, transfer !== null) : [],
    opensWith,
    transfer,
    obstacle,
    figure: figureOf({ ...view, status }),
    pace: isInProgress && !transfer ? 'quick' : mayChange ? 'slow' : null,
  };
}

/** Offered only by browsers that have them, as the page's script finds out. */
export function isWallet({ id }: MethodView): boolean {
  return id === 'applepay' || id === 'googlepay';
}

/** Beside a transfer that may be on its way, a few other ways are enough: Mollie's page has all. */
const FEW = 5;

/** Wallets come last, so that nothing moves under a finger when they appear. */
function methodsBesides({ methods = [] }: InvoiceView, hasTransfer: boolean): MethodView[] {
  const offered = hasTransfer
    ? methods.filter(({ id }) => id !== 'banktransfer').slice(0, FEW)
    : [...methods];
  return [...offered.filter((method) => !isWallet(method)), ...offered.filter(isWallet)];
}

/** The amount that the status is about. */
function figureOf(view: InvoiceView): PageModel['figure'] {
  switch (view.status) {
    case 'open':
    case 'partially_paid':
    case 'pending':
    case 'charged_back':
      return unpaidFigure(view);
    case 'paid':
      return { of: 'paid', amount: view.total };
    case 'overpaid':
      return { of: 'excess', amount: view.excess };
    case 'partially_refunded':
    case 'refunded':
      return { of: 'refunded', amount: view.refunded };
    case 'nothing_due':
    case 'void':
      return isNonZero(view.excess)
        ? { of: 'excess', amount: view.excess }
        : { of: 'total', amount: view.total };
  }
}

function unpaidFigure(view: InvoiceView): PageModel['figure'] {
  const { status, due, pending, total } = view;
  if (!isNonZero(due)) return { of: 'pending', amount: pending };
  if (!isBalanceKnown(view)) return { of: 'total', amount: total };
  const isAllAgain = status === 'charged_back' && openAgain(view).value === due.value;
  return { of: isAllAgain ? 'again' : 'due', amount: due };
}

/** Whether money has come and nothing is to be paid any more: the page is a confirmation then. */
export function isClosed({ status }: InvoiceView): boolean {
  return ['paid', 'overpaid', 'partially_refunded', 'refunded'].includes(status);
}
