import type { Layout } from '../../state/panel.ts';
import { h } from './dom.ts';

/** What stands in the three areas of the element, as nodes. */
export type Nodes = Record<'header' | 'actions' | 'below', Node[]>;

/**
 * Draws the element until a panel is there. lit-html, a quarter of the weight, comes with the panels. `LitLayout` then
 * draws the same.
 */
export class BasicLayout implements Layout {
  readonly root: ShadowRoot;
  readonly live: Element;
  box: Element = h('div');

  /** @param live the live region, which must stay in place to be heard */
  constructor(root: ShadowRoot, live: Element) {
    this.root = root;
    this.live = live;
    root.append(this.box, live);
  }

  draw(content: Nodes | null, audience: string, withFallback: boolean): void {
    const focused = this.root.activeElement?.getAttribute('part');
    const { header = placeholder(), actions = [], below = [] } = content ?? {};
    const fallback = withFallback ? h('slot') : null;
    const box = h(
      'div',
      { class: `box ${audience}`, 'aria-busy': String(!content) },
      h('div', { part: 'facts', class: 'facts' }, ...header),
      h('div', { part: 'actions', class: 'actions' }, ...actions, fallback),
      ...below,
    );
    this.box.replaceWith(box);
    this.box = box;
    if (focused) box.querySelector<HTMLElement>(`[part="${focused}"]`)?.focus();
  }
}

/** As high as what replaces it, so that nothing moves. */
function placeholder(): Node[] {
  return ['', 'amount', 'caption'].map((name) => h('p', { class: name }, h('i')));
}
