import type { Amount } from '../../shared/api.ts';
import { ApiError } from '../api/client.ts';
import { InvoicePayErrorEvent } from '../events/error.ts';
import { formatAmount } from '../i18n/format.ts';
import type { ElementState } from '../state/element-state.ts';
import { errorText } from '../wording/error-text.ts';
import { showMessage } from './show-message.ts';

/**
 * Does what the proxy may refuse since the invoice has changed, and then shows what stands now.
 *
 * @param shown the amount that was due by then
 * @returns null where it was refused with 409
 * @throws {ApiError}
 */
export async function unlessRefused<T>(
  state: ElementState,
  shown: Amount,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status !== 409) {
      // Such as the methods that are left where Mollie has refused one.
      if (state.accepts(error.answer.invoice)) state.session.show(error.answer.invoice);
      throw error;
    }
    await explain(state, shown, error);
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
