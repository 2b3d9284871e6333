import type { InvoiceView } from '../../shared/api.ts';
import type { ElementState } from '../state/element-state.ts';
import { request } from '../state/request.ts';
import { PATH } from './create-payment.ts';
import { showMessage } from './show-message.ts';
import { unlessRefused } from './unless-refused.ts';

/** Cancels the transfer that was started, since it was not made: every way to pay is open again. @throws {ApiError} */
export async function cancelTransfer(state: ElementState): Promise<void> {
  const { session, host } = state;
  const view = await unlessRefused(state, state.invoice!.due, () =>
    request<InvoiceView>(state, PATH, state.accepts, undefined, 'DELETE'),
  );
  if (!view) return;
  session.show(view);
  showMessage(state, state.texts.transferCanceled);
  await state.panel?.load();
  await host.updateComplete;
  // What was pressed is gone, and this is what it was pressed for.
  host
    .shadowRoot!.querySelector<HTMLElement>('[part="pay-button"],[part="create-button"]')
    ?.focus({ preventScroll: true });
}
