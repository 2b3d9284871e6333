import { html, type TemplateResult } from 'lit/html.js';
import type { BankTransfer } from '../../../shared/api.ts';
import { printedIban } from '../../../shared/iban.ts';
import type { ElementState } from '../../state/element-state.ts';

/** Elements whose details are open. They are closed at first, so that the page moves less; on paper they are always open. */
const opened = new WeakSet<ElementState>();

/** Shows and hides the details. */
export function transferToggle(state: ElementState): TemplateResult {
  const isOpen = opened.has(state);
  const press = () => {
    if (isOpen) opened.delete(state);
    else opened.add(state);
    state.requestUpdate();
  };
  return html`<button class="toggle" aria-expanded=${isOpen} @click=${press}><span .textContent=${state.texts.transferDetails}></span></button>`;
}

/** Where to transfer to. */
export function transferDetails(state: ElementState, transfer: BankTransfer): TemplateResult {
  const { texts } = state;
  const rows = [
    [texts.beneficiary, transfer.bankName],
    [texts.iban, printedIban(transfer.bankAccount)],
    [texts.bic, transfer.bankBic],
    [texts.transferReference, transfer.transferReference],
  ];
  return html`<dl part="message" class="rows stacking ${folded(state)}">
    ${rows.map(([name, value]) => (value ? html`<div><dt .textContent=${name}></dt><dd translate="no" .textContent=${value}></dd></div>` : null))}
  </dl>`;
}

/** The class of what is only shown with the details. */
export function folded(state: ElementState): string {
  return opened.has(state) ? '' : 'folded';
}
