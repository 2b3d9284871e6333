import { ApiError } from '../api.ts';
import type { Desk } from '../desk.ts';
import { Focus } from './focus.ts';
import { Label } from './label.ts';
import { Links } from './links.ts';
import { Live } from './live.ts';
import { sayWait } from './say.ts';
import { Voice } from './voice.ts';
import { wholeShape } from './whole.ts';

const attended = new WeakSet<Desk>();

/** Gives an element what every panel counts on: a name, safe links, up-to-date facts, news that are heard, and a focus that is not lost. */
export function attend(desk: Desk): void {
  if (attended.has(desk)) return;
  attended.add(desk);
  desk.wait = () => sayWait(desk);
  desk.shape = wholeShape;
  if (desk.invoice && !wholeShape(desk.invoice)) {
    desk.invoice = null;
    desk.reflect();
    desk.session.fail(new ApiError('unreachable'));
  }
  new Focus(desk.element);
  new Label(desk);
  new Links(desk.element);
  new Live(desk);
  new Voice(desk);
}
