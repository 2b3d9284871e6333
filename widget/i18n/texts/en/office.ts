/** For merchants and administrators. The first few are what customers are told, in words for a merchant. */
export const texts = {
  withdrawn: 'It can no longer be paid online',
  lastFailed: 'The last payment did not succeed. Your customer can try again.',
  lastCanceled: 'The last payment was cancelled. Your customer can try again.',
  lastExpired: 'The last payment page has expired. Your customer can simply pay again.',
  approved: (amount: string) => `A payment of ${amount} is authorised, and not captured yet.`,
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
  methodOpen: (method: string, until: string | null, _hasButton: boolean) =>
    `A payment page for ${method} is open${until ? ` until about ${until}` : ''}.`,
  transferExactly: (amount: string) =>
    `Your customer is to transfer exactly ${amount} with exactly this reference. Anything else is sent back.`,
  transferTo: (bank: string, merchant: string | null | undefined) =>
    `The account belongs to ${bank}, which collects for ${merchant ?? 'you'}. Your customer’s bank may show that name.`,
  notSent: 'It was not sent',
  transferCanceled: 'The transfer is cancelled. Your customer can pay in any way again.',

  toMerchants: {
    unconfirmed:
      'This invoice was restored from Mollie’s payments after the store was lost. Whether it was changed, paid elsewhere or withdrawn is not known, so nothing can be paid. Your system has to state it again (PUT /v1/invoice), or the operator runs ‘resync --trust’.',
    paused:
      'Payments are paused, so nothing can be paid at the moment. They can be resumed in the settings of the connection.',
    not_connected:
      'No Mollie account is connected, so nothing can be paid online. Connect one in the settings of the connection, and the link is here.',
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
  withoutNotVisible: (amount: string) =>
    `As long as ${amount} is under way, nothing else can be paid. You can go on without it. If it turns up after all, both payments count.`,
  goOnWithout: 'Go on without it',

  createPayment: 'Create payment',
  copyLink: 'Copy link',
  copied: 'Link copied',
  copyByHand: 'Your browser does not allow copying. The link is selected: copy it with the keyboard.',
  copyMessage: 'Copy message',
  messageCopied: 'Message copied',
  /** @param from the merchant's name, where it is known */
  message: (number: string, from: string, amount: string, due: string | null, link: string) =>
    `Invoice ${number}${from && ` from ${from}`}: ${amount} is still open${due ? `, due ${due}` : ''}. You can pay online here: ${link}`,
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
  notVisibleSince: (time: string) => `Not shown by Mollie since ${time}`,
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
  log: 'Activity',
  logEmpty: 'Nothing has happened yet.',
  showOlder: 'Show older',
};

export type OfficeTexts = typeof texts;
