import { html, type TemplateResult } from 'lit/html.js';
import type { InvoiceView, PaymentView } from '../../../shared/api.ts';
import { compactIban, printedIban } from '../../../shared/iban.ts';
import { startedTransfer } from '../../../shared/invoice-rules.ts';
import { cancelTransfer } from '../../actions/cancel-transfer.ts';
import { formatAmount, formatDate } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import { isErrorLasting } from '../../wording/error-text.ts';
import { actionButton } from './action-button.ts';
import type { CopyButtons } from './copy-buttons.ts';
import { qrCode } from './qr-code.ts';

type Row = {
  name: string;
  value: string | null;
  /** As banks' forms take it, where that is not as it is read; null where nobody copies it. */
  copied?: string | null;
};

/** The transfer that the customer has started. Its details are closed at first, so that the page moves less; on paper they are open. */
export class BankTransferView {
  readonly #state: ElementState;
  readonly #copyButtons: CopyButtons;
  #isOpen = false;

  constructor(state: ElementState, copyButtons: CopyButtons) {
    this.#state = state;
    this.#copyButtons = copyButtons;
  }

  /** The class of what is only shown with the details. */
  get folded(): string {
    return this.#isOpen ? '' : 'folded';
  }

  /** Shows and hides the details. */
  toggle(): TemplateResult {
    const { texts } = this.#state;
    const press = () => {
      this.#isOpen = !this.#isOpen;
      this.#state.requestUpdate();
    };
    return html`<button class="toggle" aria-expanded=${this.#isOpen} @click=${press}><span .textContent=${texts.transferDetails}></span></button>`;
  }

  /** What to transfer and where to, and the way back where that was not done; null where no transfer was started. */
  details(invoice: InvoiceView): TemplateResult | null {
    const payment = startedTransfer(invoice);
    if (!payment?.bankTransfer) return null;
    const { texts, locale } = this.#state;
    const { bankName, epc } = payment.bankTransfer;
    const code = epc && qrCode(this.#state, epc, texts.scanTransfer);
    const notSent = {
      part: 'not-sent-button',
      label: texts.notSent,
      work: () => cancelTransfer(this.#state),
    };
    return html`<div part="message" class="transfer ${this.folded}">
      <p .textContent=${texts.transferExactly(formatAmount(payment.amount, locale))}></p>
      <dl class="rows stacking">${this.#rows(payment).map((row) => this.#row(row))}</dl>
      ${code ? html`<div class="scan">${code}<p class="caption" .textContent=${texts.scanTransfer}></p></div>` : null}
      ${bankName ? html`<p class="small" .textContent=${texts.transferTo(bankName, invoice.merchantName)}></p>` : null}
      ${isErrorLasting(this.#state) ? null : actionButton(this.#state, notSent)}
    </div>`;
  }

  #rows({ amount, bankTransfer }: PaymentView): Row[] {
    const { texts, locale } = this.#state;
    const { bankName, bankAccount, bankBic, transferReference, dueDate } = bankTransfer!;
    return [
      { name: texts.amount, value: formatAmount(amount, locale), copied: amount.value },
      { name: texts.beneficiary, value: bankName },
      { name: texts.iban, value: printedIban(bankAccount), copied: compactIban(bankAccount) },
      { name: texts.bic, value: bankBic },
      { name: texts.transferReference, value: transferReference },
      { name: texts.transferBy, value: dueDate && formatDate(dueDate, locale), copied: dueDate },
    ];
  }

  #row({ name, value, copied = value }: Row): TemplateResult | null {
    const { texts } = this.#state;
    if (!value || !copied) return null;
    const copy = { label: texts.copy(name), done: texts.copiedValue(name), text: copied };
    return html`<div><dt .textContent=${name}></dt><dd><span translate="no" .textContent=${value}></span>${this.#copyButtons.icon(copy)}</dd></div>`;
  }
}
