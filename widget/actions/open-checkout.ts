import type { Amount } from '../../shared/api.ts';
import type { ElementState } from '../state/element-state.ts';
import { createPayment } from './create-payment.ts';
import { redirect } from './redirect.ts';

/**
 * Has a payment made and opens its checkout. It comes with the payer's panel.
 *
 * @param due the amount that Pay shows
 * @param method Mollie's id of the method that was pressed; without one Mollie asks for it
 */
export async function openCheckout(state: ElementState, due: Amount, method?: string): Promise<void> {
  const { session } = state;
  const payment = await createPayment(state, due, { expect: due.value, method });
  if (payment) await redirect(state, session, payment.checkoutUrl);
}
