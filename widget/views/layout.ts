import { html, type TemplateResult } from 'lit';
import type { View } from '../state/panel.ts';
import type { Audience } from '../api/token-claims.ts';

/** In the places of what will come, so that nothing moves when it does. */
const placeholder = html`<p><i></i></p><p class="amount"><i></i></p><p class="caption"><i></i></p>`;

/**
 * The whole element.
 *
 * @param view null while nothing is known
 * @param withFallback whether what stands there without script is shown too
 * @param said what was last spoken to those who do not see
 */
export function frame(
  view: View | null,
  audience: Audience,
  withFallback: boolean,
  said: string,
): TemplateResult {
  return html`<div class="box ${audience}" aria-busy=${!view}><div part="facts" class="facts">${view ? view.facts : placeholder}</div><div part="actions" class="actions">${view?.actions}${withFallback ? html`<slot></slot>` : null}</div>${view?.below}</div><p class="said" role="status" .textContent=${said}></p>`;
}
