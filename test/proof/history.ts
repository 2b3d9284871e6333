import fc from 'fast-check';
import type { FaultRequest } from '../../demo/mollie/faults.ts';
import type { PaymentStatus } from '../../shared/api.ts';
import { BILLINGS, type Billing, CHOICES } from './billing.ts';
import type { Happening } from './happenings.ts';

/** What a host may change about an invoice; amounts in cents. */
export type FactsChange = {
  total?: number;
  paidElsewhere?: number;
  /** Names all that has come in as booked, and holds it; or names it only. */
  books?: 'all' | 'names';
  voids?: boolean;
};

/** Which keys the proxy is given: all see its payments but for those of another profile. */
export type KeySet = 'first' | 'replaced' | 'elsewhere' | 'all';

/** One thing that happens to an invoice, from any side. `pick` chooses among the payments it can happen to. */
export type Step =
  | { do: 'state facts'; change: FactsChange }
  | { do: 'state who is billed'; billing: Billing }
  | { do: 'pay'; by: 'payer' | 'merchant' | 'form' | 'merchant without'; times: 1 | 2; method?: string }
  | { do: 'take the transfer back'; by: 'payer' | 'form' }
  | { do: 'let methods be changed'; isAllowed: boolean }
  | { do: 'happen'; pick: number; what: Happening }
  | { do: 'forge'; pick: number; mode: 'test' | 'live' }
  | { do: 'wait'; ms: number }
  | { do: 'break'; fault: FaultRequest }
  | { do: 'change keys'; to: KeySet }
  | { do: 'view' | 'refresh' | 'watch' | 'restart' | 'lose the store' | 'set the clock back' };

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const pick = fc.nat(7);
const share = fc.constantFrom(0.1, 0.5, 1);
const cents = fc.integer({ min: 0, max: 30_000 });

const factsChange: fc.Arbitrary<FactsChange> = fc.oneof(
  { weight: 4, arbitrary: cents.map((total) => ({ total })) },
  { weight: 3, arbitrary: cents.map((paidElsewhere) => ({ paidElsewhere })) },
  { weight: 2, arbitrary: fc.constantFrom('all' as const, 'names' as const).map((books) => ({ books })) },
  { weight: 2, arbitrary: fc.boolean().map((voids) => ({ voids })) },
);

/** Faults that cost no waiting; those that do are the soak's. */
const fault: fc.Arbitrary<FaultRequest> = fc
  .constantFrom<FaultRequest[]>(
    { endpoint: 'create', kind: 'lost' },
    { endpoint: 'create', kind: 'lost', executed: false },
    { endpoint: 'create', kind: 'garbage' },
    { endpoint: 'create', kind: 'html' },
    { endpoint: 'create', kind: 'error', status: 422 },
    { endpoint: 'create', kind: 'checkout_elsewhere', origin: 'https://pay.bank.example' },
    { endpoint: 'create', kind: 'checkout_missing' },
    { endpoint: 'create', kind: 'conflict' },
    { endpoint: 'create', kind: 'rate_limit' },
    { endpoint: 'create', kind: 'rate_limit', retryAfter: 1, rateLimitHeaders: true },
    { endpoint: 'get', kind: 'checkout_elsewhere', origin: 'https://pay.bank.example', onceChosen: true },
    { endpoint: 'get', kind: 'checkout_missing' },
    { endpoint: 'get', kind: 'checkout_missing', onceChosen: true },
    { endpoint: 'get', kind: 'rate_limit', retryAfter: 1 },
    { endpoint: 'list', kind: 'lost' },
    { endpoint: 'get', kind: 'lost' },
    { endpoint: 'get', kind: 'garbage' },
    { endpoint: 'get', kind: 'wrong_amount' },
    { endpoint: 'cancel', kind: 'lost' },
    { endpoint: 'update', kind: 'lost' },
    { endpoint: 'update', kind: 'lost', executed: false },
    { endpoint: 'update', kind: 'error', status: 422 },
    { endpoint: 'update', kind: 'error', status: 500, executed: true },
    { endpoint: 'update', kind: 'wrong_amount' },
    { endpoint: 'update', kind: 'checkout_missing', onceChosen: true },
    { endpoint: 'webhook', kind: 'drop' },
    { endpoint: 'webhook', kind: 'double' },
    { endpoint: 'webhook', kind: 'reorder' },
    { endpoint: 'webhook', kind: 'delay', ms: 20 * SECOND },
    { endpoint: 'webhook', kind: 'early' },
    { endpoint: 'webhook', kind: 'early', status: 'paid' },
    { endpoint: 'webhook', kind: 'pending', share: 0.5 },
  )
  .map((kind) => ({ ...kind, times: 1 }));

