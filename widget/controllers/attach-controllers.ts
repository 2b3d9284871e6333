import type { ElementState } from '../state/element-state.ts';
import { AccessibleName } from './accessible-name.ts';
import { Announcer } from './announcer.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { LanguageWatcher } from './language-watcher.ts';
import { Polling } from './polling.ts';
import { SafeLinks } from './safe-links.ts';

const attached = new WeakSet<ElementState>();

/** Gives an element what every panel relies on; once. */
export function attachControllers(state: ElementState): void {
  if (attached.has(state)) return;
  attached.add(state);
  new FocusKeeper(state.host);
  new AccessibleName(state);
  new SafeLinks(state.host);
  new Polling(state);
  new LanguageWatcher(state);
  new Announcer(state);
}
