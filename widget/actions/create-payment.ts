import type { Amount, CreatedView, PaymentView } from '../../shared/api.ts';
import { maybe, objectOf, text } from '../api/response-shape.ts';
import { InvoicePayCreatedEvent } from '../events/created.ts';
import type { ElementState } from '../state/element-state.ts';
import { request } from '../state/request.ts';
import { unlessRefused } from './unless-refused.ts';

const created = objectOf({ payment: objectOf({ status: text, checkoutUrl: maybe(text) }) });

/** Where payments are made, and a transfer that was started is cancelled. */
export const PATH = 'v1/invoice/payments';

/**
 * Has the proxy make a payment for what is due, or find the one still open, and says which amount was shown: if
 * another is due by now, nothing is made, and people are told before they pay.
 *
 * @param due the amount that was shown
 * @param wish what is asked for instead
 * @returns null where the invoice has changed; what stands now is shown
 * @throws {ApiError}
 */
export function createPayment(
  state: ElementState,
  due: Amount,
  wish: object = { expect: due.value },
): Promise<PaymentView | null> {
  const { session } = state;
  return unlessRefused(state, due, async () => {
    const { payment, invoice } = await request<CreatedView>(state, PATH, created, wish);
    session.show(invoice);
    session.send(new InvoicePayCreatedEvent(payment, invoice));
    return payment;
  });
}
