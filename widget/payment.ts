import type { CreatedView, PaymentView } from '../proxy/types.ts';
import { ApiError } from './api.ts';
import type { Desk } from './desk.ts';
import { InvoicePayCreatedEvent, InvoicePayRedirectEvent } from './events.ts';

/** How long a button waits for the page to leave, in milliseconds: a checkout that never opens must not lock it. */
const DEPARTURE = 10_000;

/**
 * Has the proxy make a payment for what is due, or find the one still open, and says which amount was shown: if
 * another is due by now, nothing is made, and people are told before they pay.
 *
 * @throws {ApiError}
 */
export async function createPayment(desk: Desk): Promise<PaymentView> {
  const shown = desk.invoice!.due;
  try {
    const body = { expect: shown.value };
    const { payment, invoice } = await desk.call<CreatedView>('POST', 'v1/invoice/payments', body);
    desk.show(invoice);
    desk.emit(new InvoicePayCreatedEvent(payment, invoice));
    return payment;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'amount_changed' && error.invoice) {
      const { texts, format } = desk;
      desk.notify(texts.changed(format.amount(shown), format.amount(error.invoice.due)));
    }
    throw error;
  }
}

/** Goes to Mollie's checkout in this window. @throws {ApiError} */
export async function pay(desk: Desk): Promise<void> {
  const { checkoutUrl } = await createPayment(desk);
  if (!isSafe(checkoutUrl)) throw new ApiError('checkout_refused');
  if (!desk.emit(new InvoicePayRedirectEvent(checkoutUrl))) return;
  desk.say(desk.texts.leaving);
  location.assign(checkoutUrl);
  await new Promise((resolve) => {
    addEventListener('pageshow', resolve, { once: true });
    setTimeout(resolve, DEPARTURE);
  });
}

/** People type their bank's secrets behind this address. Plain http is for simulators on this machine. */
function isSafe(url: string | null): url is string {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname))
  );
}
