import type { Amount, InvoiceView, MethodView } from '../../../shared/api.ts';
import { payWhenLoaded } from '../../actions/pay-when-loaded.ts';
import { runAction } from '../../actions/run-action.ts';
import { isWebAddress } from '../../api/web-address.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import { offeredMethods } from '../../state/offered-methods.ts';
import { dueCaption, paidCaption } from '../../wording/captions.ts';
import type { Nodes } from './basic-layout.ts';
import { h, svgIcon } from './dom.ts';
import { statusIcons } from './status-icons.ts';

/** Whether status and amount are all that a payer needs, as of most invoices: nothing is in progress, and nothing prevents a payment. */
function isBasic({ status, payment, reasons, link }: InvoiceView): boolean {
  const isSettled = !payment || status === 'paid';
  return (
    status in statusIcons &&
    isSettled &&
    reasons.every((code) => code === status || code === 'test_mode') &&
    isWebAddress(link)
  );
}

/** The status of most payers' invoices, also beside a panel that has no more to say; without a panel also an error. Else null. */
export function basicContent(state: ElementState): Nodes | null {
  const { invoice, audience, isPanelMissing, panel, session } = state;
  if (panel && (session.error || session.message)) return null;
  const error = session.error && isPanelMissing ? briefError(state) : null;
  return invoice && audience === 'payer' && isBasic(invoice) ? invoiceContent(state, invoice, error) : error;
}

function invoiceContent(state: ElementState, invoice: InvoiceView, error: Nodes | null): Nodes {
  const { locale, texts, session } = state;
  const { status, total, due, label, mode } = invoice;
  const isPaid = status === 'paid';
  // What could not be loaded may be what pays; the pay page behind the link needs none of it.
  const canPay = invoice.canPay && !session.error;
  const amount = isPaid ? total : due;
  const link = h(
    'a',
    { part: 'link', class: canPay ? 'on-paper' : 'button', href: invoice.link! },
    h('span', {}, texts.details),
  );
  return {
    header: [
      h(
        'p',
        { class: 'top' },
        h(
          'span',
          { part: 'status', class: `status ${status}` },
          svgIcon(statusIcons[status]!),
          h('span', {}, label),
        ),
        mode === 'test' ? h('span', { class: 'ribbon' }, texts.test) : null,
      ),
      h('p', { part: 'amount', class: 'amount', translate: 'no' }, formatAmount(amount, locale)),
      h('p', { class: 'caption' }, (isPaid ? paidCaption : dueCaption)(state, invoice)),
    ],
    actions: canPay
      ? [
          basicButton(state, 'pay-button', 'filled', texts.pay(formatAmount(due, locale)), () =>
            payWhenLoaded(state, due),
          ),
          methodButtons(state, due, offeredMethods(invoice)),
          link,
        ]
      : [link],
    below: error ? Object.values(error).flat() : isPaid ? [h('slot', { name: 'paid' })] : [],
  };
}

/** How many methods are shown at first. */
export const FEW = 5;

/** The part of a method's button, unlike all others. */
export function methodPart({ id }: MethodView): string {
  return `method-button method-${id}`;
}

/** Each method pays in one press; Pay leaves the choice to Mollie. */
function methodButtons(state: ElementState, due: Amount, methods: MethodView[]): Node | null {
  const { texts, unfolded } = state;
  const buttons = methods.map((method) =>
    basicButton(state, methodPart(method), '', method.label, () => payWhenLoaded(state, due, method.id)),
  );
  if (methods.length > FEW) {
    const more = h(
      'button',
      { part: 'more-button', 'aria-expanded': String(unfolded) },
      h('span', {}, texts.more),
    );
    more.onclick = () => toggleMethods(state);
    // Before what it shows, so that the next Tab leads there.
    buttons.splice(FEW, 0, more);
  }
  return methods[0]
    ? h('fieldset', { class: 'methods' }, h('legend', { class: 'caption' }, texts.orWith), ...buttons)
    : null;
}

/** Shows the methods that there is no room for at first, or hides them. */
export function toggleMethods(state: ElementState): void {
  state.unfolded = !state.unfolded;
  state.requestUpdate();
}

/** What is to be drawn; an error in few words where that fails. */
export function contentOrError<Content>(
  state: ElementState,
  contentOf: (state: ElementState) => Content | null,
): Content | Nodes | null {
  try {
    return contentOf(state);
  } catch (error) {
    if (!state.session.error) state.session.fail(error);
    return briefError(state);
  }
}

/** An error in few words. */
function briefError(state: ElementState): Nodes {
  const { host, texts, session } = state;
  const { message, reference } = session.error ?? {};
  return {
    header: [h('p', { part: 'message' }, `${message || texts.failed} ${reference ?? ''}`)],
    actions: [basicButton(state, 'check-button', '', texts.tryAgain, () => host.refresh())],
    below: [h('slot', { name: 'error' })],
  };
}

function basicButton(
  state: ElementState,
  part: string,
  kind: string,
  label: string,
  work: () => Promise<unknown>,
): HTMLElement {
  const { session, mustWait } = state;
  const element = h(
    'button',
    {
      part,
      class: kind,
      'aria-busy': String(session.busy === part),
      'aria-disabled': String(!!session.busy || mustWait),
    },
    h('span', {}, label),
  );
  element.onclick = () => runAction(state, session, part, work);
  return element;
}
