/** The page is about to leave for Mollie's checkout; `preventDefault()` keeps it here. */
export class InvoicePayRedirectEvent extends Event {
  readonly #url: string;

  constructor(url: string) {
    super('invoice-pay-redirect', { bubbles: true, composed: true, cancelable: true });
    this.#url = url;
  }

  get url(): string {
    return this.#url;
  }
}
