import { eur } from './help.ts';

/** All that methods which ask who is billed need. */
export const ADDRESS = {
  givenName: 'Piet',
  familyName: 'Mondriaan',
  organizationName: 'Atelier Mondriaan',
  streetAndNumber: 'Keizersgracht 126',
  postalCode: '1015 CW',
  city: 'Amsterdam',
  country: 'NL',
  email: 'piet@example.org',
};

/** One line of 21 % for the amount of the other helpers' payments. */
export const LINE = {
  description: 'Invoice 2026-0042',
  quantity: 1,
  unitPrice: eur('100.00'),
  totalAmount: eur('100.00'),
  vatRate: '21.00',
  vatAmount: eur('17.36'),
};

/** What a payment carries that any of these methods takes, but for how it is captured. */
export const CARRIED = { lines: [LINE], billingAddress: ADDRESS };
