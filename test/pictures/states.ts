/** Every state that each view can be met in. What a payer, a merchant and the pay page see are the same invoices. */
import type { ErrorCode } from '../../proxy/codes/errors.ts';
import type { FindingCode } from '../../proxy/codes/findings.ts';
import type { Message } from '../../proxy/pages/types.ts';
import type { ConnectionView, InvoiceView } from '../../shared/api.ts';
import { at, MINUTE } from '../help/invoice-views/view.ts';
import { brands, PIXEL } from './brands.ts';
import { invoices, merchantInvoices } from './invoices.ts';

const open = invoices.open!;

/** What the proxy answers: a view, an error of its own, nothing sensible, or nothing for ever. */
export type Answer<T> = T | ErrorCode | 'unreachable' | 'silence';

export type ElementState = {
  answer: Answer<InvoiceView>;
  /** The part that is pressed then. */
  press?: string;
  /** What a press is answered. */
  pressed?: Answer<InvoiceView>;
  /** Attempts, log, the details of a transfer or all methods are opened. */
  unfolded?: boolean;
};

export type AdminState = {
  answer: Answer<Connection>;
  /** The log cannot be had. */
  mute?: boolean;
  /** The part that is pressed then. */
  press?: string;
  /** What is entered first, by the field's id. */
  typed?: Record<string, string>;
  /** What a change is answered. */
  changed?: Answer<Connection>;
  /** The form of the brand is opened. */
  unfolded?: boolean;
  /** The token is valid for longer than a change may be made with. */
  isReadOnly?: boolean;
};

/** A connection, its findings still without words. */
export type Connection = Omit<ConnectionView, 'findings' | 'methods'> & {
  findings: FindingCode[];
  methods: string[];
};

export type PayState =
  | { view: InvoiceView; message?: Pick<Message, 'code' | 'reference'>; transferred?: boolean }
  | { error: ErrorCode };

const failures = {
  loading: { answer: 'silence' },
  'token-expired': { answer: 'token_expired' },
  'store-down': { answer: 'store_unavailable' },
  unreachable: { answer: 'unreachable' },
} satisfies Record<string, ElementState>;

export const payer: Record<string, ElementState> = {
  ...answers(invoices),
  ...failures,
  starting: { answer: open, press: 'pay-button', pressed: 'silence' },
  refused: { answer: open, press: 'pay-button', pressed: 'mollie_unavailable' },
  'amount-changed': { answer: open, press: 'pay-button', pressed: invoices.older! },
  'starting-method': { answer: invoices.methods!, press: 'method-button method-ideal', pressed: 'silence' },
  'methods-unfolded': { answer: invoices['eleven-methods']!, unfolded: true },
  'transfer-unfolded': { answer: invoices['transfer-methods']!, unfolded: true },
};

const UNFOLDED = [
  'bank-transfer',
  'under-way',
  'failed',
  'pending',
  'paid',
  'charged-back',
  'partially-refunded',
  'captured-in-part',
  'not-visible',
  'other-currency',
  'long',
];

export const merchant: Record<string, ElementState> = {
  ...answers(merchantInvoices),
  ...Object.fromEntries(
    UNFOLDED.map((name) => [`${name}-unfolded`, { answer: merchantInvoices[name]!, unfolded: true }]),
  ),
  ...failures,
  starting: { answer: merchantInvoices.open!, press: 'create-button', pressed: 'silence' },
  refused: { answer: merchantInvoices.open!, press: 'create-button', pressed: 'mollie_rejected' },
  copied: { answer: merchantInvoices['under-way']!, press: 'copy-button' },
};

const ready: Connection = {
  ok: true,
  findings: [],
  account: 'default',
  key: { source: 'stored', hint: 'live_…4Fd9' },
  paused: false,
  brand: { name: null, logo: null, color: null },
  mode: 'live',
  profile: { name: 'Bakkerij Jansen', status: 'verified' },
  methods: ['ideal', 'creditcard', 'banktransfer', 'paypal'],
  store: { kind: 'sqlite', writable: true },
  webhook: { expected: true, lastAt: at(-MINUTE) },
  checkedAt: at(0),
};

const inTest: Partial<Connection> = { mode: 'test', key: { source: 'stored', hint: 'test_…8Kx2' } };

const notConnected: Partial<Connection> = {
  ok: false,
  account: 'bakkerij-jansen',
  key: { source: 'none', hint: null },
  mode: null,
  profile: null,
  methods: [],
  webhook: { expected: false, lastAt: null },
};

