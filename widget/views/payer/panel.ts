import { html, type TemplateResult } from 'lit';
import type { Amount, InvoiceView } from '../../../shared/api.ts';
import { button } from '../action-button.ts';
import type { Desk } from '../../state/element-state.ts';
import { facts } from '../common/invoice-header.ts';
import { failureView, isHopeless } from '../common/error-message.ts';
import { notes } from '../common/messages.ts';
import { pay } from '../../actions/create-payment.ts';
import { hasFailed, isPayable, transferOf } from '../../state/invoice-rules.ts';
import { folded } from '../common/bank-transfer.ts';
import type { Panel, View } from '../../state/panel.ts';
import { payerActions } from '../basic-view.ts';
import { notes as texts } from '../../texts/later.ts';

/** What a payer sees besides a plain status: what is under way, and what stands in the way. */
export class PayerPanel implements Panel {
  readonly parts = [texts];
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get states(): string[] {
    return hasFailed(this.#desk.invoice) ? ['failed'] : [];
  }

  view(): View | null {
    const { invoice } = this.#desk;
    if (!invoice) return failureView(this.#desk);
    const canPay = isPayable(invoice) && !isHopeless(this.#desk);
    const hasTransfer = canPay && transferOf(invoice) !== null;
    // Where no other payment may be made, Pay leads back to the transfer itself.
    const hasOtherWays = hasTransfer && !invoice.continues;
    return {
      facts: facts(this.#desk, invoice),
      actions: hasOtherWays
        ? this.#otherWays(invoice)
        : payerActions(this.#desk, invoice, canPay && !hasTransfer),
      below: html`
        ${notes(this.#desk, invoice)}
        ${hasOtherWays ? this.#besides(invoice) : null}
        ${invoice.status === 'paid' ? html`<slot name="paid"></slot>` : null}
      `,
    };
  }

  /** Besides a transfer that may be on its way: nothing that invites to pay twice. */
  #otherWays({ due }: InvoiceView): TemplateResult {
    const label = this.#desk.texts.payAnotherWay;
    return button(this.#desk, { part: 'pay-button', label, work: () => this.pay(due) });
  }

  #besides({ link }: InvoiceView): TemplateResult {
    const { texts } = this.#desk;
    return html`
      <p part="message" class="small" .textContent=${texts.transferOpen}></p>
      <a part="link" class="button ${folded(this.#desk)}" href=${link}><span .textContent=${texts.details}></span></a>
    `;
  }

  pay(due: Amount): Promise<void> {
    return pay(this.#desk, due);
  }

  /** All is in the invoice. */
  async look(): Promise<void> {}
}
