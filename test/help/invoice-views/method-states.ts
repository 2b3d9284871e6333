import type { InvoiceView, MethodView } from '../../../shared/api.ts';
import { STATES } from './states.ts';
import { at, eur, MINUTE, payment } from './view.ts';

/** As Mollie lists them in English, such as an account with everything has them. */
const METHODS: MethodView[] = [
  { id: 'ideal', label: 'iDEAL | Wero' },
  { id: 'creditcard', label: 'Card' },
  { id: 'bancontact', label: 'Bancontact' },
  { id: 'paypal', label: 'PayPal' },
  { id: 'banktransfer', label: 'Bank transfer' },
  { id: 'applepay', label: 'Apple Pay' },
  { id: 'klarna', label: 'Pay with Klarna' },
  { id: 'paybybank', label: 'Pay by Bank' },
  { id: 'in3', label: 'Pay in 3 instalments, 0% interest' },
  { id: 'giftcard', label: 'Gift cards' },
  { id: 'directdebit', label: 'SEPA Direct Debit' },
];

/** Where methods are offered beside Pay. */
export const METHOD_STATES = {
  methods: { methods: METHODS.slice(0, 5) },
  'one-method': { methods: METHODS.slice(0, 1) },
  'three-methods': { methods: METHODS.slice(0, 3) },
  'eleven-methods': { methods: METHODS },
  /** Its button leads back to what was opened by it. */
  'open-by-method': {
    methods: METHODS.slice(0, 5),
    payment: payment({ method: 'ideal' }),
    reasons: ['older_attempt_open'],
    stillPayable: [{ amount: eur('100.00'), expiresAt: at(14 * MINUTE) }],
  },
  'canceled-methods': { ...STATES.canceled, methods: METHODS.slice(0, 5) },
  'transfer-methods': { ...STATES['bank-transfer'], methods: METHODS.slice(0, 5) },
} satisfies Record<string, Partial<InvoiceView>>;
