import type { Amount, CreatedView, PaymentView } from '../../shared/api.ts';
import { ApiError } from '../api/client.ts';
import { maybe, objectOf, text } from '../api/response-shape.ts';
import { InvoicePayCreatedEvent } from '../events/created.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { formatAmount } from '../i18n/format.ts';
import type { ElementState } from '../state/element-state.ts';
import { request } from '../state/request.ts';
import { errorText } from '../wording/error-text.ts';
import { showMessage } from './show-message.ts';

const PATH = 'v1/invoice/payments';

const created = objectOf({ payment: objectOf({ status: text, checkoutUrl: maybe(text) }) });

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
  state: ElementState,
  due: Amount,
  wish: object = { expect: due.value },
): Promise<PaymentView | null> {
  const { session } = state;
  try {
    const { payment, invoice } = await request<CreatedView>(state, PATH, created, wish);
    session.show(invoice);
    session.send(new InvoicePayCreatedEvent(payment, invoice));
    return payment;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    await explain(state, due, error);
    return null;
  }
}

/** Shows the invoice as it is now, which mostly explains the refusal; a changed amount is also named. */
async function explain(state: ElementState, shown: Amount, error: ApiError): Promise<void> {
  const { texts, locale, session } = state;
  const { code, reference, answer } = error;
  const isAnswered = state.accepts(answer.invoice);
  session.send(new InvoicePayErrorEvent(code, reference));
  if (isAnswered) session.show(answer.invoice);
  else await session.whileCurrent(session.loadInvoice());
  if (session.error) return;
  const format = (amount: Amount) => formatAmount(amount, locale);
  if (code === 'amount_changed')
    showMessage(state, texts.changed(format(shown), format(state.invoice!.due)), { isAlert: true });
  else if (!isAnswered) showMessage(state, errorText(state, error), { isAlert: true });
}
