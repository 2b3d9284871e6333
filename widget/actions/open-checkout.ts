import type { Amount } from '../../shared/api.ts';
import type { ElementState } from '../state/element-state.ts';
import { createPayment } from './create-payment.ts';
import { redirect } from './redirect.ts';

/** Has a payment made and opens its checkout. It comes with the payer's panel. @param due the amount on the button */
export async function openCheckout(state: ElementState, due: Amount): Promise<void> {
  const { session } = state;
  const payment = await createPayment(state, due);
  if (payment) await redirect(state, session, payment.checkoutUrl);
}
