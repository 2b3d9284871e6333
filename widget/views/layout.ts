import { html, type TemplateResult } from 'lit';
import type { Audience } from '../api/token-claims.ts';
import type { PanelContent } from '../state/panel.ts';

/** As high as what replaces it, so that nothing moves. */
const placeholder = html`<p><i></i></p><p class="amount"><i></i></p><p class="caption"><i></i></p>`;

/**
 * The whole element.
 *
 * @param content null while nothing is known
 * @param withFallback whether the page's own content is shown too
 * @param liveText what screen readers announce
 */
export function layout(
  content: PanelContent | null,
  audience: Audience,
  withFallback: boolean,
  liveText: string,
): TemplateResult {
  return html`<div class="box ${audience}" aria-busy=${!content}><div part="facts" class="facts">${content ? content.header : placeholder}</div><div part="actions" class="actions">${content?.actions}${withFallback ? html`<slot></slot>` : null}</div>${content?.below}</div><p class="said" role="status" .textContent=${liveText}></p>`;
}
