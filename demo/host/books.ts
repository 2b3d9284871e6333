import type { Invoice } from './invoices.ts';
import { totalsOf } from './invoices.ts';
import type { Minor } from './money.ts';
import type { ProxyClient } from './proxy.ts';
import type { Tokens } from './tokens.ts';

export type BooksOptions = {
  invoices: readonly Invoice[];
  tokens: Pick<Tokens, 'put'>;
  proxy: Pick<ProxyClient, 'put'>;
  /** Told of all invoices after each change, to keep them. */
  onChange?: (invoices: readonly Invoice[]) => void;
};

/**
 * The host's invoices. Each change raises `rev` and is told to the proxy at once. Where that fails nothing is
 * lost: the change stands in the books, and the next token that anybody uses carries it.
 */
export class Books {
  readonly #invoices: Map<string, Invoice>;
  readonly #options: BooksOptions;

  constructor(options: BooksOptions) {
    this.#options = options;
    this.#invoices = new Map(options.invoices.map((invoice) => [invoice.id, invoice]));
  }

  /** Newest first. */
  list(): Invoice[] {
    return [...this.#invoices.values()];
  }

  newest(): Invoice {
    return this.list()[0]!;
  }

  find(id: string): Invoice | undefined {
    return this.#invoices.get(id);
  }

  /**
   * Tells the proxy of the invoice, and learns its link.
   * @throws {ProxyRefusal}
   */
  async send(id: string): Promise<void> {
    const { tokens, proxy } = this.#options;
    const { link } = await proxy.put(await tokens.put(this.#get(id)));
    this.#keep({ ...this.#get(id), link });
  }

  /**
   * The same for all invoices.
   * @throws {ProxyRefusal}
   */
  async sendAll(): Promise<void> {
    await Promise.all(this.list().map(({ id }) => this.send(id)));
  }

  /** Money came in by another way; negative where it was given back. */
  book(id: string, amount: Minor): Promise<void> {
    return this.#change(id, { paidElsewhere: this.#get(id).paidElsewhere + amount });
  }

  /** Lowers or raises what the invoice comes to, VAT included. */
  changeTotal(id: string, total: Minor): Promise<void> {
    const invoice = this.#get(id);
    return this.#change(id, { correction: invoice.correction + total - totalsOf(invoice).total });
  }

  withdraw(id: string): Promise<void> {
    return this.#change(id, { void: true });
  }

  reinstate(id: string): Promise<void> {
    return this.#change(id, { void: false });
  }

  async #change(id: string, change: Partial<Invoice>): Promise<void> {
    const invoice = this.#get(id);
    this.#keep({ ...invoice, ...change, rev: invoice.rev + 1 });
    await this.send(id);
  }

  #get(id: string): Invoice {
    const invoice = this.#invoices.get(id);
    if (!invoice) throw new RangeError(`there is no invoice ${id}`);
    return invoice;
  }

  #keep(invoice: Invoice): void {
    this.#invoices.set(invoice.id, invoice);
    this.#options.onChange?.(this.list());
  }
}
