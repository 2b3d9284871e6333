import type { AttemptView, InvoiceView, PaymentView } from '../proxy/types.ts';

const travelling = { bubbles: true, composed: true };

/** The status is known for the first time, or has changed. */
export class InvoicePayStatusEvent extends Event {
  readonly #invoice: InvoiceView;
  readonly #previous: InvoiceView | null;

  constructor(invoice: InvoiceView, previous: InvoiceView | null) {
    super('invoice-pay-status', travelling);
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

/** A payment stands ready at Mollie, made now or found still open for exactly what is due. */
export class InvoicePayCreatedEvent extends Event {
  readonly #payment: PaymentView | AttemptView;
  readonly #invoice: InvoiceView;

  constructor(payment: PaymentView | AttemptView, invoice: InvoiceView) {
    super('invoice-pay-created', travelling);
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

/** The link is on the clipboard. */
export class InvoicePayCopiedEvent extends Event {
  readonly #link: string;

  constructor(link: string) {
    super('invoice-pay-copied', travelling);
    this.#link = link;
  }

  get link(): string {
    return this.#link;
  }
}

/** The page is about to leave for Mollie's checkout; `preventDefault()` keeps it here. */
export class InvoicePayRedirectEvent extends Event {
  readonly #url: string;

  constructor(url: string) {
    super('invoice-pay-redirect', { ...travelling, cancelable: true });
    this.#url = url;
  }

  get url(): string {
    return this.#url;
  }
}

/** Something failed; what people read about it stands in the element. */
export class InvoicePayErrorEvent extends Event {
  readonly #code: string;
  readonly #reference: string | null;

  constructor(code: string, reference: string | null) {
    super('invoice-pay-error', travelling);
    this.#code = code;
    this.#reference = reference;
  }

  /** Stable: the proxy's error codes, and `proxy_missing` `unreachable` `timeout` `token_unavailable` `checkout_refused`. */
  get code(): string {
    return this.#code;
  }

  /** Finds the entry in the proxy's log; null where the proxy did not answer. */
  get reference(): string | null {
    return this.#reference;
  }
}

export type InvoicePayEventMap = {
  'invoice-pay-status': InvoicePayStatusEvent;
  'invoice-pay-created': InvoicePayCreatedEvent;
  'invoice-pay-copied': InvoicePayCopiedEvent;
  'invoice-pay-redirect': InvoicePayRedirectEvent;
  'invoice-pay-error': InvoicePayErrorEvent;
};

declare global {
  interface GlobalEventHandlersEventMap extends InvoicePayEventMap {}
}
