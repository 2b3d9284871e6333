import type { Amount, CreatedView, PaymentView } from '../../shared/api.ts';
import { ApiError } from '../api/client.ts';
import type { Desk } from '../state/element-state.ts';
import { InvoicePayCreatedEvent } from '../events/created.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { formatAmount } from '../i18n/format.ts';
import { maybe, objectOf, text } from '../api/response-shape.ts';
import { ask } from '../state/request.ts';
import { errorText } from '../views/common/error-message.ts';
import { leave } from './redirect.ts';
import { notify } from './announce.ts';

const PATH = 'v1/invoice/payments';

const created = objectOf({ payment: objectOf({ status: text, checkoutUrl: maybe(text) }) });

/** What pressing Pay does: goes to Mollie's checkout. @param due the amount on what was pressed */
export async function pay(desk: Desk, due: Amount): Promise<void> {
  const { session } = desk;
  const payment = await createPayment(desk, due);
  if (payment) await leave(desk, session, payment.checkoutUrl);
}

/**
 * Has the proxy make a payment for what is due, or find the one still open, and says which amount was shown: if
 * another is due by now, nothing is made, and people are told before they pay.
 *
 * @param due the amount that was shown
 * @param wish what is asked for instead
 * @returns null where the invoice has changed; what stands now is shown
 * @throws {ApiError}
 */
export async function createPayment(
  desk: Desk,
  due: Amount,
  wish: object = { expect: due.value },
): Promise<PaymentView | null> {
  const { session } = desk;
  try {
    const { payment, invoice } = await ask<CreatedView>(desk, PATH, created, wish);
    session.show(invoice);
    session.send(new InvoicePayCreatedEvent(payment, invoice));
    return payment;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    await explain(desk, due, error);
    return null;
  }
}

/** What stands now explains itself, and is asked for where the conflict does not tell; a changed amount is named besides. */
async function explain(desk: Desk, shown: Amount, error: ApiError): Promise<void> {
  const { texts, locale, session } = desk;
  const { code, reference, answer } = error;
  const isTold = desk.accepts(answer.invoice);
  session.send(new InvoicePayErrorEvent(code, reference));
  if (isTold) session.show(answer.invoice);
  else await session.own(session.look());
  if (session.error) return;
  const format = (amount: Amount) => formatAmount(amount, locale);
  if (code === 'amount_changed')
    notify(desk, texts.changed(format(shown), format(desk.invoice!.due)), { isAlert: true });
  else if (!isTold) notify(desk, errorText(desk, error), { isAlert: true });
}
