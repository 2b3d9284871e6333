import type { Amount, CreatedView, PaymentView } from '../../proxy/types.ts';
import { ApiError } from '../api.ts';
import type { Desk } from '../desk.ts';
import { InvoicePayCreatedEvent } from '../events/created.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { InvoicePayRedirectEvent } from '../events/redirect.ts';
import { formatAmount } from '../format.ts';
import { ask } from './ask.ts';
import { notify, run, say } from './run.ts';

const PATH = 'v1/invoice/payments';

/** How long a button waits for the page to leave, in milliseconds: a checkout that never opens must not lock it. */
const DEPARTURE = 10_000;

/** What pressing Pay does: goes to Mollie's checkout in this window. */
export function pay(desk: Desk): Promise<void> {
  return run(desk, 'pay-button', () => leave(desk));
}

async function leave(desk: Desk): Promise<void> {
  const payment = await createPayment(desk);
  if (!payment) return;
  const { checkoutUrl } = payment;
  if (!isSafe(checkoutUrl)) throw new ApiError('checkout_refused');
  if (!desk.element.dispatchEvent(new InvoicePayRedirectEvent(checkoutUrl))) return;
  say(desk, desk.texts.leaving);
  location.assign(checkoutUrl);
  await new Promise((resolve) => {
    addEventListener('pageshow', resolve, { once: true });
    setTimeout(resolve, DEPARTURE);
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

/** This machine, as `URL` writes it. */
const LOOPBACK = /^(([^.]+\.)*localhost\.?|127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/;

/** People type their bank's secrets behind this address. Plain http is for simulators on this machine. */
function isSafe(url: string | null): url is string {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
