import type { Minor } from './money.ts';
import type { Language } from './texts.ts';

export type Customer = {
  name: string;
  street: string;
  /** Postcode and town. */
  town: string;
  country: 'NL' | 'BE' | 'DE' | 'GB';
  language: Language;
  /** Whom methods that are paid later may write to; who has none is not offered them. */
  contact?: { givenName: string; familyName: string; email: string };
};

/** `price` is for one and without VAT. */
export type Line = { quantity: number; text: string; price: Minor };

/** An invoice as the host's books hold it. */
export type Invoice = {
  /** Also its number. */
  id: string;
  /** `YYYY-MM-DD` */
  date: string;
  /** `YYYY-MM-DD` */
  dueDate: string;
  customer: Customer;
  currency: 'EUR' | 'GBP';
  lines: readonly Line[];
  /** Per cent; 0 where the customer owes the VAT. */
  vat: 21 | 0;
  /** Added to what the lines come to, VAT included. */
  correction: Minor;
  /** What was paid by other ways than the button, as far as the books know. */
  paidElsewhere: Minor;
  void: boolean;
  /** One higher with every change. */
  rev: number;
  /** The proxy's page for it, for good; null until the proxy was told of the invoice. */
  link: string | null;
};

export type Totals = { net: Minor; vat: Minor; total: Minor };

export function totalsOf({ lines, vat: percent, correction }: Invoice): Totals {
  const net = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const vat = Math.round((net * percent) / 100);
  return { net, vat, total: net + vat + correction };
}
