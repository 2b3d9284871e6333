import type { ReactiveController } from '@lit/reactive-element';
import { currentLocale } from '../i18n/locale.ts';
import type { ElementState } from '../state/element-state.ts';

const watchers = new Set<LanguageWatcher>();
let observer: MutationObserver | undefined;

/** Keeps an element in the language of its place, in its document or in the shadow trees that it stands in. */
export class LanguageWatcher implements ReactiveController {
  readonly #state: ElementState;

  constructor(state: ElementState) {
    this.#state = state;
    state.host.addController(this);
  }

  hostConnected(): void {
    observer ??= new MutationObserver(() => {
      for (const watcher of watchers) watcher.check();
    });
    for (
      let root: Node | undefined = this.#state.host.getRootNode();
      root;
      root = hostOf(root)?.getRootNode()
    ) {
      // One observer for all elements: to observe a tree again changes nothing.
      observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
    }
    watchers.add(this);
  }

  hostDisconnected(): void {
    watchers.delete(this);
    if (watchers.size === 0) observer?.disconnect();
  }

  check(): void {
    const { host, locale, session } = this.#state;
    if (currentLocale(host) !== locale) this.#state.loadTexts().catch(session.fail);
  }
}

function hostOf(root: Node): Element | undefined {
  return (root as Partial<ShadowRoot>).host;
}
