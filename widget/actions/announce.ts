import type { Desk } from '../state/element-state.ts';
import type { Sentence } from '../state/invoice-messages.ts';
import { waitingTime } from '../i18n/format-time.ts';

/** How long nothing stands there until screen readers have noticed, in milliseconds. */
const SILENCE = 100;

/** Shows and speaks a sentence until the next press, or until there is other news. */
export function notify(desk: Desk, text: string, notice: Partial<Sentence> = {}): void {
  desk.session.notice = { shape: notice.isAlert ? 'charged_back' : 'info', text, ...notice };
  say(desk, text);
}

/** Says for how long the proxy wants to be left alone. */
export function sayWait(desk: Desk): void {
  notify(desk, desk.texts.wait(waitingTime(desk.restsUntil - performance.now(), desk.locale)));
}

/** Speaks a sentence to those who do not see, again where it was the last one too: only a change is heard. */
export async function say(desk: Desk, sentence: string): Promise<void> {
  const { session } = desk;
  if (session.said === sentence) {
    session.said = '';
    desk.redraw();
    await new Promise((resolve) => setTimeout(resolve, SILENCE));
  }
  session.said = sentence;
  desk.redraw();
}
