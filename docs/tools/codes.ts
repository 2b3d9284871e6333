import { type ErrorCode, STATUS_OF } from '../../proxy/codes/errors.ts';
import type { FindingCode } from '../../proxy/codes/findings.ts';
import { CONNECTION_CHANGED, type NotificationType } from '../../proxy/codes/notifications.ts';
import { en } from '../../proxy/texts/en.ts';
import type { Formatters } from '../../proxy/texts/text-types.ts';
import type { Reason } from '../../shared/api.ts';
import { code, table } from './markdown.ts';

const REASONS: Readonly<Record<Reason, string>> = {
  paid: 'it is paid',
  nothing_due: 'there is nothing to pay, or all went back',
  void: 'it is withdrawn',
  payment_pending: 'money is under way',
  bank_transfer_open: 'a transfer was started and may still come',
  older_attempt_open: 'what Pay does not lead to may still be paid: `stillPayable`',
  below_minimum: 'Mollie takes no payment this small',
  above_maximum: 'Mollie takes no payment this large',
  currency_unsupported: 'Mollie takes no payment in this currency',
  no_methods: 'no method takes this payment',
  mollie_unavailable: 'Mollie was asked and did not answer; `checkedAt` tells as of when the rest is',
  unconfirmed: 'restored from Mollie, and not payable until your system states it again',
  paused: 'the merchant has paused payments; nothing new is made',
  not_connected: 'the merchant has connected no Mollie account',
  test_mode: 'no real money',
  maybe_booked_twice:
    'to merchants: `paidElsewhere` rose by what had just come here. Name the payment in `booked`',
  maybe_not_booked: 'to merchants: `booked` names more than `paidElsewhere` holds',
  paid_although_void: 'to merchants: money came after the withdrawal',
  captured_in_part: 'to merchants: of an authorised payment a part was captured',
  not_visible: 'to merchants: Mollie shows a payment to none of the keys',
  webhook_silent: 'to merchants: the last payment ended, and no webhook told of it',
};

const NOTIFICATIONS: Readonly<Record<NotificationType, string>> = {
  'invoice.paid': 'nothing remains',
  'invoice.partially_paid': 'a part is paid, and something remains',
  'invoice.overpaid': 'more was paid than asked, or anything of a withdrawn invoice: it is to be given back',
  'invoice.partially_refunded': 'paid, and a part was given back',
  'invoice.refunded': 'paid, and all was given back',
  'invoice.charged_back': 'a bank took money back, and it is due again',
  'invoice.reopened':
    'something is due again, by your own facts or because the merchant went on without a pending payment that Mollie no longer shows',
  'invoice.unconfirmed': 'its record was restored from Mollie: `PUT` the invoice again',
  'payment.failed': 'a payment ended without money',
  'payment.expired': 'a payment ended without money: its time was over',
  'payment.canceled': 'a payment ended without money: it was cancelled',
};

const CHANGED =
  'another key of an account creates, or none any more: `data` is `{account, mode, profile, hint}`';

export function errors(): string {
  const rows = Object.entries(STATUS_OF).map(([name, status]) => {
    const text = en.errors[name as ErrorCode];
    const said =
      typeof text === 'string'
        ? text
        : text({ claim: '…', from: '…', to: '…', reason: 'mollie', detail: '…', method: '' });
    return [code(name), String(status), said];
  });
  return table(['code', 'status', 'what people read'], rows);
}

export const reasons = (): string => table(['reason', ''], described(REASONS));

export const notifications = (): string =>
  table(['type', ''], described({ ...NOTIFICATIONS, [CONNECTION_CHANGED]: CHANGED }));

export function findings(): string {
  const rows = Object.keys(en.connection).map((name) => {
    const { message, hint } = en.connection[name as FindingCode];
    return [code(name), message, hint];
  });
  return table(['finding', 'what it says', 'what to do'], rows);
}

const described = (meanings: Readonly<Record<string, string>>) =>
  Object.entries(meanings).map(([name, meaning]) => [code(name), meaning]);

const blank = () => '…';
const FORMAT: Formatters = {
  amount: blank,
  date: blank,
  time: blank,
  dateTime: blank,
  method: blank,
  changes: blank,
};
/** Whatever an entry carries. */
const ANYTHING = new Proxy({}, { get: blank });

/** What an invoice's log can say, with … for what differs. */
export function logEvents(): string {
  const rows = Object.entries(en.log).map(([name, sentence]) => [
    code(name),
    (sentence as (details: object, format: Formatters) => string)(ANYTHING, FORMAT),
  ]);
  return table(['event', ''], rows);
}
