import { DAY, HOUR, MINUTE } from './clock.ts';

export type Language = 'en' | 'nl' | 'de';

/** `categories` are those of order lines. */
export type Need = 'lines' | 'categories' | 'billingAddress';

/** A payment method as Mollie offers it to a profile. */
export type Method = {
  id: string;
  names: Record<Language, string>;
  /** Currencies it takes; `*` for all that Mollie has. */
  currencies: readonly string[] | '*';
  /** Limits in the currency's smallest unit, the same number in every currency but for those of `maximumIn`. */
  minimum: number;
  maximum: number | null;
  maximumIn?: Readonly<Record<string, number>>;
  /** How long a payment may stay open from when the method was chosen. https://docs.mollie.com/docs/payment-statuses */
  lifetime: number;
  /** Only listed where the caller names it in `includeWallets`. */
  wallet?: true;
  /** The customer authorises first, and the merchant captures later. */
  authorizes?: true;
  /** It may be so, where the merchant captures by hand. */
  mayAuthorize?: true;
  /** How long what was authorised is held, where it is not a card's seven days. */
  holdsFor?: number;
  /** Always captured by hand. https://docs.mollie.com/docs/place-a-hold-for-a-payment */
  capturedByHand?: true;
  /** What a payment has to carry to be paid so. https://docs.mollie.com/reference/create-payment */
  needs?: readonly Need[];
  /** Where the customer has to live. */
  countries?: readonly string[];
  /** What the customer's page is like; a bank's where nothing is said. */
  page?: 'card' | 'wallet' | 'later' | 'voucher';
  /** From whom the customer chooses, by id. */
  issuers?: Readonly<Record<string, string>>;
  /** The money may be under way for a while, and the payment `pending` meanwhile. */
  pends?: true;
  /** It always is: the customer comes back to the shop before the money is there. */
  pendsAlways?: true;
  /** The customer may come back with the payment `open`, and the money has so long to arrive. */
  arrivesWithin?: number;
  /** Mollie allows it to be cancelled while it is open. */
  cancelable?: true;
};

/** How long a payment may stay open while no method was chosen. */
export const LIFETIME_WITHOUT_METHOD = 15 * MINUTE;

const EUR = ['EUR'] as const;

function method(id: string, en: string, nl: string, de: string, rest: Partial<Method> = {}): Method {
  return {
    id,
    names: { en, nl, de },
    currencies: EUR,
    minimum: 1,
    maximum: 5_000_000,
    lifetime: HOUR,
    ...rest,
  };
}

/** Bought now and paid later: what the customer authorised is held for so long. */
function heldLater(holdsFor: number): Partial<Method> {
  return { authorizes: true, holdsFor, needs: ['lines', 'billingAddress'], page: 'later' };
}

