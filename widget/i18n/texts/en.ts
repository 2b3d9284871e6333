/*
 * What the element says, in English. The other languages have the same keys; amounts and times come formatted.
 * The parts travel apart, each when it is needed.
 */

/** For the first status. */
export const first = {
  test: 'Test',
  toPay: 'To pay',
  stillOpenOf: (total: string) => `Still open of ${total}`,
  due: (date: string) => `Due ${date}`,
  overdue: (date: string) => `Overdue since ${date}`,
  paidOn: (date: string) => `Paid on ${date}`,

  pay: (amount: string) => `Pay ${amount}`,
  details: 'View details',

  failed: 'The payment service cannot be reached.',
  tryAgain: 'Try again',
};

/** For what is under way, stands in the way, or failed. */
export const notes = {
  invoice: (number: string) => `Invoice ${number}`,
  total: 'Total',
  ofTotal: (total: string) => `Total ${total}`,
  toPayOf: (total: string) => `Still to pay of ${total}`,
  openAgain: 'Open again',
  beingProcessed: 'Being processed',
  tooMuch: 'Paid too much',
  givenBack: 'Refunded',
  needsNothing: 'No payment is needed',
  withdrawn: 'Please do not pay this invoice',

  reference: (reference: string) => `Reference: ${reference}`,
  code: (code: string) => `Code: ${code}`,
  wait: (time: string) => `Please wait another ${time}.`,
  leaving: 'Taking you to Mollie to pay',
  framed: 'Mollie cannot be opened from inside this page. Please pay in a new window:',
  openCheckout: 'Open Mollie to pay',

  changed: (from: string, to: string) =>
    `The amount has changed from ${from} to ${to}. Nothing was paid yet: please check it before you continue.`,
  lastFailed: 'The last payment did not succeed. You can try again.',
  lastCanceled: 'The last payment was cancelled. You can try again.',
  lastExpired: 'The last payment page has expired. You can simply pay again.',
  chargedBackOn: (amount: string, day: string | null) =>
    `Your bank took the payment back${day ? ` on ${day}` : ''}. ${amount} is open again.`,
  inProgress: (amount: string) => `A payment of ${amount} is being processed. There is nothing more to do.`,
  inProgressPart: (amount: string) =>
    `A payment of ${amount} is being processed. Here you pay only the rest.`,
  inProgressBesides: (amount: string) =>
    `A payment of ${amount} is still being processed. You will see here what becomes of it.`,
  expires: (until: string) => `If it is not confirmed by ${until}, it expires.`,
  pageOpen: (amount: string, until: string | null) =>
    `A payment page for ${amount} is open${until ? ` until about ${until}` : ''}. Pay takes you back to it.`,
  older: (amount: string, until: string | null) =>
    `An earlier payment page for ${amount} may still work${until ? ` until about ${until}` : ''}. Please do not pay both.`,
  nothingMore: 'There is nothing more to pay.',
  olderUseless: (amount: string, until: string | null) =>
    `Please do not use the earlier payment page for ${amount} any more. It may still work${until ? ` until about ${until}` : ''}.`,
  olderTransfer: (amount: string) => `Please do not send the earlier transfer of ${amount} any more.`,
  transfer: (amount: string, until: string | null) =>
    `A bank transfer of ${amount} is expected${until ? ` before ${until}` : ''}.`,
  transferDetails: 'Bank details',
  beneficiary: 'Beneficiary',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Reference',
  payAnotherWay: 'Pay another way',
  transferOpen: 'If you have already transferred the money, please do not pay another way as well.',

  reasons: {
    unconfirmed:
      'This invoice is being restored after an outage and cannot be paid yet. Please try again later.',
    below_minimum: 'This amount is too small to be paid online.',
    above_maximum: 'This amount is too large to be paid online.',
    currency_unsupported: 'This currency cannot be paid online.',
    no_methods: 'No payment method is available for this amount.',
    mollie_unavailable: 'Mollie cannot be reached. What you see may be a little out of date.',
    other: 'This invoice cannot be paid online at the moment.',
  } as Record<string, string>,

  errors: {
    unreachable: 'The payment service cannot be reached. Please check your connection and try again.',
    timeout: 'The payment service does not answer. Please try again.',
    proxy_missing:
      'The address of the payment service is missing on this page. Please tell those who run it.',
    token_unavailable: 'This page could not renew its access. Please reload the page.',
    checkout_refused: 'The payment page has no secure address, so it was not opened.',
  } as Record<string, string>,
};

