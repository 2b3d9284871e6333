import type { InvoiceStatus } from '../../../shared/api.ts';

/** The statuses in words, as the proxy answers them. */
export const labels: Record<string, Record<InvoiceStatus, string>> = {
  en: {
    open: 'Open',
    pending: 'Payment pending',
    partially_paid: 'Partially paid',
    paid: 'Paid',
    overpaid: 'Overpaid',
    partially_refunded: 'Partially refunded',
    refunded: 'Refunded',
    charged_back: 'Charged back',
    nothing_due: 'Nothing due',
    void: 'Withdrawn',
  },
  nl: {
    open: 'Openstaand',
    pending: 'Betaling in behandeling',
    partially_paid: 'Deels betaald',
    paid: 'Betaald',
    overpaid: 'Te veel betaald',
    partially_refunded: 'Deels terugbetaald',
    refunded: 'Terugbetaald',
    charged_back: 'Teruggeboekt',
    nothing_due: 'Niets te betalen',
    void: 'Ingetrokken',
  },
  de: {
    open: 'Offen',
    pending: 'Zahlung in Bearbeitung',
    partially_paid: 'Teilweise bezahlt',
    paid: 'Bezahlt',
    overpaid: 'Überzahlt',
    partially_refunded: 'Teilweise erstattet',
    refunded: 'Erstattet',
    charged_back: 'Zurückgebucht',
    nothing_due: 'Kein Betrag offen',
    void: 'Zurückgezogen',
  },
};
