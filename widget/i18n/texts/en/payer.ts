import { en } from '../../../../shared/texts/en.ts';

const { unconfirmed, paused, not_connected, ...shared } = en;

/** For what is under way, what prevents a payment, and what failed. */
export const texts = {
  ...shared,
  invoice: (number: string) => `Invoice ${number}`,
  ofTotal: (total: string) => `Total ${total}`,
  toPayOf: (total: string) => `Still to pay of ${total}`,
  beingProcessed: 'Being processed',
  needsNothing: 'No payment is needed',
  withdrawn: 'Please do not pay this invoice',

  reference: (reference: string) => `Reference: ${reference}`,
  code: (code: string) => `Code: ${code}`,
  /** A time that stands within a sentence. */
  timeOfDay: (time: string) => time,
  wait: (time: string) => `Please wait another ${time}.`,
  leaving: 'Taking you to Mollie to pay',
  framed: 'Mollie cannot be opened from inside this page. Please pay in a new window:',
  openCheckout: 'Open Mollie to pay',

  changed: (from: string, to: string) =>
    `The amount has changed from ${from} to ${to}. Nothing was paid yet: please check it before you continue.`,
  lastFailed: 'The last payment did not succeed. You can try again.',
  lastCanceled: 'The last payment was cancelled. You can try again.',
  approved: (amount: string) => `A payment of ${amount} is approved. There is nothing more to do.`,
  inProgress: (amount: string) => `A payment of ${amount} is being processed. There is nothing more to do.`,
  pageOpen: (amount: string, until: string | null) =>
    `A payment page for ${amount} is open${until ? ` until about ${until}` : ''}. Pay takes you back to it.`,
  /** @param hasButton whether this browser can pay with the method */
  methodOpen: (method: string, until: string | null, hasButton: boolean) =>
    `A payment page for ${method} is already open${until ? ` until about ${until}` : ''}. ${hasButton ? `The button ${method} takes you back to it. ` : ''}If you have just paid, you will see it here in a moment.`,
  transfer: (amount: string, until: string | null) =>
    `A bank transfer of ${amount} is expected${until ? ` by ${until}` : ''}.`,
  transferDetails: 'Bank details',
  amount: 'Amount',
  transferBy: 'Must arrive by',
  copy: (name: string) => `Copy: ${name}`,
  copiedValue: (name: string) => `Copied: ${name}`,
  copyByHandValue:
    'Your browser does not allow copying. What you need is selected: copy it with the keyboard.',
  transferCanceled: 'The transfer is cancelled. You can pay in any way again.',

  reasons: {
    unconfirmed,
    paused,
    not_connected,
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

export type PayerTexts = typeof texts;
