import type { OfficeTexts } from '../en/office.ts';

export const texts: OfficeTexts = {
  withdrawn: 'Kann nicht mehr online bezahlt werden',
  lastFailed: 'Die letzte Zahlung ist fehlgeschlagen. Ein neuer Versuch ist möglich.',
  lastCanceled: 'Die letzte Zahlung wurde abgebrochen. Ein neuer Versuch ist möglich.',
  lastExpired: 'Die letzte Zahlungsseite ist abgelaufen. Ihr Kunde kann einfach erneut bezahlen.',
  approved: (amount) => `Eine Zahlung über ${amount} ist autorisiert und noch nicht eingezogen.`,
  inProgress: (amount) => `Eine Zahlung über ${amount} wird bearbeitet.`,
  inProgressPart: (amount) => `Eine Zahlung über ${amount} wird bearbeitet.`,
  nothingMore: 'Es ist nichts mehr zu bezahlen.',
  inProgressBesides: (amount) => `Eine Zahlung über ${amount} wird noch bearbeitet.`,
  chargedBackOn: (amount, day) =>
    `Die Bank Ihres Kunden hat die Zahlung${day ? ` am ${day}` : ''} zurückgebucht. ${amount} sind wieder offen.`,
  pageOpen: (amount, until) =>
    `Eine Zahlungsseite über ${amount} ist${until ? ` bis etwa ${until}` : ''} geöffnet. Über den Link gelangt Ihr Kunde dorthin zurück.`,
  older: (amount, until) =>
    `Eine frühere Zahlungsseite über ${amount} funktioniert möglicherweise noch${until ? ` bis etwa ${until}` : ''}. Ihr Kunde sollte nicht beide bezahlen.`,
  olderUseless: (amount, until) =>
    `Ihr Kunde sollte die frühere Zahlungsseite über ${amount} nicht mehr benutzen. Sie funktioniert möglicherweise noch${until ? ` bis etwa ${until}` : ''}.`,
  olderTransfer: (amount) => `Ihr Kunde sollte die frühere Überweisung über ${amount} nicht mehr ausführen.`,
  transferOpen:
    'Möglicherweise ist eine Überweisung unterwegs. Dann sollte Ihr Kunde nicht zusätzlich auf anderem Weg bezahlen.',
  methodOpen: (method, until) =>
    `Eine Zahlungsseite für ${method} ist${until ? ` bis etwa ${until}` : ''} geöffnet.`,
  transferExactly: (amount) =>
    `Ihr Kunde überweist genau ${amount} mit genau diesem Verwendungszweck. Alles andere wird zurücküberwiesen.`,
  transferTo: (bank, merchant) =>
    `Das Konto gehört ${bank}, die für ${merchant ?? 'Sie'} einzieht. Die Bank Ihres Kunden zeigt möglicherweise diesen Namen an.`,
  notSent: 'Es wurde nicht überwiesen',
  transferCanceled: 'Die Überweisung ist storniert. Ihr Kunde kann wieder auf jede Weise bezahlen.',

  toMerchants: {
    unconfirmed:
      'Diese Rechnung wurde nach dem Verlust des Speichers aus den Zahlungen bei Mollie wiederhergestellt. Ob sie geändert, anderswo bezahlt oder zurückgezogen wurde, ist nicht bekannt; daher kann nichts bezahlt werden. Ihr System muss sie erneut übermitteln (PUT /v1/invoice), oder der Betreiber führt „resync --trust“ aus.',
    paused:
      'Zahlungen sind pausiert; zurzeit kann nichts bezahlt werden. In den Einstellungen der Verbindung lassen sie sich fortsetzen.',
    not_connected:
      'Es ist kein Mollie-Konto verbunden; online kann nichts bezahlt werden. Verbinden Sie ein Konto in den Einstellungen der Verbindung; dann steht hier auch der Link.',
    maybe_booked_twice:
      'Eine Zahlung zählt möglicherweise doppelt: hier eingegangen und auch anderswo als bezahlt erfasst. Bitte gleichen Sie dies mit Ihrer Buchhaltung ab.',
    maybe_not_booked:
      'Ihr System nennt Zahlungen als gebucht, führt aber weniger als anderswo bezahlt, als sie eingebracht haben. Sie zählen trotzdem. Bitte gleichen Sie dies mit Ihrer Buchhaltung ab.',
    paid_although_void:
      'Nach dem Zurückziehen der Rechnung ging Geld ein; es zählt als zu viel bezahlt. Bitte erstatten Sie es, oder lassen Sie Ihr System die Rechnung wieder in Kraft setzen.',
    captured_in_part:
      'Von einer autorisierten Zahlung wurde nur ein Teil eingezogen, und nur dieser zählt als bezahlt. Ziehen Sie den Rest rechtzeitig in Mollie ein; sonst ist er neu zu bezahlen.',
    captured_in_part_only:
      'Von einer autorisierten Zahlung wurde nur ein Teil eingezogen, und nur dieser zählt als bezahlt. Der Rest kann nicht mehr eingezogen werden; ist er noch offen, so ist er neu zu bezahlen.',
    not_visible:
      'Mollie zeigt eine Zahlung mit keinem der API-Schlüssel; daher erfährt man nichts Neues über sie. Sie ist wieder zu sehen, sobald der Proxy den Schlüssel hat, mit dem sie erstellt wurde.',
    webhook_silent:
      'Die Benachrichtigungen von Mollie kommen nicht an, Neuigkeiten können sich verspäten. „Jetzt prüfen“ fragt immer bei Mollie nach.',
  },
  withoutNotVisible: (amount) =>
    `Solange ${amount} in Bearbeitung sind, kann nichts anderes bezahlt werden. Sie können ohne diese Zahlung fortfahren. Trifft sie später doch ein, zählen beide Zahlungen.`,
  goOnWithout: 'Ohne diese Zahlung fortfahren',

  createPayment: 'Zahlung erstellen',
  copyLink: 'Link kopieren',
  copied: 'Link kopiert',
  copyByHand: 'Ihr Browser erlaubt kein Kopieren. Der Link ist markiert: Kopieren Sie ihn mit der Tastatur.',
  copyMessage: 'Nachricht kopieren',
  messageCopied: 'Nachricht kopiert',
  message: (number, from, amount, due, link) =>
    `Rechnung ${number}${from && ` von ${from}`}: Noch offen sind ${amount}${due ? `, fällig am ${due}` : ''}. Hier können Sie online bezahlen: ${link}`,
  checkNow: 'Jetzt prüfen',
  noNews: 'Nichts Neues seit der letzten Prüfung.',
  checked: (time) => `Geprüft: ${time}`,
  linkFor: 'Link für Ihren Kunden',
  qr: (number) => `QR-Code des Links für Rechnung ${number}`,
  paidElsewhere: 'Anderswo bezahlt',
  givenBackElsewhere: 'Anderswo erstattet',
  paidHere: 'Über Mollie bezahlt',
  refunded: 'Erstattet',
  chargedBack: 'Zurückgebucht',
  pendingSum: 'In Bearbeitung',
  excess: 'Zu viel',
  attempts: 'Versuche',
  noAttempts: 'Es wurde noch keine Zahlung begonnen.',
  omitted: (count) =>
    count === 1
      ? 'Ein älterer Versuch blieb ohne Zahlung.'
      : `${count} ältere Versuche blieben ohne Zahlung.`,
  noMethod: 'Keine Zahlungsart gewählt',
  dashboard: 'In Mollie öffnen',
  captured: 'Eingezogen',
  captureBefore: (time) => `Der Rest kann eingezogen werden bis ${time}`,
  notVisibleSince: (time) => `Von Mollie nicht gezeigt seit ${time}`,
  otherCurrency: (amount) => `${amount} in anderer Währung, in keiner Summe`,
  payments: {
    open: 'Offen',
    pending: 'In Bearbeitung',
    authorized: 'Autorisiert',
    paid: 'Bezahlt',
    canceled: 'Abgebrochen',
    expired: 'Abgelaufen',
    failed: 'Fehlgeschlagen',
  },
  log: 'Protokoll',
  logEmpty: 'Es ist noch nichts geschehen.',
  showOlder: 'Ältere anzeigen',
};
