/** What the customer or the merchant asks for. */
export type Wish = {
  /** The amount that the customer saw, a decimal string; where something else is due, that is an error. */
  expect?: string | undefined;
  /** Mollie's id of a method; without it the customer chooses at Mollie. */
  method?: string | undefined;
  /** Payments that Mollie does not show, and that the merchant goes on without. */
  without?: readonly string[] | undefined;
  /** The language that the customer reads, and the address in it to which they come back. */
  language?: string | undefined;
  redirectUrl: string;
  cancelUrl: string;
};
