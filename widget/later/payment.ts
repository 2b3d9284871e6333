import type { Amount, CreatedView, PaymentView } from '../../proxy/types.ts';
import { ApiError } from '../api.ts';
import type { Desk } from '../desk.ts';
import { InvoicePayCreatedEvent } from '../events/created.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { InvoicePayRedirectEvent } from '../events/redirect.ts';
import { formatAmount } from '../format.ts';
import { maybe, objectOf, text } from '../shape.ts';
import { ask } from './ask.ts';
import { errorText } from './failure.ts';
import { notify, say } from './say.ts';

const PATH = 'v1/invoice/payments';

/** How long a button waits for the page to leave, in milliseconds: a checkout that never opens must not lock it. */
const DEPARTURE = 10_000;

const created = objectOf({ payment: objectOf({ status: text, checkoutUrl: maybe(text) }) });

/** What pressing Pay does: goes to Mollie's checkout in this window. @param due the amount on what was pressed */
export async function pay(desk: Desk, due: Amount): Promise<void> {
  const { session } = desk;
  const payment = await createPayment(desk, due);
  if (!payment) return;
  const { checkoutUrl } = payment;
  if (!isSafe(checkoutUrl)) throw new ApiError('checkout_refused');
  if (!session.send(new InvoicePayRedirectEvent(checkoutUrl))) return;
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
  if (code === 'amount_changed') notify(desk, texts.changed(format(shown), format(desk.invoice!.due)), true);
  else if (!isTold) notify(desk, errorText(desk, error), true);
}

/** This machine, as `URL` writes it. */
const LOOPBACK = /^(([^.]+\.)*localhost\.?|127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/;

/** People type their bank's secrets behind this address. Plain http is for simulators on this machine. */
function isSafe(url: string | null | undefined): url is string {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
