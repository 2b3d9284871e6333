import { waitingTime } from '../i18n/format-time.ts';
import type { ElementState } from '../state/element-state.ts';
import type { Message } from '../state/message.ts';

/** How long the live region stays empty, in milliseconds, so that the same text is announced again. */
const SILENCE = 100;

/** Shows and announces a sentence. It stands until the next press, or until there is other news. */
export function showMessage(state: ElementState, text: string, more: Partial<Message> = {}): void {
  state.session.message = { icon: more.isAlert ? 'alert' : 'info', text, ...more };
  announce(state, text);
}

/** Says how long the `Retry-After` of the last error still is. */
export function showWait(state: ElementState): void {
  showMessage(state, state.texts.wait(waitingTime(state.waitsUntil - performance.now(), state.locale)));
}

/** Has screen readers announce a sentence. They only hear a change of the live region, so the same text needs a pause. */
export async function announce(state: ElementState, sentence: string): Promise<void> {
  const { session } = state;
  if (session.liveText === sentence) {
    session.liveText = '';
    state.requestUpdate();
    await new Promise((resolve) => setTimeout(resolve, SILENCE));
  }
  session.liveText = sentence;
  state.requestUpdate();
}
