import type { Amount } from '../../shared/api.ts';
import type { ElementState } from '../state/element-state.ts';

/** What pressing Pay does. @param due the amount on the button */
export async function payWhenLoaded(state: ElementState, due: Amount): Promise<void> {
  // Pressed before the panel is there, which has what it takes to pay.
  if (!state.panel) await state.session.own(state.host.refresh());
  await state.panel?.pay?.(due);
}
