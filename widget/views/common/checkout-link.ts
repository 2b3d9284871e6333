import { html, type TemplateResult } from 'lit/html.js';
import { isPayable } from '../../../shared/invoice-rules.ts';
import type { ElementState } from '../../state/element-state.ts';

/** The link to a checkout that a frame could not open, as long as its message is shown. */
export function checkoutLink({ session, texts, invoice }: ElementState): TemplateResult | null {
  const { checkoutUrl } = session.message ?? {};
  if (!checkoutUrl || !invoice || !isPayable(invoice)) return null;
  return html`<p><a class="button" href=${checkoutUrl} target="_blank" rel="noopener"><span .textContent=${texts.openCheckout}></span></a></p>`;
}
