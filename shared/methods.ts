/** Payment methods by Mollie's id, where the name is the same in every language. https://docs.mollie.com/reference/list-methods */
const BRANDS: Readonly<Record<string, string>> = {
  alma: 'Alma',
  applepay: 'Apple Pay',
  bacs: 'Bacs',
  bancomatpay: 'BANCOMAT Pay',
  bancontact: 'Bancontact',
  belfius: 'Belfius',
  billie: 'Billie',
  billink: 'Billink',
  bizum: 'Bizum',
  blik: 'BLIK',
  eps: 'eps',
  googlepay: 'Google Pay',
  ideal: 'iDEAL | Wero',
  in3: 'in3',
  kbc: 'KBC/CBC',
  klarna: 'Klarna',
  mbway: 'MB WAY',
  multibanco: 'Multibanco',
  mybank: 'MyBank',
  paybybank: 'Pay by Bank',
  paypal: 'PayPal',
  paysafecard: 'paysafecard',
  pointofsale: 'Terminal',
  przelewy24: 'Przelewy24',
  riverty: 'Riverty',
  satispay: 'Satispay',
  swish: 'Swish',
  trustly: 'Trustly',
  twint: 'TWINT',
  vipps: 'Vipps',
  wero: 'Wero',
};

/** What people call a method. One that is not known yet keeps Mollie's id, with a capital. */
export function methodName(id: string, translated: Readonly<Record<string, string>>): string {
  return translated[id] ?? BRANDS[id] ?? id.charAt(0).toUpperCase() + id.slice(1);
}