const status = fc.constantFrom<PaymentStatus[]>(
  ...(['paid', 'paid', 'failed', 'expired', 'canceled', 'pending', 'authorized'] as const),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('settle' as const), status }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['refund', 'charge back', 'charge back abroad', 'capture', 'capture'] as const),
      ),
      share,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['pay late', 'choose bank transfer', 'undo a refund', 'reverse a chargeback'] as const),
        ...(['release', 'relabel', 'transfer', 'transfer too little', 'transfer too little'] as const),
      ),
    }),
  },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      by: fc.constantFrom(...(['payer', 'merchant', 'form', 'form', 'merchant without'] as const)),
      times: fc.constantFrom(1 as const, 1 as const, 2 as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      by: fc.constantFrom(...(['payer', 'merchant', 'form'] as const)),
      times: fc.constantFrom(1 as const, 1 as const, 2 as const),
      method: fc.constantFrom(...CHOICES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('state who is billed' as const),
      billing: fc.constantFrom(...BILLINGS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('take the transfer back' as const),
      by: fc.constantFrom('payer' as const, 'form' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('let methods be changed' as const),
      isAllowed: fc.boolean(),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({ do: fc.constant('happen' as const), pick, what: happening }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('state facts' as const), change: factsChange }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('break' as const), fault }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(6 * SECOND, MINUTE, 2 * MINUTE, 14 * MINUTE, 50 * MINUTE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('forge' as const),
      pick,
      mode: fc.constantFrom('test' as const, 'live' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['view', 'refresh', 'watch', 'restart'] as const)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('change keys' as const),
      to: fc.constantFrom(...(['first', 'replaced', 'elsewhere', 'all', 'all'] as const)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['lose the store', 'set the clock back'] as const)),
    }),
  },
);

const pay: Step = { do: 'pay', by: 'merchant', times: 1 };
const payUnheard: Step[] = [{ do: 'break', fault: { endpoint: 'create', kind: 'lost', times: 1 } }, pay];
const settle = (status: 'pending' | 'authorized'): Step => {
  return { do: 'happen', pick: 0, what: { do: 'settle', status } };
};
const changeKeys = (to: KeySet): Step => ({ do: 'change keys', to });
const payBy = (method: string): Step => ({ ...pay, by: 'payer', method });
const lookLater: Step[] = [{ do: 'wait', ms: 14 * MINUTE }, { do: 'refresh' }];

/** What could lock an invoice, or have it asked for twice, and seldom comes together by chance. */
export const TROUBLES: readonly Step[][] = [
  [{ do: 'state facts', change: { total: 20_000, paidElsewhere: 0, voids: false } }, pay, settle('pending')],
  [pay, settle('pending'), { do: 'refresh' }, changeKeys('elsewhere'), ...lookLater, pay],
  [pay, settle('authorized'), { do: 'refresh' }, changeKeys('elsewhere'), ...lookLater],
  [pay, { do: 'happen', pick: 0, what: { do: 'relabel' } }, settle('pending'), { do: 'restart' }],
  [...payUnheard, { do: 'set the clock back' }],
  [...payUnheard, changeKeys('elsewhere'), ...lookLater],
  [
    ...payUnheard,
    { do: 'state facts', change: { voids: true } },
    { do: 'state facts', change: { voids: false } },
  ],
  [pay, { do: 'lose the store' }, { ...pay, by: 'form' }],
  [
    ...[payBy('banktransfer'), payBy('ideal')],
    { do: 'take the transfer back', by: 'form' },
    { do: 'happen', pick: 1, what: { do: 'transfer' } },
  ],
  [
    ...[
      pay,
      { do: 'break', fault: { endpoint: 'update', kind: 'lost', times: 1 } } as const,
      payBy('paypal'),
    ],
    { do: 'state facts', change: { paidElsewhere: 100 } },
    payBy('paypal'),
  ],
  [
    ...[{ do: 'state who is billed', billing: BILLINGS[0]! } as const, payBy('klarna'), settle('authorized')],
    { do: 'happen', pick: 0, what: { do: 'capture', share: 0.5 } },
    ...[pay, payBy('klarna')],
  ],
  [
    { do: 'let methods be changed', isAllowed: false },
    ...['ideal', 'creditcard', 'paypal', 'bancontact', 'banktransfer', 'klarna', 'ideal'].map(payBy),
  ],
];

/** Everything that may happen to one invoice, in any order. */
export function histories(maxLength: number): fc.Arbitrary<Step[]> {
  const steps = fc.oneof(
    { weight: 30, arbitrary: step.map((one) => [one]) },
    { weight: 1, arbitrary: fc.constantFrom(...TROUBLES) },
  );
  return fc.array(steps, { minLength: 1, maxLength, size: 'max' }).map((some) => some.flat());
}
