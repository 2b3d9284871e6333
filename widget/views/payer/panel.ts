import { html, type TemplateResult } from 'lit/html.js';
import type { Amount, InvoiceView } from '../../../shared/api.ts';
import { hasFailed, isPayable, startedTransfer } from '../../../shared/invoice-rules.ts';
import { openCheckout } from '../../actions/open-checkout.ts';
import { isWebAddress } from '../../api/web-address.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { Panel, PanelContent } from '../../state/panel.ts';
import { isErrorLasting } from '../../wording/error-text.ts';
import { actionButton } from '../common/action-button.ts';
import { folded } from '../common/bank-transfer.ts';
import { errorContent } from '../common/error-message.ts';
import { invoiceHeader } from '../common/invoice-header.ts';
import { messages } from '../common/message-list.ts';

/** What a payer sees: the status, what is in progress, what prevents a payment, and the way to pay. */
export class PayerPanel implements Panel {
  readonly texts = ['payer'] as const;
  readonly #state: ElementState;

  constructor(state: ElementState) {
    this.#state = state;
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
        ${messages(this.#state, invoice)}
        ${hasOtherWays ? this.#besides(invoice) : null}
        ${invoice.status === 'paid' ? html`<slot name="paid"></slot>` : null}
      `,
    };
  }

  /** Pay, or where nothing can be paid, a link to the pay page. On paper the link's address is printed. */
  #actions({ due, link }: InvoiceView, canPay: boolean): TemplateResult {
    const { texts, locale } = this.#state;
    const label = texts.pay(formatAmount(due, locale));
    const pay = { part: 'pay-button', label, kind: 'filled', work: () => this.pay(due) } as const;
    return html`${canPay ? actionButton(this.#state, pay) : null}${isWebAddress(link) ? html`<a part="link" class=${canPay ? 'on-paper' : 'button'} href=${link}><span .textContent=${texts.details}></span></a>` : null}`;
  }

  /** Beside a transfer that may already be on its way, Pay is not filled: nothing should invite to pay twice. */
  #otherWays({ due }: InvoiceView): TemplateResult {
    const label = this.#state.texts.payAnotherWay;
    return actionButton(this.#state, { part: 'pay-button', label, work: () => this.pay(due) });
  }

  #besides({ link }: InvoiceView): TemplateResult {
    const { texts } = this.#state;
    return html`
      <p part="message" class="small" .textContent=${texts.transferOpen}></p>
      <a part="link" class="button ${folded(this.#state)}" href=${link}><span .textContent=${texts.details}></span></a>
    `;
  }

  pay(due: Amount): Promise<void> {
    return openCheckout(this.#state, due);
  }

  /** The invoice has everything. */
  async load(): Promise<void> {}
}
