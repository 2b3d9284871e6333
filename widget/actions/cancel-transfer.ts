import type { CreatedView } from '../../shared/api.ts';
import type { ElementState } from '../state/element-state.ts';
import { request } from '../state/request.ts';
import { PATH } from './create-payment.ts';
import { showMessage } from './show-message.ts';
import { unlessRefused } from './unless-refused.ts';

/** Cancels the transfer that was started, since it was not made: every way to pay is open again. @throws {ApiError} */
export async function cancelTransfer(state: ElementState): Promise<void> {
  const { session, host } = state;
  const answer = await unlessRefused(state, state.invoice!.due, () =>
    request<CreatedView>(state, PATH, (view) => state.accepts(Object(view).invoice), { notSent: true }),
  );
  if (!answer) return;
  session.show(answer.invoice);
  showMessage(state, state.texts.transferCanceled);
  await state.panel?.load();
  await host.updateComplete;
  // What was pressed is gone, and this is what it was pressed for.
  host
    .shadowRoot!.querySelector<HTMLElement>('[part="pay-button"],[part="create-button"]')
    ?.focus({ preventScroll: true });
}
