import type { InvoiceView } from '../../shared/api.ts';

/** The status is known for the first time, or has changed. */
export class InvoicePayStatusEvent extends Event {
  readonly #invoice: InvoiceView;
  readonly #previous: InvoiceView | null;

  constructor(invoice: InvoiceView, previous: InvoiceView | null) {
    super('invoice-pay-status', { bubbles: true, composed: true });
    this.#invoice = invoice;
    this.#previous = previous;
  }

  get invoice(): InvoiceView {
    return this.#invoice;
  }

  /** The view before, null for the first one. */
  get previous(): InvoiceView | null {
    return this.#previous;
  }
}
