/** Something failed; what people read about it stands in the element. */
export class InvoicePayErrorEvent extends Event {
  readonly #code: string;
  readonly #reference: string | null;

  constructor(code: string, reference: string | null) {
    super('invoice-pay-error', { bubbles: true, composed: true });
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
