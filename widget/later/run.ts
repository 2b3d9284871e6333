import type { Desk } from '../desk.ts';
import { errorText } from './failure.ts';

/** Does one thing at a time: its button spins meanwhile, and an error is shown and sent. @param part of the button */
export async function run(desk: Desk, part: string, work: () => Promise<void>): Promise<void> {
  if (desk.busy) return;
  if (desk.resting) {
    say(desk, errorText(desk));
    return;
  }
  desk.busy = part;
  desk.notice = '';
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

/** Speaks a sentence to those who do not see. */
export function say(desk: Desk, sentence: string): void {
  desk.said = sentence;
  desk.redraw();
}
