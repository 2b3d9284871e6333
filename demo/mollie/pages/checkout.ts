import { type Context, Hono } from 'hono';
import { takesAmount } from '../api/amount-parameter.ts';
import { checkoutUrl, selectionUrl } from '../api/payment-resource.ts';
import { findMethod, type Method } from '../methods.ts';
import type { Parts } from '../parts.ts';
import { enabledMethods, suits } from '../profiles.ts';
import type { Payment, PaymentStatus } from '../records.ts';
import { receiveTransfer } from '../transfers.ts';
import {
  bankTransferView,
  endedView,
  selectableStatuses,
  selectMethodView,
  testModeView,
} from './checkout-views.ts';
import { notFoundPage, refusedPage } from './errors.ts';
import { languageFor } from './language.ts';
import { type Html, page } from './layout.ts';
import { nextStatuses, tools } from './tools.ts';

type View = Parameters<typeof endedView>[0];
type Form = Record<string, unknown>;

/** Where the customer may choose, these are the end of one method, and not of the payment. */
const UNSUCCESSFUL: ReadonlySet<PaymentStatus> = new Set(['failed', 'canceled', 'expired']);

/** `/checkout`: where a customer pays. */
export function checkoutPages(parts: Parts): Hono {
  const { ledger, organizations, reversals } = parts;
  const methodsFor = (payment: Payment) => payableMethods(parts, payment);
  const hasOthers = (payment: Payment) => methodsFor(payment).length > 1;

  // The figure before the dot is Mollie's; nothing hangs on it here.
  const asked = ({ req }: Context) =>
    ledger.find(`tr_${req.query('token')?.replace(/^\d\./, '') ?? req.path.split('/').at(-1)}`);

  const show = (c: Context, draw: (view: View) => Html) => {
    const payment = asked(c);
    if (!payment) return notFoundPage(c);
    const language = languageFor(c, payment);
    const view = {
      payment,
      language,
      profileName: organizations.profileOf(payment).name,
      organizationName: organizations.get(payment.organizationId).name,
    };
    const { pathname, search } = new URL(c.req.url);
    return page(c, { title: payment.description, language }, [
      payment.status === 'open' ? draw(view) : endedView(view),
      tools(payment, besides(payment), {
        language,
        back: pathname + search,
        refundable: reversals.refundableOf(payment),
      }),
    ]);
  };
  /** What a form asks for, unless the payment ended meanwhile: then its page tells. */
  const act = async (c: Context, change: (payment: Payment, form: Form) => string | null) => {
    const payment = asked(c);
    if (!payment) return notFoundPage(c);
    if (payment.status !== 'open') return c.redirect(checkoutUrl(payment, ''), 303);
    const target = change(payment, await c.req.parseBody());
    return target === null ? refusedPage(c) : c.redirect(target, 303);
  };

  return new Hono()
    .use(async (c, next) => {
      const payment = asked(c);
      const moved = payment ? movedTo(c, payment) : null;
      return moved === null ? next() : c.redirect(moved, 303);
    })
    .get('/select-method/:token', (c) => show(c, (view) => selectMethodView(view, methodsFor(view.payment))))
    .post('/select-method/:token', (c) =>
      act(c, (payment, form) => {
        const method = methodsFor(payment).find(({ id }) => id === form.method);
        return method ? checkoutUrl(ledger.chooseMethod(payment.id, method.id), '') : null;
      }),
    )
    .get('/test-mode', (c) => show(c, (view) => testModeView(view, { others: hasOthers(view.payment) })))
    .post('/test-mode', (c) => act(c, (payment, form) => endTestMode(parts, payment, form)))
    .get('/bank-transfer/:token', (c) =>
      show(c, (view) => bankTransferView(view, { others: hasOthers(view.payment) })),
    )
    .post('/bank-transfer/:token', (c) => act(c, (payment, form) => endTransfer(parts, payment, form)))
    .post('/cancel/:token', (c) => act(c, (payment) => cancel(parts, payment)));
}

/**
 * The page of the method that an open payment has by now, where the one that was asked is another's: the merchant
 * changed it meanwhile. Null where it is the right one; where the customer may choose, the choice always is.
 */
function movedTo({ req }: Context, payment: Payment): string | null {
  const { method, preset, status } = payment;
  const [, page] = /^\/checkout\/(select-method|test-mode|bank-transfer)/.exec(req.path) ?? [];
  if (status !== 'open' || page === undefined || (page === 'select-method' && !preset)) return null;
  const right = checkoutUrl(payment, '');
  const isRight =
    right.startsWith(`/checkout/${page}`) && (page !== 'test-mode' || req.query('method') === method);
  return isRight ? null : right;
}

/** What the customer may choose from. */
function payableMethods({ organizations }: Parts, payment: Payment): Method[] {
  return enabledMethods(organizations.profileOf(payment), payment.mode).filter(
    (method) => suits(method, payment) && takesAmount(method, payment.amount),
  );
}

/** The status that was chosen on the test page. Answers where the customer goes, or null if that status is not offered. */
function endTestMode({ ledger }: Parts, payment: Payment, form: Form): string | null {
  const status = selectableStatuses(payment).find((candidate) => candidate === form.status);
  if (status === undefined || payment.method === null) return null;
  if (UNSUCCESSFUL.has(status) && !payment.preset) return selectionUrl(payment, '');
  if (status !== 'open') ledger.settle(payment.id, status);
  else if (findMethod(payment.method)?.arrivesWithin !== undefined) ledger.defer(payment.id);
  return status === 'canceled' ? (payment.cancelUrl ?? payment.redirectUrl) : payment.redirectUrl;
}

/** The transfer arrives, or the customer leaves with the bank details. */
function endTransfer({ clock, ledger }: Parts, payment: Payment, form: Form): string | null {
  if (payment.method !== 'banktransfer') return null;
  if (form.action === 'arrives') receiveTransfer({ ledger, now: clock.now() }, payment);
  return payment.redirectUrl;
}

function cancel({ ledger }: Parts, payment: Payment): string {
  ledger.settle(payment.id, 'canceled');
  return payment.cancelUrl ?? payment.redirectUrl;
}

/** What the customer's own page does not offer. */
function besides(payment: Payment): PaymentStatus[] {
  const next = nextStatuses(payment);
  return payment.status === 'open'
    ? next.filter((status) => status === 'expired' || status === 'pending')
    : next;
}
