import type { Amount, CreatedView, PaymentView } from '../../proxy/types.ts';
import { ApiError } from '../api.ts';
import type { Desk } from '../desk.ts';
import { InvoicePayCreatedEvent } from '../events/created.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { formatAmount } from '../format.ts';
import { ask } from './ask.ts';
import { leave } from './leave.ts';
import { notify, run } from './run.ts';

const PATH = 'v1/invoice/payments';

/** What pressing Pay does: goes to Mollie's checkout. */
export function pay(desk: Desk): Promise<void> {
  return run(desk, 'pay-button', async () => {
    const payment = await createPayment(desk);
    if (payment) await leave(desk, payment.checkoutUrl);
  });
}

/**
 * Has the proxy make a payment for what is due, or find the one still open, and says which amount was shown: if
 * another is due by now, nothing is made, and people are told before they pay.
 *
 * @param wish what is asked for instead
 * @returns null where the invoice has changed; what stands now is shown
 * @throws {ApiError}
 */
export async function createPayment(desk: Desk, wish?: { without: string[] }): Promise<PaymentView | null> {
  const { due } = desk.invoice!;
  try {
    const { payment, invoice } = await ask<CreatedView>(desk, PATH, wish ?? { expect: due.value });
    desk.show(invoice);
    desk.element.dispatchEvent(new InvoicePayCreatedEvent(payment, invoice));
    return payment;
  } catch (error) {
    if (!(error instanceof ApiError) || !error.answer.invoice) throw error;
    explain(desk, due, error);
    return null;
  }
}

/** A conflict says what stands now, which explains itself; a changed amount is named besides. */
function explain(desk: Desk, shown: Amount, { code, reference, answer }: ApiError): void {
  const { texts, locale, element } = desk;
  const invoice = answer.invoice!;
  desk.show(invoice);
  if (code === 'amount_changed') {
    notify(desk, texts.changed(formatAmount(shown, locale), formatAmount(invoice.due, locale)));
  }
  element.dispatchEvent(new InvoicePayErrorEvent(code, reference));
}
