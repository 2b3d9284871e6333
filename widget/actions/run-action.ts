import type { Desk } from '../state/element-state.ts';
import type { Session } from '../state/session.ts';

/**
 * Does one thing at a time: its button spins meanwhile, and an error is shown and sent.
 *
 * @param session in which the button was drawn
 * @param name by which the button's work is known
 */
export async function run(
  desk: Desk,
  session: Session,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  if (session.isOver || session.busy) return;
  if (desk.resting) {
    desk.wait();
    return;
  }
  const { locale } = desk;
  session.notice = null;
  session.said = '';
  session.busy = name;
  desk.redraw();
  try {
    await work();
  } catch (error) {
    session.fail(error);
  } finally {
    session.busy = '';
    desk.redraw();
    // Its answer is in another language than the words around it by now.
    if (locale !== desk.locale) desk.element.refresh();
  }
}
