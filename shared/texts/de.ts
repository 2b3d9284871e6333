import type { SharedTexts } from './en.ts';

export const de: SharedTexts = {
  total: 'Gesamtbetrag',
  openAgain: 'Wieder offen',
  tooMuch: 'Zu viel bezahlt',
  givenBack: 'Erstattet',
  lastExpired: 'Die letzte Zahlungsseite ist abgelaufen. Sie können einfach erneut bezahlen.',
  chargedBackOn: (amount, day) =>
    `Ihre Bank hat die Zahlung${day ? ` am ${day}` : ''} zurückgebucht. ${amount} sind wieder offen.`,
  inProgressPart: (amount) =>
    `Eine Zahlung über ${amount} wird noch bearbeitet. Hier zahlen Sie nur den Rest.`,
  inProgressBesides: (amount) =>
    `Eine Zahlung über ${amount} wird noch bearbeitet. Hier sehen Sie, was daraus wird.`,
  expires: (until) => `Wird sie nicht bis ${until} bestätigt, verfällt sie.`,
  older: (amount, until) =>
    `Eine frühere Zahlungsseite über ${amount} funktioniert möglicherweise noch${until ? ` bis etwa ${until}` : ''}. Bitte zahlen Sie nicht beide.`,
  olderUseless: (amount, until) =>
    `Bitte benutzen Sie die frühere Zahlungsseite über ${amount} nicht mehr. Sie funktioniert möglicherweise noch${until ? ` bis etwa ${until}` : ''}.`,
  olderTransfer: (amount) => `Bitte führen Sie die frühere Überweisung über ${amount} nicht mehr aus.`,
  nothingMore: 'Sie müssen nichts mehr bezahlen.',
  transferOpen:
    'Falls Sie das Geld bereits überwiesen haben, bezahlen Sie bitte nicht auf einem anderen Weg.',
  payAnotherWay: 'Auf anderem Weg bezahlen',
  beneficiary: 'Empfänger',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Verwendungszweck',
  transferExactly: (amount) =>
    `Überweisen Sie genau ${amount} mit genau diesem Verwendungszweck. Alles andere wird an Sie zurücküberwiesen.`,
  transferTo: (bank, merchant) =>
    `Das Konto gehört ${bank}, die für ${merchant ?? 'den Absender der Rechnung'} einzieht. Ihre Bank zeigt möglicherweise diesen Namen an.`,
  scanTransfer: 'Mit Ihrer Banking-App scannen',
  notSent: 'Ich habe nicht überwiesen',
  unconfirmed:
    'Diese Rechnung wird nach einer Störung wiederhergestellt und kann noch nicht bezahlt werden. Bitte versuchen Sie es später erneut.',
  paused:
    'Die Online-Zahlung ist für diese Rechnung zurzeit nicht möglich. Bitte versuchen Sie es später erneut, oder wenden Sie sich an den Absender der Rechnung.',
  not_connected:
    'Diese Rechnung kann zurzeit nicht online bezahlt werden. Bitte fragen Sie den Absender der Rechnung, wie Sie zahlen können.',
  methods: {
    banktransfer: 'Überweisung',
    creditcard: 'Karte',
    directdebit: 'Lastschrift',
    giftcard: 'Geschenkkarte',
    voucher: 'Gutschein',
  },
};