/** For merchants and administrators. The first few are what customers are told, in words for a merchant. */
export const panels = {
  withdrawn: 'It can no longer be paid online',
  lastFailed: 'The last payment did not succeed. Your customer can try again.',
  lastCanceled: 'The last payment was cancelled. Your customer can try again.',
  lastExpired: 'The last payment page has expired. Your customer can simply pay again.',
  inProgress: (amount: string) => `A payment of ${amount} is being processed.`,
  inProgressPart: (amount: string) => `A payment of ${amount} is being processed.`,
  nothingMore: 'There is nothing more to pay.',
  inProgressBesides: (amount: string) => `A payment of ${amount} is still being processed.`,
  chargedBackOn: (amount: string, day: string | null) =>
    `Your customer’s bank took the payment back${day ? ` on ${day}` : ''}. ${amount} is open again.`,
  pageOpen: (amount: string, until: string | null) =>
    `A payment page for ${amount} is open${until ? ` until about ${until}` : ''}. The link leads your customer back to it.`,
  older: (amount: string, until: string | null) =>
    `An earlier payment page for ${amount} may still work${until ? ` until about ${until}` : ''}. Your customer should not pay both.`,
  olderUseless: (amount: string, until: string | null) =>
    `Your customer should not use the earlier payment page for ${amount} any more. It may still work${until ? ` until about ${until}` : ''}.`,
  olderTransfer: (amount: string) =>
    `Your customer should not send the earlier transfer of ${amount} any more.`,
  transferOpen: 'A transfer may be on its way. If it is, your customer should not pay another way as well.',

  toMerchants: {
    unconfirmed:
      'This invoice was restored from Mollie’s payments after the store was lost. Whether it was changed, paid elsewhere or withdrawn is not known, so nothing can be paid. Your system has to state it again (PUT /v1/invoice), or the operator runs ‘resync --trust’.',
    maybe_booked_twice:
      'A payment may be counted twice: it was received here and also entered as paid elsewhere. Please compare with your books.',
    maybe_not_booked:
      'Your system names payments as booked, but holds less as paid elsewhere than they brought in. They count all the same. Please compare with your books.',
    paid_although_void:
      'Money came in after the invoice was withdrawn, and counts as too much. Please refund it, or have your system put the invoice in force again.',
    captured_in_part:
      'Only a part of an authorised payment was captured, and only that part counts as paid. Capture the rest in Mollie in time, or it has to be paid anew.',
    captured_in_part_only:
      'Only a part of an authorised payment was captured, and only that part counts as paid. The rest can no longer be captured; if it is still due, it has to be paid anew.',
    not_visible:
      'Mollie shows a payment to none of the API keys, so no news of it comes. It is seen again once the proxy has the key with which it was made.',
    webhook_silent:
      'Mollie’s notifications are not arriving, so news may be late. ‘Check now’ always asks Mollie.',
  } as Record<string, string>,
  withoutUnseen: (amount: string) =>
    `As long as ${amount} is under way, nothing else can be paid. You can go on without it. If it turns up after all, both payments count.`,
  goOnWithout: 'Go on without it',

  createPayment: 'Create payment',
  copyLink: 'Copy link',
  copied: 'Link copied',
  copyByHand: 'Your browser does not allow copying. The link is selected: copy it with the keyboard.',
  copyMessage: 'Copy message',
  messageCopied: 'Message copied',
  message: (number: string, amount: string, due: string | null, link: string) =>
    `Invoice ${number}: ${amount} is still open${due ? `, due ${due}` : ''}. You can pay online here: ${link}`,
  checkNow: 'Check now',
  noNews: 'Nothing new since the last check.',
  checked: (time: string) => `Checked ${time}`,
  linkFor: 'Link for your customer',
  qr: (number: string) => `QR code of the link for invoice ${number}`,
  paidElsewhere: 'Paid elsewhere',
  givenBackElsewhere: 'Given back elsewhere',
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
  captured: 'Captured',
  captureBefore: (time: string) => `The rest can be captured until ${time}`,
  unseenSince: (time: string) => `Not shown by Mollie since ${time}`,
  otherCurrency: (amount: string) => `${amount} in another currency, in no sum`,
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
  connectionBroken: 'Payments are not possible at the moment',
  checkAgain: 'Check again',
  profile: 'Profile',
  mode: 'Mode',
  live: 'Live',
  methodsEnabled: 'Payment methods',
  none: 'None',
  unknown: 'Not known',
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
