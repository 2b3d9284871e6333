import type { Amount } from '../../shared/api.ts';
import type { ElementState } from '../state/element-state.ts';

/** Pays with the panel. In the first file, where the panel may still be on its way. Parameters as of `openCheckout`. */
export async function payWhenLoaded(state: ElementState, due: Amount, method?: string): Promise<void> {
  if (!state.panel) await state.session.whileCurrent(state.host.refresh());
  await state.panel?.pay?.(due, method);
}
