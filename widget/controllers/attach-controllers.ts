import { ApiError } from '../api/client.ts';
import type { Desk } from '../state/element-state.ts';
import { Focus } from './focus-keeper.ts';
import { Label } from './accessible-name.ts';
import { Links } from './safe-links.ts';
import { Live } from './polling.ts';
import { sayWait } from '../actions/announce.ts';
import { Voice } from './announcer.ts';
import { wholeShape } from '../api/full-invoice-shape.ts';

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
