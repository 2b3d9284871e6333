import { html, type TemplateResult } from 'lit';
import type { BankTransfer } from '../../../shared/api.ts';
import type { Desk } from '../../state/element-state.ts';

/** Whose details are shown. Closed at first, so that a page does not jump by as much as they take; on paper they always stand. */
const opened = new WeakSet<Desk>();

/** Shows and hides the details. */
export function transferFold(desk: Desk): TemplateResult {
  const isOpen = opened.has(desk);
  const press = () => {
    if (isOpen) opened.delete(desk);
    else opened.add(desk);
    desk.redraw();
  };
  return html`<button class="fold" aria-expanded=${isOpen} @click=${press}><span .textContent=${desk.texts.transferDetails}></span></button>`;
}

/** Where to transfer to. */
export function transferDetails(desk: Desk, transfer: BankTransfer): TemplateResult {
  const { texts } = desk;
  const rows = [
    [texts.beneficiary, transfer.bankName],
    [texts.iban, inFours(transfer.bankAccount)],
    [texts.bic, transfer.bankBic],
    [texts.transferReference, transfer.transferReference],
  ];
  return html`<dl part="message" class="rows stacking ${folded(desk)}">
    ${rows.map(([name, value]) => (value ? html`<div><dt .textContent=${name}></dt><dd translate="no" .textContent=${value}></dd></div>` : null))}
  </dl>`;
}

/** The class of what is shown with the details. */
export function folded(desk: Desk): string {
  return opened.has(desk) ? '' : 'folded';
}

/** As an IBAN is printed. ISO 13616 */
function inFours(account: string): string {
  return account.replace(/\s/g, '').replace(/.{4}(?=.)/g, '$& ');
}
