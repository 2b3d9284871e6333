import type { Desk } from '../desk.ts';
import { errorText } from './failure.ts';

/** How long nothing stands there until screen readers have noticed, in milliseconds. */
const SILENCE = 100;

/** Does one thing at a time: its button spins meanwhile, and an error is shown and sent. @param part of the button */
export async function run(desk: Desk, part: string, work: () => Promise<void>): Promise<void> {
  if (desk.busy) return;
  if (desk.resting) {
    say(desk, errorText(desk));
    return;
  }
  desk.busy = part;
  desk.notice = '';
  desk.said = '';
  desk.redraw();
  try {
    await work();
  } catch (error) {
    desk.fail(error);
  } finally {
    desk.busy = '';
    desk.redraw();
  }
}

/** Shows and speaks a sentence until the next press. */
export function notify(desk: Desk, sentence: string): void {
  desk.notice = sentence;
  say(desk, sentence);
}

/** Speaks a sentence to those who do not see, again where it was the last one too: only a change is heard. */
export async function say(desk: Desk, sentence: string): Promise<void> {
  if (desk.said === sentence) {
    desk.said = '';
    desk.redraw();
    await new Promise((resolve) => setTimeout(resolve, SILENCE));
  }
  desk.said = sentence;
  desk.redraw();
}
