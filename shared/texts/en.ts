/** What the pay page and the element say alike, in English. Amounts and times come formatted. */
export const en = {
  total: 'Total',
  openAgain: 'Open again',
  tooMuch: 'Paid too much',
  givenBack: 'Refunded',
  lastExpired: 'The last payment page has expired. You can simply pay again.',
  chargedBackOn: (amount: string, day: string | null) =>
    `Your bank took the payment back${day ? ` on ${day}` : ''}. ${amount} is open again.`,
  inProgressPart: (amount: string) =>
    `A payment of ${amount} is being processed. Here you pay only the rest.`,
  inProgressBesides: (amount: string) =>
    `A payment of ${amount} is still being processed. You will see here what becomes of it.`,
  expires: (until: string) => `If it is not confirmed by ${until}, it expires.`,
  older: (amount: string, until: string | null) =>
    `An earlier payment page for ${amount} may still work${until ? ` until about ${until}` : ''}. Please do not pay both.`,
  olderUseless: (amount: string, until: string | null) =>
    `Please do not use the earlier payment page for ${amount} any more. It may still work${until ? ` until about ${until}` : ''}.`,
  olderTransfer: (amount: string) => `Please do not send the earlier transfer of ${amount} any more.`,
  nothingMore: 'There is nothing more to pay.',
  transferOpen: 'If you have already transferred the money, please do not pay another way as well.',
  payAnotherWay: 'Pay another way',
  beneficiary: 'Beneficiary',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Reference',
  transferExactly: (amount: string) =>
    `Transfer exactly ${amount} with exactly this reference. Anything else is sent back to you.`,
  /** @param merchant for whom the bank's account collects, where the name is known */
  transferTo: (bank: string, merchant: string | null | undefined) =>
    `The account belongs to ${bank}, which collects for ${merchant ?? 'the sender of the invoice'}. Your bank may show that name.`,
  scanTransfer: 'Scan with your bank’s app',
  notSent: 'I have not sent it',
  unconfirmed:
    'This invoice is being restored after an outage and cannot be paid yet. Please try again later.',
  paused:
    'Online payment is not available for this invoice at the moment. Please try again later, or ask the sender of the invoice.',
  not_connected:
    'This invoice cannot be paid online at the moment. Please ask the sender of the invoice how to pay.',
  methods: {
    banktransfer: 'Bank transfer',
    creditcard: 'Card',
    directdebit: 'Direct debit',
    giftcard: 'Gift card',
    voucher: 'Voucher',
  },
};

export type SharedTexts = typeof en;
