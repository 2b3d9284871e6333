import type { Audience } from '../../../shared/audiences.ts';
import type { Layout } from '../layout.ts';
import { h, patch } from './dom.ts';

/** What stands in the three areas of the element, as nodes. */
export type Nodes = Record<'header' | 'actions' | 'below', (Node | null)[]>;

/**
 * Draws the element as long as the basic view is enough, for most payers all the time. lit-html, a quarter of the weight,
 * comes with the panels; `LitLayout` goes on with it where there is more to show.
 */
export class BasicLayout implements Layout<Nodes> {
  readonly root: ShadowRoot;
  readonly live: Element;
  box = h('div');
  /** As it was drawn the last time, whatever a page or a translator has made of it since. */
  #before: Element = this.box;
  #drawn: Element[] = [this.box];
  /** Until the present press has ended; null where there is none. A click only counts on the node on which its press began. */
  press: Promise<void> | null = null;

  /** @param live the live region, which must stay in place to be heard */
  constructor(root: ShadowRoot, live: Element) {
    this.root = root;
    this.live = live;
    root.replaceChildren(this.box, live);
    for (const type of ['pointerdown', 'keydown'])
      root.addEventListener(type, () => {
        this.press ??= pressEnd().then(() => {
          this.press = null;
        });
      });
  }

  draw(content: Nodes | null, audience: Audience, withFallback: boolean): void {
    const { root, live } = this;
    const focused = root.activeElement?.getAttribute('part');
    const { header = placeholder(), actions = [], below = [] } = content ?? {};
    const fallback = withFallback ? h('slot') : null;
    const box = h(
      'div',
      { class: `box ${audience}`, 'aria-busy': String(!content) },
      h('div', { part: 'facts', class: 'facts' }, ...header),
      h('div', { part: 'actions', class: 'actions' }, ...actions, fallback),
      ...below,
    );
    const before = box.cloneNode(true) as Element;
    const { box: drawn } = this;
    const isWhole = this.#drawn.every((element) => root.contains(element));
    // A placeholder does not become what it stands for, which may be wider: nothing is seen to move.
    if (isWhole && this.#before.ariaBusy === before.ariaBusy) patch(drawn, this.#before, box);
    else {
      this.box = box;
      if (isWhole) drawn.replaceWith(box);
      // A script of the page has removed something: everything is drawn anew.
      else root.replaceChildren(box, live);
    }
    this.#before = before;
    this.#drawn = [this.box, ...this.box.querySelectorAll('*')];
    if (focused && !root.activeElement)
      this.box.querySelector<HTMLElement>(`[part="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

/** As high as what replaces it, so that nothing moves. */
function placeholder(): Node[] {
  return ['', 'amount', 'caption'].map((name) => h('p', { class: name }, h('i')));
}

/** Resolves when the button of the pointer or the key is released, and its click has come. */
function pressEnd(): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = () => {
      listening.abort();
      // The click comes right after.
      setTimeout(resolve);
    };
    for (const type of ['pointerup', 'pointercancel', 'keyup', 'blur'])
      addEventListener(type, end, { capture: true, signal: listening.signal });
  });
}
