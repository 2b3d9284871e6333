import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../proxy/texts/languages.ts';
import type { InvoiceStatus, PaymentStatus, Reason } from '../../shared/api.ts';
import { merchantInvoices } from '../pictures/invoices.ts';
import { allSheets, nameOf, type View } from '../pictures/sheets.ts';
import { admin, merchant, pay, payer } from '../pictures/states.ts';

/** The compiler knows if one is missing here. */
const STATUSES: Record<InvoiceStatus, true> = {
  open: true,
  pending: true,
  partially_paid: true,
  paid: true,
  overpaid: true,
  partially_refunded: true,
  refunded: true,
  charged_back: true,
  nothing_due: true,
  void: true,
};

const REASONS: Record<Reason, true> = {
  nothing_due: true,
  paid: true,
  void: true,
  payment_pending: true,
  older_attempt_open: true,
  bank_transfer_open: true,
  below_minimum: true,
  above_maximum: true,
  currency_unsupported: true,
  no_methods: true,
  mollie_unavailable: true,
  unconfirmed: true,
  paused: true,
  not_connected: true,
  test_mode: true,
  maybe_booked_twice: true,
  maybe_not_booked: true,
  paid_although_void: true,
  captured_in_part: true,
  not_visible: true,
  webhook_silent: true,
};

const PAYMENTS: Record<PaymentStatus, true> = {
  open: true,
  pending: true,
  authorized: true,
  paid: true,
  canceled: true,
  expired: true,
  failed: true,
};

test('the pictures have an invoice in every status, for every reason, with every kind of payment', () => {
  const views = Object.values(merchantInvoices);
  const missing = (all: object, shown: readonly string[]) =>
    Object.keys(all).filter((name) => !shown.includes(name));
  const status = views.map((view) => view.status);
  const reasons = views.flatMap((view) => view.reasons);
  const payments = views.flatMap(({ attempts = [] }) => attempts.map((attempt) => attempt.status));
  assert.deepEqual(missing(STATUSES, status), []);
  assert.deepEqual(missing(REASONS, reasons), []);
  assert.deepEqual(missing(PAYMENTS, payments), []);
});

test('every state of every view is pictured in every language, light and dark', () => {
  const sheets = allSheets();
  const states: Record<View, object> = { payer, merchant, admin, pay };
  for (const [view, all] of Object.entries(states)) {
    for (const language of LANGUAGES) {
      for (const scheme of ['light', 'dark'] as const) {
        const sheet = sheets.find((each) => nameOf(each, scheme) === `${view}-${language}-${scheme}`);
        assert.deepEqual(sheet?.states, Object.keys(all), `${view}, ${language}, ${scheme}`);
        assert.ok(sheet.schemes.includes(scheme));
      }
    }
  }
});

test('no two pictures have one name, and none names a state that there is not', () => {
  const sheets = allSheets();
  const names = sheets.flatMap((sheet) => sheet.schemes.map((scheme) => nameOf(sheet, scheme)));
  assert.equal(new Set(names).size, names.length);
  const states: Record<View, object> = { payer, merchant, admin, pay };
  for (const sheet of sheets) {
    for (const name of sheet.states) assert.ok(name in states[sheet.view], `${sheet.view}: ${name}`);
  }
});
