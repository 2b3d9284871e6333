import type { AttemptView, InvoiceView, PaymentView } from '../../shared/api.ts';

/** A payment can be paid at Mollie: a new one, or one that was still open for exactly what is due. */
export class InvoicePayCreatedEvent extends Event {
  readonly #payment: PaymentView | AttemptView;
  readonly #invoice: InvoiceView;

  constructor(payment: PaymentView | AttemptView, invoice: InvoiceView) {
    super('invoice-pay-created', { bubbles: true, composed: true });
    this.#payment = payment;
    this.#invoice = invoice;
  }

  get payment(): PaymentView | AttemptView {
    return this.#payment;
  }

  get invoice(): InvoiceView {
    return this.#invoice;
  }
}
