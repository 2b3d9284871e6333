import { html, render } from 'lit/html.js';
import type { Audience } from '../../../shared/audiences.ts';
import type { PanelContent } from '../../state/panel.ts';
import type { BasicLayout } from '../basic/basic-layout.ts';
import type { Layout } from '../layout.ts';

/** The nodes that lit-html relies on: `NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT`. */
const MARKS = 129;

const placeholder = html`<p><i></i></p><p class="amount"><i></i></p><p class="caption"><i></i></p>`;

/** Draws the element with lit-html, in place of what the basic layout has drawn. */
export class LitLayout implements Layout<PanelContent> {
  readonly #basic: BasicLayout;
  /** What lit-html draws stands before this node. */
  #end = document.createComment('');
  /** The nodes that were drawn last. */
  #drawn: Node[] = [this.#end];

  constructor(basic: BasicLayout) {
    this.#basic = basic;
  }

  draw(content: PanelContent | null, audience: Audience, withFallback: boolean): void {
    const { root, live, box } = this.#basic;
    box.replaceWith(this.#end);
    // A script of the page has removed nodes, without which lit-html cannot go on: everything is drawn anew.
    if (!this.#drawn.every((node) => root.contains(node))) {
      this.#end = document.createComment('');
      root.replaceChildren(this.#end, live);
    }
    render(
      html`<div class="box ${audience}" aria-busy=${!content}><div part="facts" class="facts">${content ? content.header : placeholder}</div><div part="actions" class="actions">${content?.actions}${withFallback ? html`<slot></slot>` : null}</div>${content?.below}</div>`,
      root,
      { renderBefore: this.#end },
    );
    const drawn = document.createTreeWalker(root, MARKS);
    this.#drawn = [];
    while (drawn.nextNode()) this.#drawn.push(drawn.currentNode);
  }
}
