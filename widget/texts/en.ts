/*
 * What the element says, in English. The other languages have the same keys; amounts and times come formatted.
 * The parts travel apart, each when it is needed.
 */

/** For the first status. */
export const first = {
  test: 'Test',
  stillOpen: 'Still open',
  stillOpenOf: (total: string) => `Still open of ${total}`,
  due: (date: string) => `Due ${date}`,
  overdue: (date: string) => `Overdue since ${date}`,
  paidOn: (date: string) => `Paid on ${date}`,

  pay: (amount: string) => `Pay ${amount}`,
  details: 'View details',
};

/** For what is under way, stands in the way, or failed. */
export const notes = {
  invoice: (number: string) => `Invoice ${number}`,
  tooMuch: (amount: string) => `${amount} too much was paid`,
  wasRefunded: (amount: string) => `${amount} was refunded`,
  needsNothing: 'No payment is needed',
  withdrawn: 'Please do not pay this invoice',

  tryAgain: 'Try again',
  reference: (reference: string) => `Reference: ${reference}`,
  code: (code: string) => `Code: ${code}`,
  leaving: 'Taking you to Mollie to pay',

  changed: (from: string, to: string) =>
    `The amount has changed from ${from} to ${to}. Nothing was paid yet: please check it before you continue.`,
  lastFailed: 'The last payment did not succeed. You can try again.',
  lastCanceled: 'The last payment was cancelled. You can try again.',
  inProgress: (amount: string) => `A payment of ${amount} is being processed. There is nothing more to do.`,
  inProgressPart: (amount: string) =>
    `A payment of ${amount} is being processed. Here you pay only the rest.`,
  pageOpen: (amount: string, until: string) => `A payment page for ${amount} is open until about ${until}.`,
  older: (amount: string, until: string | null) =>
    `An earlier payment page for ${amount} may still work${until ? ` until about ${until}` : ''}. Please do not pay both.`,
  transfer: (amount: string, until: string | null) =>
    `A bank transfer of ${amount} is expected${until ? ` before ${until}` : ''}:`,
  beneficiary: 'Beneficiary',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Reference',
  payAnotherWay: 'Pay another way',
  transferOpen: 'If you have already transferred the money, please do not pay another way as well.',

  reasons: {
    below_minimum: 'This amount is too small to be paid online.',
    above_maximum: 'This amount is too large to be paid online.',
    currency_unsupported: 'This currency cannot be paid online.',
    no_methods: 'No payment method is available for this amount.',
    mollie_unavailable: 'Mollie cannot be reached. What you see may be a little out of date.',
    maybe_booked_twice:
      'A payment may be counted twice: it was received here and also entered as paid elsewhere. Please compare with your books.',
    webhook_silent:
      'Mollie’s notifications are not arriving, so news may be late. ‘Check now’ always asks Mollie.',
    other: 'This invoice cannot be paid online at the moment.',
  } as Record<string, string>,

  errors: {
    unreachable: 'The payment service cannot be reached. Please check your connection and try again.',
    timeout: 'The payment service does not answer. Please try again.',
    proxy_missing: 'The address of the payment service is missing on this page.',
    token_unavailable: 'This page could not renew its access. Please reload the page.',
    checkout_refused: 'The payment page has no secure address, so it was not opened.',
  } as Record<string, string>,
};

/** For merchants and administrators. The first few are what customers are told, in words for a merchant. */
export const panels = {
  withdrawn: 'It can no longer be paid online',
  lastFailed: 'The last payment did not succeed. Your customer can try again.',
  lastCanceled: 'The last payment was cancelled. Your customer can try again.',
  inProgress: (amount: string) => `A payment of ${amount} is being processed.`,
  inProgressPart: (amount: string) => `A payment of ${amount} is being processed.`,

  createPayment: 'Create payment',
  copyLink: 'Copy link',
  copied: 'Link copied',
  copyByHand: 'Your browser does not allow copying. The link is selected: copy it with the keyboard.',
  copyMessage: 'Copy message',
  messageCopied: 'Message copied',
  message: (number: string, amount: string, due: string | null, link: string) =>
    `Invoice ${number}: ${amount} is still open${due ? `, due ${due}` : ''}. You can pay online here: ${link}`,
  checkNow: 'Check now',
  checked: (time: string) => `Checked ${time}`,
  linkFor: 'Link for your customer',
  qr: (number: string) => `QR code of the link for invoice ${number}`,
  total: 'Total',
  paidElsewhere: 'Paid elsewhere',
  paidHere: 'Paid through Mollie',
  refunded: 'Refunded',
  chargedBack: 'Charged back',
  pendingSum: 'In progress',
  excess: 'Too much',
  attempts: 'Attempts',
  noAttempts: 'No payment has been started yet.',
  omitted: (count: number) =>
    count === 1 ? 'One older attempt brought no money.' : `${count} older attempts brought no money.`,
  noMethod: 'No method chosen',
  dashboard: 'Open in Mollie',
  payments: {
    open: 'Open',
    pending: 'Pending',
    authorized: 'Authorised',
    paid: 'Paid',
    canceled: 'Cancelled',
    expired: 'Expired',
    failed: 'Failed',
  } as Record<string, string>,
  methods: {
    banktransfer: 'Bank transfer',
    creditcard: 'Card',
    directdebit: 'Direct debit',
    giftcard: 'Gift card',
  } as Record<string, string>,
  log: 'Activity',
  logEmpty: 'Nothing has happened yet.',
  showOlder: 'Show older',

  connection: 'Connection',
  connectionOk: 'Everything is ready for payments',
  connectionBroken: 'Payments are not possible yet',
  checkAgain: 'Check again',
  profile: 'Profile',
  mode: 'Mode',
  live: 'Live',
  methodsEnabled: 'Payment methods',
  none: 'None',
  store: 'Store',
  writable: 'writable',
  notWritable: 'cannot be written',
  lastWebhook: 'Last notification from Mollie',
  never: 'None yet',
  notExpected: 'Not expected at this address',
  profiles: { verified: 'verified', unverified: 'not verified yet', blocked: 'blocked' } as Record<
    string,
    string
  >,
};

export type FirstTexts = typeof first;
export type NoteTexts = typeof notes;
export type PanelTexts = typeof panels;
export type Texts = FirstTexts & NoteTexts & PanelTexts;
