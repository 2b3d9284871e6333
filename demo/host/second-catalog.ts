import { type Entry, line } from './catalog.ts';
import { CUSTOMERS } from './customers.ts';

const { peeters, brasserie, lambert, cyclists } = CUSTOMERS;

/** Few, and nothing became of them yet. */
export const SECOND_CATALOG: readonly Entry[] = [
  {
    daysAgo: 1,
    customer: peeters,
    lines: [line(1, 'Groot onderhoud bakfiets', 120_00), line(1, 'Ketting en cassette', 64_00)],
  },
  {
    daysAgo: 2,
    customer: lambert,
    lines: [line(1, 'Wheel truing, front and rear', 38_00), line(2, 'Brake pads', 14_50)],
    paidElsewhere: 20_00,
  },
  {
    daysAgo: 4,
    customer: cyclists,
    lines: [line(8, 'Inspektion Leihrad', 45_00), line(8, 'Reifen, pannensicher', 32_50)],
  },
  {
    daysAgo: 9,
    customer: brasserie,
    lines: [line(3, 'Onderhoud leveringsfiets', 85_00)],
  },
];
