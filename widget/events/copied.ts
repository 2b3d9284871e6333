/** The link is on the clipboard. */
export class InvoicePayCopiedEvent extends Event {
  readonly #link: string;

  constructor(link: string) {
    super('invoice-pay-copied', { bubbles: true, composed: true });
    this.#link = link;
  }

  get link(): string {
    return this.#link;
  }
}
