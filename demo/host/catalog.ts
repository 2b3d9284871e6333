import { CUSTOMERS } from './customers.ts';
import type { Customer, Invoice, Line } from './invoices.ts';
import type { Minor } from './money.ts';

/**
 * What became of an invoice, so many days ago. The detail is a method for `pays`, `fails`, `waits` and `transfers`,
 * an amount for `refund` and `elsewhere`.
 */
export type Step = [
  daysAgo: number,
  what:
    | 'pays'
    | 'fails'
    | 'waits'
    | 'transfers'
    | 'abandons'
    | 'refund'
    | 'chargeback'
    | 'elsewhere'
    | 'withdrawn',
  detail?: string,
];

export type Entry = {
  daysAgo: number;
  /** Days until it is due. */
  terms?: number;
  customer: Customer;
  currency?: Invoice['currency'];
  lines: Line[];
  paidElsewhere?: Minor;
  story?: Step[];
};

export const line = (quantity: number, text: string, price: Minor): Line => ({ quantity, text, price });

const {
  whitfield,
  jansen,
  deVries,
  bakery,
  owners,
  dentist,
  school,
  hotel,
  mueller,
  pharmacy,
  nursery,
  boats,
  chandler,
} = CUSTOMERS;

/** Newest first. Prices in cents: `89_50` is 89.50. */
export const CATALOG: readonly Entry[] = [
  {
    daysAgo: 2,
    customer: whitfield,
    lines: [
      line(1, 'Annual boiler service, call-out included', 78_50),
      line(1, 'Expansion vessel valve', 21_50),
    ],
    paidElsewhere: 21_00,
  },
  {
    daysAgo: 3,
    customer: mueller,
    lines: [line(2, 'Wartung Wärmepumpe, je Gerät', 189_00), line(1, 'Filtersatz', 64_80)],
  },
  { daysAgo: 4, customer: jansen, lines: [line(1, 'Jaarlijks onderhoud cv-ketel', 95_00)] },
  {
    daysAgo: 5,
    customer: boats,
    currency: 'GBP',
    lines: [line(1, 'Cabin heater, marine grade', 685_00), line(3, 'Hours of fitting', 72_00)],
  },
  {
    daysAgo: 6,
    customer: bakery,
    lines: [line(1, 'Reparatie boiler spoelkeuken', 148_00), line(2, 'Thermostaatkraan', 39_50)],
    story: [[4, 'pays', 'ideal']],
  },
  { daysAgo: 7, customer: jansen, lines: [line(1, 'Retour: kamerthermostaat', -89_00)] },
  {
    daysAgo: 8,
    customer: pharmacy,
    lines: [line(1, 'Klimagerät Lagerraum, Montage', 1_240_00)],
    story: [[1, 'waits', 'paypal']],
  },
  {
    daysAgo: 9,
    customer: owners,
    lines: [line(12, 'Rookgasafvoer inspecteren, per woning', 46_00), line(1, 'Rapportage', 120_00)],
    story: [[1, 'transfers', 'banktransfer']],
  },
  {
    daysAgo: 10,
    customer: school,
    lines: [line(4, 'Radiator vervangen, lokaal', 312_00)],
    story: [[8, 'pays', 'ideal']],
  },
  {
    daysAgo: 11,
    customer: hotel,
    lines: [line(1, 'Circulatiepomp warm water', 418_00)],
    story: [
      [6, 'pays', 'creditcard'],
      [3, 'elsewhere', '505.78'],
    ],
  },
  {
    daysAgo: 12,
    customer: deVries,
    lines: [line(1, 'Lekkage opsporen badkamer', 165_00)],
    story: [
      [9, 'abandons'],
      [2, 'abandons'],
    ],
  },
  {
    daysAgo: 13,
    customer: chandler,
    currency: 'GBP',
    lines: [line(10, 'Bilge pump, 24 V', 84_00)],
    story: [
      [11, 'pays', 'creditcard'],
      [9, 'elsewhere', '84.00'],
    ],
  },
  {
    daysAgo: 14,
    customer: dentist,
    lines: [line(1, 'Airconditioning behandelkamer', 1_850_00)],
    story: [
      [12, 'pays', 'creditcard'],
      [3, 'chargeback'],
    ],
  },
  {
    daysAgo: 15,
    customer: nursery,
    lines: [line(6, 'Verbrühschutz-Armatur', 118_00), line(4, 'Montagestunden', 58_00)],
    paidElsewhere: 300_00,
  },
  {
    daysAgo: 16,
    customer: jansen,
    lines: [line(1, 'Kamerthermostaat', 89_00), line(1, 'Montage', 45_00)],
    story: [
      [15, 'fails', 'creditcard'],
      [15, 'pays', 'ideal'],
    ],
  },
  {
    daysAgo: 18,
    customer: hotel,
    lines: [line(8, 'Radiatorkraan', 34_00), line(6, 'Montage-uur', 62_00)],
    story: [
      [17, 'pays', 'ideal'],
      [10, 'refund', '82.28'],
    ],
  },
  {
    daysAgo: 20,
    customer: mueller,
    lines: [line(1, 'Inbetriebnahme Wärmepumpe', 420_00)],
    story: [[14, 'pays', 'creditcard']],
  },
  {
    daysAgo: 21,
    customer: deVries,
    lines: [line(1, 'Voorrijkosten', 35_00)],
    story: [[19, 'withdrawn']],
  },
  {
    daysAgo: 23,
    customer: bakery,
    lines: [line(1, 'Noodbezoek zondag', 180_00)],
    story: [
      [22, 'pays', 'ideal'],
      [20, 'refund', '217.80'],
    ],
  },
  {
    daysAgo: 25,
    customer: whitfield,
    lines: [line(1, 'Outdoor tap, frost-proof', 64_00), line(2, 'Hours of fitting', 62_00)],
    story: [[5, 'fails', 'creditcard']],
  },
  {
    daysAgo: 27,
    customer: owners,
    lines: [line(1, 'Hydrofoor, jaarlijks onderhoud', 385_00)],
    story: [[26, 'pays', 'ideal']],
  },
  {
    daysAgo: 29,
    customer: boats,
    currency: 'GBP',
    lines: [line(2, 'Calorifier, 40 litre', 540_00)],
    story: [[25, 'pays', 'creditcard']],
  },
  {
    daysAgo: 32,
    customer: pharmacy,
    lines: [line(1, 'Dichtheitsprüfung Kälteanlage', 145_00)],
    story: [[30, 'pays', 'paypal']],
  },
  { daysAgo: 34, customer: school, lines: [line(1, 'Cv-installatie waterzijdig inregelen', 940_00)] },
];
