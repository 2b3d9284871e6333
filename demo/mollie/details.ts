import { newTransferReference } from './ids.ts';
import type { Payment } from './records.ts';

/** Whom a bank transfer goes to. The account is an example from the standard, not a real one. */
export const BENEFICIARY = {
  bankName: 'Stichting Mollie Payments',
  bankAccount: 'NL53ABNA0627535577',
  bankBic: 'ABNANL2A',
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
export function detailsWhenChosen(method: string): Record<string, string> | null {
  return method === 'banktransfer' ? { ...BENEFICIARY, transferReference: newTransferReference() } : null;
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
