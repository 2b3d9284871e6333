/** Plausible answers of a proxy, for tests of the element. */
import type { AttemptView, ConnectionView, InvoiceView, LogPage, PaymentView } from '../../shared/api.ts';
import { MERCHANT_STATES } from '../help/invoice-views/merchant-states.ts';
import { RARE_STATES, STATES } from '../help/invoice-views/states.ts';
import * as fixed from '../help/invoice-views/view.ts';

const { DAY, MINUTE } = fixed;

export const { at, eur, invoice, NOW } = fixed;

/** What has an end is met before it, whatever the browser's clock says. */
function inTime<T>(view: T): T {
  const late = Date.now() - NOW;
  return JSON.parse(JSON.stringify(view), (key, value) =>
    key === 'expiresAt' && value !== null ? new Date(Date.parse(value) + late).toISOString() : value,
  );
}

export const payment = (facts: Partial<PaymentView> = {}): PaymentView => ({
  ...inTime(fixed.payment()),
  ...facts,
});

export const attempt = (facts: Partial<AttemptView> = {}): AttemptView => ({
  ...inTime(fixed.attempt()),
  ...facts,
});

export const states: Record<string, Partial<InvoiceView>> = inTime({ ...RARE_STATES, ...STATES });

/** What only merchants are told. */
export const merchantStates: Record<string, Partial<InvoiceView>> = inTime(MERCHANT_STATES);

/** What a merchant sees of the same. */
export function asMerchant(view: InvoiceView): InvoiceView {
  const attempts = view.status === 'open' && !view.payment ? [] : [fixed.paidAttempt];
  if (view.payment && view.payment.status !== 'paid') {
    attempts[0] = attempt({ ...view.payment });
    attempts.push(attempt({ id: 'tr_2', status: 'expired', createdAt: at(-3 * DAY), expiresAt: null }));
  }
  if (attempts[0]) attempts[0] = { ...attempts[0], refunded: view.refunded, chargedBack: view.chargedBack };
  return { attempts, attemptsOmitted: 0, ...view };
}

export function log(numbered = false): LogPage {
  const entry = (distance: number, event: string, message: string) => ({
    at: at(distance),
    event,
    message,
    reference: 'k7m2-9xqd',
    details: {},
    ...(numbered && { number: '2026-0042' }),
  });
  return {
    entries: [
      entry(-3 * MINUTE, 'payment.paid', '€ 100.00 was paid with iDEAL.'),
      entry(-5 * MINUTE, 'payment.created', 'A payment of € 100.00 was created.'),
      entry(-2 * DAY, 'invoice.changed', 'The invoice changed: € 21.00 paid elsewhere.'),
      entry(-3 * DAY, 'invoice.seen', 'The invoice was seen for the first time.'),
    ],
    before: 'older',
  };
}

export function connection(facts: Partial<ConnectionView> = {}): ConnectionView {
  return {
    ok: true,
    findings: [],
    account: 'default',
    key: { source: 'stored', hint: 'live_…4Fd9' },
    paused: false,
    brand: { name: null, logo: null, color: null },
    mode: 'live',
    profile: { name: 'Van Dijk Tuinen', status: 'verified' },
    methods: [
      { id: 'ideal', description: 'iDEAL | Wero' },
      { id: 'creditcard', description: 'Card' },
      { id: 'banktransfer', description: 'Bank transfer' },
    ],
    store: { kind: 'sqlite', writable: true },
    webhook: { expected: true, lastAt: at(-3 * MINUTE) },
    checkedAt: at(0),
    ...facts,
  };
}

export const connections: Record<string, ConnectionView> = {
  ready: connection(),
  broken: connection({
    ok: false,
    mode: 'test',
    key: { source: 'environment', hint: 'test_…8Kx2' },
    methods: [],
    profile: { name: 'Van Dijk Tuinen', status: 'unverified' },
    webhook: { expected: false, lastAt: null },
    findings: [
      {
        code: 'no_methods',
        message: 'No payment method is enabled.',
        hint: 'Enable at least one under Settings, Payment methods, in Mollie’s dashboard.',
      },
      {
        code: 'webhook_not_expected',
        message: 'Mollie cannot reach this address.',
        hint: 'Set PUBLIC_URL to an address on the internet; until then status comes from asking Mollie.',
      },
    ],
  }),
  'not-connected': connection({
    ok: false,
    account: 'jansen',
    key: { source: 'none', hint: null },
    mode: null,
    profile: null,
    methods: [],
    webhook: { expected: false, lastAt: null },
    findings: [{ code: 'not_connected', message: 'No account is connected.', hint: 'Connect one.' }],
  }),
  paused: connection({
    ok: false,
    paused: true,
    findings: [{ code: 'paused', message: 'Payments are paused.', hint: 'Resume them.' }],
  }),
};

const audiences = { payer: 'invoice-pay', merchant: 'invoice-pay:manage', admin: 'invoice-pay:admin' };

/** A token as the element reads it; nobody has signed it. @param seconds until it expires @param life in seconds, in all */
export function token(
  audience: keyof typeof audiences = 'payer',
  sub = 'inv-42',
  seconds = 3600,
  life = 3600,
): string {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const iat = exp - life;
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
  return `${part({ alg: 'HS256' })}.${part({ aud: audiences[audience], sub, iat, exp })}.unsigned`;
}
