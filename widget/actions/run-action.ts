import type { ElementState } from '../state/element-state.ts';
import type { Session } from '../state/session.ts';

/**
 * Does the work of a button, one at a time: the button spins meanwhile, and an error is shown and sent.
 *
 * @param session in which the button was drawn
 * @param name of the button
 */
export async function runAction(
  state: ElementState,
  session: Session,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  if (session.isOver || session.busy) return;
  if (state.mustWait) {
    state.announceWait();
    return;
  }
  const { locale } = state;
  session.message = null;
  session.liveText = '';
  session.busy = name;
  state.requestUpdate();
  try {
    await work();
  } catch (error) {
    session.fail(error);
  } finally {
    session.busy = '';
    state.requestUpdate();
    // The language has changed meanwhile, and the answer is in the one before.
    if (locale !== state.locale) state.host.refresh();
  }
}
