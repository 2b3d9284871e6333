/** What a token says of who is billed, beside its facts; what it does not say stays known. */
export type Billing = { customer?: Record<string, string>; vatRate?: string };

export const CUSTOMER = {
  ...{ givenName: 'Annemarieke', familyName: 'Oudekerkhoven' },
  ...{ organizationName: 'Rijwielhandel Oudekerkhoven', email: 'annemarieke@oudekerkhoven.example' },
  ...{ streetAndNumber: 'Korenbloemsingel 417', postalCode: '3582 KZ', city: 'Utrechtdorp', country: 'NL' },
};

/** Whatever stands nowhere but in requests to Mollie and in the record: all that is that customer's alone. */
export const PERSONAL: readonly string[] = Object.entries(CUSTOMER).flatMap(([part, text]) =>
  part === 'country' ? [] : [text],
);

/** Comes, changes, is emptied, and is such that Mollie refuses it. */
export const BILLINGS: readonly Billing[] = [
  { customer: CUSTOMER, vatRate: '21.00' },
  { customer: CUSTOMER, vatRate: '21.00' },
  { customer: { ...CUSTOMER, streetAndNumber: 'Dahliaplein 3' }, vatRate: '9.00' },
  { customer: { ...CUSTOMER, postalCode: 'nowhere' }, vatRate: '21.00' },
  { customer: { email: CUSTOMER.email } },
  { vatRate: '0.00' },
  { customer: {} },
  {},
];

/** Methods that are active at Mollie. */
export const METHODS: readonly string[] = [
  ...['ideal', 'creditcard', 'paypal', 'bancontact', 'banktransfer', 'klarna', 'billie', 'riverty'],
];

/** What may be pressed or asked for: also what is refused, and what nobody has heard of. */
export const CHOICES: readonly string[] = [
  ...METHODS,
  ...['ideal', 'banktransfer', 'banktransfer', 'klarna', 'eps', 'voucher', 'nosuchmethod'],
];