/** What is wrong where a finding is made; what is only good to know leaves the connection ready. */
const findings: Record<FindingCode, Partial<Connection>> = {
  not_connected: notConnected,
  paused: { ok: false, paused: true },
  key_unreadable: { ok: false, profile: null, methods: [] },
  key_invalid: { ok: false, profile: null, methods: [] },
  test_mode: inTest,
  profile_unverified: { ok: false, profile: { name: 'Bakkerij Jansen', status: 'unverified' } },
  profile_blocked: { ok: false, profile: { name: 'Bakkerij Jansen', status: 'blocked' } },
  no_methods: { ok: false, methods: [] },
  methods_need_customer: { methods: ['klarna', 'billie'] },
  resync_needed: { ok: false },
  list_not_searched: {},
  store_unavailable: { ok: false, store: { kind: 'postgres', writable: false } },
  mollie_unavailable: { ok: false, profile: null, methods: [] },
  mollie_rejected: { ok: false, profile: null, methods: [] },
  rate_limited: { profile: null, methods: [] },
  webhook_not_expected: { webhook: { expected: false, lastAt: null } },
  webhook_never: { webhook: { expected: true, lastAt: null } },
  address_limits_off: {},
};

export const admin: Record<string, AdminState> = {
  ready: { answer: ready },
  ...Object.fromEntries(
    Object.entries(findings).map(([code, facts]) => [
      code,
      { answer: { ...ready, ...facts, findings: [code as FindingCode] } },
    ]),
  ),
  broken: {
    answer: {
      ...ready,
      ...findings.test_mode,
      ...findings.no_methods,
      ...findings.webhook_not_expected,
      findings: ['no_methods', 'test_mode', 'webhook_not_expected'],
    },
  },
  ...connecting(),
  'no-log': { answer: ready, mute: true },
  loading: { answer: 'silence' },
  'token-expired': { answer: 'token_expired' },
  unreachable: { answer: 'unreachable' },
};

/** Around the key, the pause and the brand. */
function connecting(): Record<string, AdminState> {
  const none: Connection = { ...ready, ...notConnected };
  const key = { key: 'test_anyKeyDoesAtTheSimulator123456' };
  const press = 'connect-button';
  const brand = { ...brands.usual, logo: PIXEL };
  return {
    'not-connected-read-only': { answer: none, isReadOnly: true },
    'key-odd': { answer: none, typed: { key: 'secret' }, press },
    connecting: { answer: none, typed: key, press, changed: 'silence' },
    'key-refused': { answer: none, typed: key, press, changed: 'key_refused' },
    'other-account': { answer: none, typed: key, press, changed: 'key_of_other_account' },
    connected: { answer: none, typed: key, press, changed: { ...ready, ...inTest } },
    replacing: { answer: ready, press: 'replace-button' },
    disconnecting: { answer: ready, press: 'disconnect-button' },
    'paused-in-test': { answer: { ...ready, ...inTest, ok: false, paused: true } },
    'read-only': { answer: ready, isReadOnly: true },
    'key-in-environment': { answer: { ...ready, key: { source: 'environment', hint: 'live_…4Fd9' } } },
    brand: { answer: { ...ready, brand }, unfolded: true },
    'brand-of-none': { answer: { ...ready, ...inTest }, unfolded: true },
    'brand-unusual': { answer: { ...ready, brand: { ...brands.unusual, logo: null } }, unfolded: true },
    'brand-refused': {
      answer: { ...ready, brand },
      unfolded: true,
      typed: { 'brand-color': 'green' },
      press: 'brand-button',
    },
  };
}

/** The errors that a customer with a link can meet without an invoice to show. */
const errorPages: ErrorCode[] = [
  'not_found',
  'store_unavailable',
  'resync_needed',
  'rate_limited',
  'internal_error',
  'method_not_allowed',
  'bad_request',
];

export const pay: Record<string, PayState> = {
  ...Object.fromEntries(Object.entries(invoices).map(([name, view]) => [name, { view }])),
  transferred: { view: invoices['bank-transfer']!, transferred: true },
  'amount-changed': {
    view: invoices['partially-paid']!,
    message: { code: 'amount_changed', reference: 'k7m2-9xqd' },
  },
  refused: { view: open, message: { code: 'mollie_unavailable', reference: 'k7m2-9xqd' } },
  rejected: { view: open, message: { code: 'mollie_rejected', reference: 'k7m2-9xqd' } },
  ...Object.fromEntries(errorPages.map((error) => [error, { error }])),
};

function answers(views: Record<string, InvoiceView>): Record<string, ElementState> {
  return Object.fromEntries(Object.entries(views).map(([name, answer]) => [name, { answer }]));
}