/** In the order in which the checkout shows them. */
export const METHODS: readonly Method[] = [
  method('ideal', 'iDEAL | Wero', 'iDEAL | Wero', 'iDEAL | Wero', { lifetime: 15 * MINUTE }),
  method('creditcard', 'Card', 'Creditcard', 'Kreditkarte', {
    currencies: '*',
    maximum: 1_000_000,
    lifetime: 15 * MINUTE,
    mayAuthorize: true,
    page: 'card',
  }),
  method('paypal', 'PayPal', 'PayPal', 'PayPal', {
    currencies: '*',
    maximum: null,
    lifetime: 72 * HOUR,
    pends: true,
    page: 'wallet',
  }),
  method('bancontact', 'Bancontact', 'Bancontact', 'Bancontact', { minimum: 2 }),
  method('wero', 'Wero', 'Wero', 'Wero', { lifetime: 15 * MINUTE, pends: true, page: 'wallet' }),
  // https://docs.mollie.com/docs/pay-by-bank
  method('paybybank', 'Pay by Bank', 'Pay by Bank', 'Pay by Bank', {
    currencies: ['EUR', 'GBP'],
    pends: true,
    pendsAlways: true,
  }),
  method('banktransfer', 'Bank transfer', 'Overboeking', 'Überweisung', {
    maximum: 100_000_000,
    lifetime: 14 * DAY,
    cancelable: true,
  }),
  method('directdebit', 'SEPA Direct Debit', 'SEPA-incasso', 'SEPA-Lastschrift', {
    maximum: 100_000,
    lifetime: 14 * DAY,
    pends: true,
    cancelable: true,
  }),
  method('klarna', 'Pay with Klarna', 'Betaal met Klarna', 'Mit Klarna bezahlen', {
    minimum: 100,
    maximum: 1_400_000,
    lifetime: 48 * HOUR,
    ...heldLater(28 * DAY),
  }),
  // https://docs.mollie.com/docs/billie, and so for the others of these.
  method('billie', 'Billie', 'Billie', 'Billie', {
    currencies: ['EUR', 'SEK', 'NOK', 'DKK', 'GBP', 'CHF'],
    maximum: 2_500_000,
    maximumIn: { SEK: 30_000_000, NOK: 30_000_000, DKK: 18_500_000, GBP: 2_200_000 },
    countries: ['DE', 'AT', 'SE', 'NL', 'FR', 'NO', 'CH', 'GB', 'DK', 'FI', 'ES', 'IT'],
    ...heldLater(28 * DAY),
  }),
  method('in3', 'iDEAL in3', 'iDEAL in3', 'iDEAL in3', {
    minimum: 5_000,
    maximum: 500_000,
    lifetime: 48 * HOUR,
    countries: ['NL'],
    needs: ['lines', 'billingAddress'],
    page: 'later',
  }),
  method('riverty', 'Riverty', 'Riverty', 'Riverty', {
    minimum: 500,
    maximum: 250_000,
    lifetime: 15 * MINUTE,
    countries: ['NL', 'BE', 'DE', 'AT'],
    capturedByHand: true,
    ...heldLater(30 * DAY),
  }),
  method('billink', 'Billink', 'Billink', 'Billink', {
    maximum: 250_000,
    countries: ['NL', 'BE', 'DE'],
    capturedByHand: true,
    ...heldLater(28 * DAY),
  }),
  method('alma', 'Alma', 'Alma', 'Alma', {
    minimum: 5_000,
    maximum: 200_000,
    countries: ['FR', 'BE'],
    needs: ['billingAddress'],
    page: 'later',
  }),
  method('kbc', 'KBC/CBC Payment Button', 'KBC/CBC-Betaalknop', 'KBC/CBC-Zahlungsbutton', {
    issuers: { kbc: 'KBC', cbc: 'CBC' },
  }),
  method('belfius', 'Belfius Pay Button', 'Belfius Pay Button', 'Belfius Pay Button'),
  method('eps', 'eps', 'eps', 'eps'),
  method('przelewy24', 'Przelewy24', 'Przelewy24', 'Przelewy24', { currencies: ['EUR', 'PLN'] }),
  method('mybank', 'MyBank', 'MyBank', 'MyBank', { lifetime: 45 * MINUTE, arrivesWithin: 7 * DAY }),
  method('satispay', 'Satispay', 'Satispay', 'Satispay'),
  method('multibanco', 'Multibanco', 'Multibanco', 'Multibanco', {
    maximum: 9_999_900,
    lifetime: 7 * DAY,
    arrivesWithin: 7 * DAY,
  }),
  method('paysafecard', 'paysafecard', 'paysafecard', 'paysafecard', {
    lifetime: 15 * MINUTE,
    page: 'voucher',
  }),
  method('voucher', 'Voucher', 'Voucher', 'Gutschein', {
    lifetime: 2 * HOUR,
    needs: ['lines', 'categories'],
    page: 'voucher',
  }),
  method('giftcard', 'Gift card', 'Cadeaukaart', 'Geschenkkarte', {
    page: 'voucher',
    issuers: { vvvgiftcard: 'VVV Cadeaukaart', fashioncheque: 'fashioncheque' },
  }),
  method('twint', 'TWINT', 'TWINT', 'TWINT', { currencies: ['CHF'], page: 'wallet' }),
  method('applepay', 'Apple Pay', 'Apple Pay', 'Apple Pay', {
    currencies: '*',
    wallet: true,
    page: 'wallet',
  }),
  method('googlepay', 'Google Pay', 'Google Pay', 'Google Pay', {
    currencies: '*',
    wallet: true,
    page: 'wallet',
  }),
];

/** https://docs.mollie.com/reference/common-data-types#locale */
const LOCALES = new Set(
  (
    'ca_ES cs_CZ da_DK de_AT de_CH de_DE de_LU en_BE en_GB en_NL en_US es_ES fi_FI fr_BE fr_FR fr_LU hu_HU ' +
    'is_IS it_IT lt_LT lv_LV nb_NO nl_BE nl_NL pl_PL pt_PT sk_SK sv_SE'
  ).split(' '),
);

export function findMethod(id: string): Method | undefined {
  return METHODS.find((candidate) => candidate.id === id);
}

export function isLocale(locale: string): boolean {
  return LOCALES.has(locale);
}

/** The language of a locale such as `nl_BE`; English for those that the simulator does not speak. */
export function languageOf(locale: string | null | undefined): Language {
  const language = locale?.slice(0, 2);
  return language === 'nl' || language === 'de' ? language : 'en';
}

/** How long a payment may stay open with this method, or with none. */
export function lifetimeOf(id: string | null): number {
  return (id === null ? undefined : findMethod(id)?.lifetime) ?? LIFETIME_WITHOUT_METHOD;
}

/** How long an authorisation holds. */
export function holdOf(id: string | null): number {
  return (id === null ? undefined : findMethod(id)?.holdsFor) ?? 7 * DAY;
}

/** The most that it takes, in the currency's smallest unit; null for no limit. */
export function maximumOf({ maximum, maximumIn }: Method, currency: string): number | null {
  return maximumIn?.[currency] ?? maximum;
}

/** The name of a method, for people; its id where there is none. */
export function methodName(id: string, language: Language): string {
  return findMethod(id)?.names[language] ?? id;
}
