import type { InvoiceStatus } from '../../shared/api.ts';
import { en as shared } from '../../shared/texts/en.ts';
import type { ErrorCode } from '../codes/errors.ts';
import type { FindingCode } from '../codes/findings.ts';
import type { ErrorText, FindingText, LogTexts } from './text-types.ts';

export const en = {
  name: 'English',
  locale: 'en-GB',
  /** A time of day as it stands in a sentence. */
  clock: (time: string) => time,
  dateTime: (date: string, time: string) => `${date} at ${time}`,

  status: {
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
  } satisfies Record<InvoiceStatus, string>,

  methods: shared.methods,

  page: {
    heading: {
      open: (number: string) => `Invoice ${number}`,
      pending: 'Your payment is being processed',
      paid: 'Thank you for your payment',
      settled: 'This invoice is paid',
      overpaid: 'Too much was paid',
      partially_refunded: 'Part of your payment was refunded',
      refunded: 'Your payment was refunded',
      charged_back: 'Your payment was charged back',
      nothing_due: 'Nothing to pay',
      void: 'This invoice was withdrawn',
      bankTransfer: 'Waiting for your bank transfer',
    },
    lead: {
      authorized: (amount: string, method: string) =>
        `Your payment of ${amount} by ${method} is approved. There is nothing you need to do here; please do not pay again.`,
      pending: 'The bank has not confirmed it yet. There is nothing you need to do; please do not pay again.',
      overpaid: (amount: string, name: string | null) =>
        `This invoice was overpaid by ${amount}. Please contact ${name ?? 'the sender of the invoice'} about it.`,
      refunded:
        'You do not need to pay this invoice again. How soon the money reaches your account depends on your bank.',
      charged_back: shared.chargedBackOn,
      nothing_due: 'You do not need to do anything for this invoice.',
      void: (name: string | null) =>
        `Please do not pay it. ${name ?? 'The sender of the invoice'} can tell you more.`,
      voidPaid: (amount: string, name: string | null) =>
        `${amount} was paid for it all the same. Please contact ${name ?? 'the sender of the invoice'} about it, and do not pay any more.`,
      transferred:
        'Thank you. A transfer can take up to three working days. You will see here when it has arrived.',
    },
    details: {
      number: 'Invoice',
      description: 'For',
      date: 'Date',
      due: 'Due',
      overdue: (days: number) => (days === 1 ? '1 day overdue' : `${days} days overdue`),
      total: shared.total,
      alreadyPaid: 'Already paid',
      paidOnline: 'Paid online',
      paidOtherwise: 'Paid another way',
      givenBackOtherwise: 'Given back another way',
      pending: 'Being processed',
      refunded: 'Refunded',
      chargedBack: 'Charged back',
      excess: 'Too much',
      stillOpen: 'Still open',
      method: 'Paid with',
      paidAt: 'Paid on',
    },
    figure: {
      due: 'To pay',
      again: shared.openAgain,
      paid: 'Paid',
      total: shared.total,
      excess: shared.tooMuch,
      pending: 'Being processed',
      refunded: shared.givenBack,
    },
    actions: {
      pay: (amount: string) => `Pay ${amount}`,
      payAnotherWay: shared.payAnotherWay,
      methods: 'or at once with',
      notSent: shared.notSent,
      transferred: 'I have transferred it',
      checkAgain: 'Check again',
      tryAgain: 'Try again',
      print: 'Print',
      back: 'Back to the invoice',
    },
    messages: {
      continues: (time: string | null) =>
        time
          ? `A payment page is already open until about ${time}. Pay takes you back to it. If you have just paid, you will see it here in a moment.`
          : 'A payment page is already open. Pay takes you back to it. If you have just paid, you will see it here in a moment.',
      openWith: (method: string, time: string | null, hasButton: boolean) =>
        `A payment page for ${method} is already open${time ? ` until about ${time}` : ''}.${hasButton ? ` The button ${method} takes you back to it.` : ''} If you have just paid, you will see it here in a moment.`,
      older: shared.older,
      olderUseless: shared.olderUseless,
      olderTransfer: shared.olderTransfer,
      nothingMore: shared.nothingMore,
      failed: 'The last payment did not succeed. Nothing was charged. You can try again.',
      canceled: 'The last payment was cancelled. Nothing was charged. You can try again.',
      expired: shared.lastExpired,
      pendingPart: shared.inProgressPart,
      pendingBesides: shared.inProgressBesides,
      pendingUntil: shared.expires,
      stale: (time: string) => `Mollie cannot be reached at the moment. You see the invoice as of ${time}.`,
      transferOpen: shared.transferOpen,
    },
    bank: {
      exactly: shared.transferExactly,
      to: shared.transferTo,
      amount: 'Amount',
      beneficiary: shared.beneficiary,
      iban: shared.iban,
      bic: shared.bic,
      reference: shared.transferReference,
      by: 'By',
      scan: shared.scanTransfer,
      qr: 'QR code of this transfer',
      copy: (what: string) => `Copy ${what}`,
      copied: 'Copied',
    },
    secured: 'You pay at Mollie; this page never sees your bank details.',
    scan: 'Scan to pay online',
    test: 'Test',
    testHint: 'Test mode: no real money moves.',
    languages: 'Language',
    reference: (reference: string) => `Reference ${reference}`,
    problem: {
      unknown: 'This link does not exist',
      later: 'Not available at the moment',
      other: 'That did not work',
    },
  },

  errors: {
    bad_request: 'The request could not be understood.',
    invalid_invoice: ({ claim }) =>
      `Something in this invoice is not valid: ${claim}. Please tell its sender.`,
    invalid_token:
      'This page may not show the invoice. Please reload it. If that does not help, ask the sender of the invoice for a new link.',
    token_expired:
      'This page has been open for too long. Please reload it. If that does not help, ask the sender of the invoice for a new link.',
    wrong_audience: 'This page may not do that. Please ask those who run it.',
    not_found: 'Please check the address, or ask the sender of the invoice for a new link.',
    method_not_allowed: 'This address does not offer that.',
    nothing_due: 'Nothing is due on this invoice.',
    void: 'This invoice was withdrawn and cannot be paid.',
    payment_pending: 'A payment is already being processed. Please wait for it, and do not pay again.',
    amount_changed: ({ from, to }) =>
      `The amount has changed from ${from} to ${to}. Nothing was charged. Please check the new amount before you pay.`,
    currency_changed: 'The currency of an invoice cannot change once a payment was started.',
    unconfirmed: shared.unconfirmed,
    paused: shared.paused,
    not_connected: shared.not_connected,
    key_in_environment: 'The API key is set where the proxy runs, so it cannot be changed here.',
    key_of_other_account:
      'Payments of another account were made with this key’s profile at Mollie. Please use the key of your own profile.',
    key_refused: ({ reason, detail }) =>
      reason === 'live_needs_https'
        ? 'A live key needs a proxy that is reached by https from the internet. Nothing was changed.'
        : reason === 'live_beside_simulator'
          ? 'This proxy uses a simulator of Mollie, where live keys are not taken. Nothing was changed.'
          : `Mollie does not accept this key${detail ? `: ${detail}` : ''}. Nothing was changed.`,
    too_large: 'The request is too large.',
    unsupported_type: 'The request has a type that is not supported.',
    below_minimum: 'The amount is too small to be paid online.',
    above_maximum: 'The amount is too large to be paid online.',
    currency_unsupported: 'This currency cannot be paid online.',
    no_methods: ({ method }) =>
      method
        ? `This invoice cannot be paid with ${method} at the moment. Please choose another way.`
        : 'No payment method is available for this invoice.',
    rate_limited: 'Too many attempts. Please wait a moment and try again.',
    mollie_rejected: 'Mollie did not accept the payment. Please contact the sender of the invoice.',
    mollie_unavailable:
      'Mollie cannot be reached at the moment. Nothing was charged. Please try again shortly.',
    store_unavailable:
      'Payments are not available at the moment. Nothing was charged. Please try again shortly.',
    resync_needed: 'Payments are being restored after an outage. Please try again later.',
    internal_error: 'Something went wrong on our side. Please try again later.',
  } satisfies Record<ErrorCode, ErrorText>,

  changes: {
    total: (from: string, to: string) => `total from ${from} to ${to}`,
    paidElsewhere: (from: string, to: string) => `paid elsewhere from ${from} to ${to}`,
    dueDate: (to: string) => `due on ${to}`,
    noDueDate: 'no due date',
    withdrawn: 'withdrawn',
    reinstated: 'no longer withdrawn',
    others: (names: string) => `other details (${names})`,
  },

  log: {
    'invoice.seen': ({ total }, format) => `Invoice seen for the first time, total ${format.amount(total)}.`,
    'invoice.restored': () =>
      'Invoice restored from Mollie’s list of payments. What the log said before is lost.',
    'invoice.confirmed': () => 'The restored invoice is confirmed: what it says holds again.',
    'invoice.paid_although_void': ({ amount }, format) =>
      `${format.amount(amount)} was received although the invoice was withdrawn.`,
    'payment.put_aside': ({ amount }, format) =>
      `A payment of ${format.amount(amount)} is no longer wanted. It is not asked for again.`,
    'payment.not_visible': ({ amount }, format) =>
      `Mollie does not show the payment of ${format.amount(amount)} to any of the API keys.`,
    'payment.visible_again': ({ amount }, format) =>
      `Mollie shows the payment of ${format.amount(amount)} again.`,
    'payment.disregarded': ({ amount }, format) =>
      `The payment of ${format.amount(amount)}, which Mollie does not show, is no longer waited for.`,
    'payment.captured': ({ amount }, format) => `${format.amount(amount)} captured.`,
    'payment.other_currency': ({ amount }, format) =>
      `A refund or chargeback of ${format.amount(amount)} is in another currency than the payment. No sum holds it.`,
    'invoice.changed': ({ changes }, format) => `Invoice changed: ${format.changes(changes)}.`,
    'invoice.same_rev': ({ rev }) =>
      `Different details arrived with the same revision ${rev}; the later ones count.`,
    'invoice.overpaid': ({ excess }, format) => `${format.amount(excess)} more was paid than asked.`,
    'invoice.maybe_booked_twice': ({ amount }, format) =>
      `${format.amount(amount)} may be booked twice: received here and entered as paid elsewhere.`,
    'payment.created': ({ amount }, format) => `Payment of ${format.amount(amount)} created.`,
    'payment.rejected': ({ amount, title, detail }, format) =>
      `Mollie did not accept a payment of ${format.amount(amount)}: ${detail ?? title ?? 'no reason given'}`,
    'payment.uncertain': ({ amount }, format) =>
      `Mollie has not answered about a payment of ${format.amount(amount)} yet. It will be looked up.`,
    'payment.not_made': ({ amount }, format) =>
      `A payment of ${format.amount(amount)} was never made at Mollie. Another one can be created.`,
    'payment.not_found': ({ amount }, format) =>
      `A payment of ${format.amount(amount)} could not be looked up at Mollie. If it was made, it is taken up once it is paid.`,
    'payment.open': ({ amount }, format) => `Payment of ${format.amount(amount)} is open.`,
    'payment.pending': ({ amount, method }, format) =>
      `Payment of ${format.amount(amount)}${method ? ` by ${format.method(method)}` : ''} is being processed.`,
    'payment.authorized': ({ amount, method }, format) =>
      `Payment of ${format.amount(amount)}${method ? ` by ${format.method(method)}` : ''} is authorised.`,
    'payment.paid': ({ amount, method }, format) =>
      `${format.amount(amount)} paid${method ? ` by ${format.method(method)}` : ''}.`,
    'payment.failed': ({ amount, method }, format) =>
      `Payment of ${format.amount(amount)}${method ? ` by ${format.method(method)}` : ''} failed.`,
    'payment.expired': ({ amount }, format) => `Payment of ${format.amount(amount)} expired.`,
    'payment.canceled': ({ amount }, format) => `Payment of ${format.amount(amount)} was cancelled.`,
    'payment.cancel_refused': ({ amount }, format) =>
      `The earlier payment of ${format.amount(amount)} cannot be cancelled at Mollie and stays payable until it expires.`,
    'payment.method_changed': ({ amount, method }, format) =>
      method
        ? `Payment of ${format.amount(amount)} goes on with ${format.method(method)}.`
        : `Payment of ${format.amount(amount)} goes on with the choice of methods.`,
    'payment.billing_refused': ({ amount, field }, format) =>
      `Mollie did not accept the billing details of a payment of ${format.amount(amount)}${field ? ` (${field})` : ''}. It was made without them.`,
    'payment.refunded': ({ amount }, format) => `${format.amount(amount)} refunded.`,
    'payment.refund_undone': ({ amount }, format) =>
      `A refund of ${format.amount(amount)} failed or was cancelled.`,
    'payment.charged_back': ({ amount }, format) => `${format.amount(amount)} charged back.`,
    'payment.charge_back_reversed': ({ amount }, format) =>
      `A chargeback of ${format.amount(amount)} was reversed.`,
    'notification.accepted': ({ type }) => `Your system was told: ${type}.`,
    'notification.failed': ({ type }) =>
      `Your system did not accept ${type}. It is told again, for three days.`,
    'notification.gone': ({ type }) => `Your system no longer wants to hear of ${type}.`,
    'notification.given_up': ({ type }) =>
      `Your system did not accept ${type} for three days. It is not told again.`,
    'connection.connected': ({ hint, profile }) =>
      `Connected to Mollie with the key ${hint}, profile ${profile}.`,
    'connection.disconnected': ({ hint }) =>
      `Disconnected from Mollie; the key ${hint} was forgotten. Payments under way are no longer followed.`,
    'connection.paused': () => 'Payments were paused.',
    'connection.resumed': () => 'Payments were resumed.',
    'connection.branded': () => 'The look of the pay page was changed.',
    'payment.mismatch': ({ id, field }) =>
      `Payment ${id} at Mollie does not fit this invoice (${field}) and is not counted.`,
  } satisfies LogTexts,

  /** To merchants, for who writes their tokens. */
  warnings: {
    ignored: (claim: string) => `The token’s claim “${claim}” is not known and was ignored.`,
    billingRefused: (field: string) =>
      `Mollie did not accept \`customer\` or \`vatRate\`${field && ` (${field})`}. Payments are made without them, and methods that need them are not offered.`,
  },

  connection: {
    not_connected: {
      message: 'No Mollie account is connected.',
      hint: 'Enter an API key of your Mollie profile. You make one in Mollie’s dashboard, under Developers, API access tokens (formerly API keys).',
    },
    paused: {
      message: 'Payments are paused.',
      hint: 'Nothing new can be paid until you resume. What is under way goes on.',
    },
    key_unreadable: {
      message: 'The stored API key cannot be decrypted.',
      hint: 'Whoever runs the proxy can put the earlier PROXY_SECRET back behind the new one. Or enter the key again.',
    },
    key_invalid: {
      message: 'Mollie does not accept the API key.',
      hint: 'Copy the key again from the Mollie dashboard and enter it here; where it is set as MOLLIE_API_KEY, set it there and restart the proxy.',
    },
    test_mode: {
      message: 'The API key is a test key. No real money moves.',
      hint: 'Set a key that starts with live_ once invoices are to be paid for real.',
    },
    profile_unverified: {
      message: 'Mollie has not verified the website profile yet.',
      hint: 'Complete the profile in the Mollie dashboard and wait for the review. Until then only test payments work.',
    },
    profile_blocked: {
      message: 'Mollie has blocked the website profile.',
      hint: 'Contact Mollie support. Until then nothing can be paid.',
    },
    no_methods: {
      message: 'No payment method is enabled at Mollie.',
      hint: 'Enable at least one method for this profile in the Mollie dashboard.',
    },
    methods_need_customer: {
      message: 'Some enabled payment methods need to know who is billed.',
      hint: 'Put `customer` and `vatRate` into the invoice token that your system sends with `PUT /v1/invoice` (see the README). Then they are offered, too.',
    },
    resync_needed: {
      message:
        'The store does not know payments that Mollie lists: it was lost or emptied. Or Mollie’s list is still being searched for them.',
      hint: 'Run `npx invoice-pay-button resync` if this stays for a minute. Until then nothing can be paid.',
    },
    list_not_searched: {
      message:
        'Some payments at Mollie may not have been searched to see whether the store was lost: by itself the proxy goes back 5,000 in each profile, and a key that Mollie no longer accepts shows none.',
      hint: 'If an older store was lost, run `npx invoice-pay-button resync`, without keys that Mollie no longer accepts.',
    },
    store_unavailable: {
      message: 'The store cannot be written.',
      hint: 'Check STORAGE_URL, that the database runs, and that the disk is neither full nor read-only.',
    },
    mollie_unavailable: {
      message: 'Mollie cannot be reached.',
      hint: 'Check the network of this server and status.mollie.com. Payments resume by themselves.',
    },
    mollie_rejected: {
      message: 'Mollie refuses to tell about this account.',
      hint: 'Look into the Mollie dashboard whether the account is in order, or ask Mollie support.',
    },
    rate_limited: {
      message: 'Mollie is limiting requests at the moment.',
      hint: 'Wait a minute and check again. Payments come before background work.',
    },
    webhook_not_expected: {
      message: 'Mollie cannot reach this address, so no webhooks are asked for.',
      hint: 'That is fine for trying things out. Set PUBLIC_URL to a public https address to hear of payments at once.',
    },
    webhook_never: {
      message: 'No webhook from Mollie has arrived yet.',
      hint: 'Make a payment. If this stays, check that PUBLIC_URL can be reached from the internet.',
    },
    address_limits_off: {
      message: 'What comes through a web server is not limited by the address of the client.',
      hint: 'If your web server writes X-Forwarded-For, put its address into TRUSTED_PROXIES, such as 127.0.0.1 or 10.0.0.0/8.',
    },
  } satisfies Record<FindingCode, FindingText>,
};

/** Everything the proxy says to people. English decides what there is to say. */
export type Texts = typeof en;
