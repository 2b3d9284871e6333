import { newTransferReference } from './ids.ts';
import type { Payment } from './records.ts';

/** Whom a bank transfer goes to. */
export const BENEFICIARY = 'Stichting Mollie Payments';

/** Where it goes to, by the payer's country. The accounts are well-known examples, not real ones. */
const ACCOUNTS = {
  NL: { bankAccount: 'NL53ABNA0627535577', bankBic: 'ABNANL2A' },
  BE: { bankAccount: 'BE71096123456769', bankBic: 'GKCCBEBB' },
  DE: { bankAccount: 'DE89370400440532013000', bankBic: 'COBADEFFXXX' },
};

const CONSUMER = {
  consumerName: 'T. TEST',
  consumerAccount: 'NL68RABO0638606673',
  consumerBic: 'RABONL2U',
};

const CARD = {
  cardHolder: 'T. TEST',
  cardNumber: '9996',
  cardLabel: 'Visa',
  cardFunding: 'debit',
  cardSecurity: 'normal',
  feeRegion: 'intra-eea',
};

/** What is known as soon as the customer chose the method. */
export function detailsWhenChosen(method: string, locale: string | null): Record<string, string> | null {
  if (method !== 'banktransfer') return null;
  const account = ACCOUNTS[locale?.endsWith('_BE') ? 'BE' : locale?.startsWith('de_') ? 'DE' : 'NL'];
  return { bankName: BENEFICIARY, ...account, transferReference: newTransferReference() };
}

/** What is known of the payer once the money came. */
export function detailsWhenPaid({ method, details }: Payment): Record<string, string> {
  switch (method) {
    case 'creditcard':
      return CARD;
    case 'paypal':
      return {
        consumerName: 'T. Test',
        consumerAccount: 't.test@example.org',
        paypalReference: '9AL35361CF606152E',
      };
    default:
      return { ...details, ...CONSUMER };
  }
}
