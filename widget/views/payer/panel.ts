import { html, type TemplateResult } from 'lit/html.js';
import type { Amount, InvoiceView, MethodView } from '../../../shared/api.ts';
import { hasFailed, isPayable, openMethod, startedTransfer } from '../../../shared/invoice-rules.ts';
import { openCheckout } from '../../actions/open-checkout.ts';
import { isWebAddress } from '../../api/web-address.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import { offeredMethods } from '../../state/offered-methods.ts';
import type { Panel, PanelContent } from '../../state/panel.ts';
import { isErrorLasting } from '../../wording/error-text.ts';
import { actionButton } from '../common/action-button.ts';
import { BankTransferView } from '../common/bank-transfer.ts';
import { CopyButtons } from '../common/copy-buttons.ts';
import { errorContent } from '../common/error-message.ts';
import { invoiceHeader } from '../common/invoice-header.ts';
import { messages } from '../common/message-list.ts';
import { methodButtons } from './method-buttons.ts';

/** What a payer sees: the status, what is in progress, what prevents a payment, and the ways to pay. */
export class PayerPanel implements Panel {
  readonly texts = ['payer'] as const;
  readonly #state: ElementState;
  readonly #transfer: BankTransferView;

  constructor(state: ElementState) {
    this.#state = state;
    this.#transfer = new BankTransferView(state, new CopyButtons(state));
  }

  get states(): string[] {
    return hasFailed(this.#state.invoice) ? ['failed'] : [];
  }

  content(): PanelContent | null {
    const { invoice } = this.#state;
    if (!invoice) return errorContent(this.#state);
    const canPay = isPayable(invoice) && !isErrorLasting(this.#state);
    const hasTransfer = canPay && startedTransfer(invoice) !== null;
    // Where no other payment may be made, Pay opens the page of the transfer itself.
    const hasOtherWays = hasTransfer && !invoice.continues;
    return {
      header: invoiceHeader(this.#state, invoice),
      actions: hasOtherWays ? this.#otherWays(invoice) : this.#actions(invoice, canPay && !hasTransfer),
      below: html`
        ${messages(this.#state, invoice, this.#transfer)}
        ${hasOtherWays ? this.#besides(invoice) : null}
        ${invoice.status === 'paid' ? html`<slot name="paid"></slot>` : null}
      `,
    };
  }

  /** Pay and the methods, or where nothing can be paid, a link to the pay page. On paper the link's address is printed. */
  #actions(invoice: InvoiceView, canPay: boolean): TemplateResult {
    const { texts, locale } = this.#state;
    const { due, link } = invoice;
    const label = texts.pay(formatAmount(due, locale));
    const pay = { part: 'pay-button', label, kind: 'filled', work: () => this.pay(due) } as const;
    return html`${canPay ? [actionButton(this.#state, pay), this.#methods(invoice)] : null}${isWebAddress(link) ? html`<a part="link" class=${canPay ? 'on-paper' : 'button'} href=${link}><span .textContent=${texts.details}></span></a>` : null}`;
  }

  /** Beside a transfer that may already be on its way, Pay is not filled: nothing should invite to pay twice. */
  #otherWays(invoice: InvoiceView): TemplateResult {
    const label = this.#state.texts.payAnotherWay;
    const pay = { part: 'pay-button', label, work: () => this.pay(invoice.due) };
    const isOther = ({ id }: MethodView) => id !== 'banktransfer';
    return html`${actionButton(this.#state, pay)}${this.#methods(invoice, isOther)}`;
  }

  #methods(
    invoice: InvoiceView,
    isOffered: (method: MethodView) => boolean = () => true,
  ): TemplateResult | null {
    const methods = offeredMethods(invoice).filter(isOffered);
    const open = openMethod(invoice);
    return methodButtons(
      this.#state,
      methods,
      (method) => method === open,
      (method) => this.pay(invoice.due, method),
    );
  }

  #besides({ link }: InvoiceView): TemplateResult {
    const { texts } = this.#state;
    return html`
      <p part="message" class="small" .textContent=${texts.transferOpen}></p>
      ${isWebAddress(link) ? html`<a part="link" class="button ${this.#transfer.folded}" href=${link}><span .textContent=${texts.details}></span></a>` : null}
    `;
  }

  pay(due: Amount, method?: string): Promise<void> {
    return openCheckout(this.#state, due, method);
  }

  /** The invoice has everything. */
  async load(): Promise<void> {}
}
