import type { FirstTexts, NoteTexts, PanelTexts } from './en.ts';

export const first: FirstTexts = {
  test: 'Test',
  toPay: 'Zu zahlen',
  stillOpenOf: (total) => `Noch offen von ${total}`,
  due: (date) => `Fällig am ${date}`,
  overdue: (date) => `Überfällig seit ${date}`,
  paidOn: (date) => `Bezahlt am ${date}`,

  pay: (amount) => `${amount} bezahlen`,
  details: 'Details ansehen',

  failed: 'Der Zahlungsdienst ist nicht erreichbar.',
  tryAgain: 'Erneut versuchen',
};

export const notes: NoteTexts = {
  invoice: (number) => `Rechnung ${number}`,
  total: 'Gesamtbetrag',
  ofTotal: (total) => `Gesamt ${total}`,
  toPayOf: (total) => `Noch zu zahlen von ${total}`,
  openAgain: 'Wieder offen',
  beingProcessed: 'In Bearbeitung',
  tooMuch: 'Zu viel bezahlt',
  givenBack: 'Erstattet',
  needsNothing: 'Es ist nichts zu bezahlen',
  withdrawn: 'Bitte bezahlen Sie diese Rechnung nicht',

  reference: (reference) => `Referenz: ${reference}`,
  code: (code) => `Code: ${code}`,
  wait: (time) => `Bitte warten Sie noch ${time}.`,
  leaving: 'Sie werden zur Zahlung zu Mollie weitergeleitet',
  framed: 'Mollie lässt sich aus dieser Seite heraus nicht öffnen. Bitte zahlen Sie in einem neuen Fenster:',
  openCheckout: 'Mollie öffnen und bezahlen',

  changed: (from, to) =>
    `Der Betrag hat sich von ${from} auf ${to} geändert. Es wurde noch nichts bezahlt: Bitte prüfen Sie ihn, bevor Sie fortfahren.`,
  lastFailed: 'Die letzte Zahlung ist fehlgeschlagen. Sie können es erneut versuchen.',
  lastCanceled: 'Die letzte Zahlung wurde abgebrochen. Sie können es erneut versuchen.',
  lastExpired: 'Die letzte Zahlungsseite ist abgelaufen. Sie können einfach erneut bezahlen.',
  chargedBackOn: (amount, day) =>
    `Ihre Bank hat die Zahlung${day ? ` am ${day}` : ''} zurückgebucht. ${amount} sind wieder offen.`,
  inProgress: (amount) => `Eine Zahlung über ${amount} wird bearbeitet. Sie müssen nichts weiter tun.`,
  inProgressPart: (amount) =>
    `Eine Zahlung über ${amount} wird noch bearbeitet. Hier zahlen Sie nur den Rest.`,
  inProgressBesides: (amount) =>
    `Eine Zahlung über ${amount} wird noch bearbeitet. Hier sehen Sie, was daraus wird.`,
  expires: (until) => `Wird sie nicht bis ${until} Uhr bestätigt, verfällt sie.`,
  pageOpen: (amount, until) =>
    `Eine Zahlungsseite über ${amount} ist${until ? ` bis etwa ${until} Uhr` : ''} geöffnet. Mit Bezahlen gelangen Sie dorthin zurück.`,
  older: (amount, until) =>
    `Eine frühere Zahlungsseite über ${amount} funktioniert möglicherweise noch${until ? ` bis etwa ${until} Uhr` : ''}. Bitte zahlen Sie nicht beide.`,
  nothingMore: 'Sie müssen nichts mehr bezahlen.',
  olderUseless: (amount, until) =>
    `Bitte benutzen Sie die frühere Zahlungsseite über ${amount} nicht mehr. Sie funktioniert möglicherweise noch${until ? ` bis etwa ${until} Uhr` : ''}.`,
  olderTransfer: (amount) => `Bitte führen Sie die frühere Überweisung über ${amount} nicht mehr aus.`,
  transfer: (amount, until) =>
    `Eine Überweisung über ${amount} wird${until ? ` vor dem ${until}` : ''} erwartet.`,
  transferDetails: 'Bankverbindung',
  beneficiary: 'Empfänger',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Verwendungszweck',
  payAnotherWay: 'Auf anderem Weg bezahlen',
  transferOpen:
    'Falls Sie das Geld bereits überwiesen haben, bezahlen Sie bitte nicht auf einem anderen Weg.',

  reasons: {
    unconfirmed:
      'Diese Rechnung wird nach einer Störung wiederhergestellt und kann noch nicht bezahlt werden. Bitte versuchen Sie es später erneut.',
    below_minimum: 'Dieser Betrag ist zu niedrig, um online bezahlt zu werden.',
    above_maximum: 'Dieser Betrag ist zu hoch, um online bezahlt zu werden.',
    currency_unsupported: 'In dieser Währung ist keine Online-Zahlung möglich.',
    no_methods: 'Für diesen Betrag ist keine Zahlungsart verfügbar.',
    mollie_unavailable: 'Mollie ist nicht erreichbar. Die Angaben sind möglicherweise nicht ganz aktuell.',
    other: 'Diese Rechnung kann derzeit nicht online bezahlt werden.',
  },

  errors: {
    unreachable:
      'Der Zahlungsdienst ist nicht erreichbar. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    timeout: 'Der Zahlungsdienst antwortet nicht. Bitte versuchen Sie es erneut.',
    proxy_missing:
      'Auf dieser Seite fehlt die Adresse des Zahlungsdienstes. Bitte sagen Sie es denen, die sie betreiben.',
    token_unavailable: 'Diese Seite konnte ihren Zugang nicht erneuern. Bitte laden Sie die Seite neu.',
    checkout_refused: 'Die Zahlungsseite hat keine sichere Adresse und wurde deshalb nicht geöffnet.',
  },
};

export const panels: PanelTexts = {
  withdrawn: 'Kann nicht mehr online bezahlt werden',
  lastFailed: 'Die letzte Zahlung ist fehlgeschlagen. Ein neuer Versuch ist möglich.',
  lastCanceled: 'Die letzte Zahlung wurde abgebrochen. Ein neuer Versuch ist möglich.',
  lastExpired: 'Die letzte Zahlungsseite ist abgelaufen. Ihr Kunde kann einfach erneut bezahlen.',
  inProgress: (amount) => `Eine Zahlung über ${amount} wird bearbeitet.`,
  inProgressPart: (amount) => `Eine Zahlung über ${amount} wird bearbeitet.`,
  nothingMore: 'Es ist nichts mehr zu bezahlen.',
  inProgressBesides: (amount) => `Eine Zahlung über ${amount} wird noch bearbeitet.`,
  chargedBackOn: (amount, day) =>
    `Die Bank Ihres Kunden hat die Zahlung${day ? ` am ${day}` : ''} zurückgebucht. ${amount} sind wieder offen.`,
  pageOpen: (amount, until) =>
    `Eine Zahlungsseite über ${amount} ist${until ? ` bis etwa ${until} Uhr` : ''} geöffnet. Über den Link gelangt Ihr Kunde dorthin zurück.`,
  older: (amount, until) =>
    `Eine frühere Zahlungsseite über ${amount} funktioniert möglicherweise noch${until ? ` bis etwa ${until} Uhr` : ''}. Ihr Kunde sollte nicht beide bezahlen.`,
  olderUseless: (amount, until) =>
    `Ihr Kunde sollte die frühere Zahlungsseite über ${amount} nicht mehr benutzen. Sie funktioniert möglicherweise noch${until ? ` bis etwa ${until} Uhr` : ''}.`,
  olderTransfer: (amount) => `Ihr Kunde sollte die frühere Überweisung über ${amount} nicht mehr ausführen.`,
  transferOpen:
    'Möglicherweise ist eine Überweisung unterwegs. Dann sollte Ihr Kunde nicht zusätzlich auf anderem Weg bezahlen.',

  toMerchants: {
    unconfirmed:
      'Diese Rechnung wurde nach dem Verlust des Speichers aus den Zahlungen bei Mollie wiederhergestellt. Ob sie geändert, anderswo bezahlt oder zurückgezogen wurde, ist nicht bekannt; daher kann nichts bezahlt werden. Ihr System muss sie erneut übermitteln (PUT /v1/invoice), oder der Betreiber führt „resync --trust“ aus.',
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
  withoutUnseen: (amount) =>
    `Solange ${amount} in Bearbeitung sind, kann nichts anderes bezahlt werden. Sie können ohne diese Zahlung fortfahren. Trifft sie später doch ein, zählen beide Zahlungen.`,
  goOnWithout: 'Ohne diese Zahlung fortfahren',

  createPayment: 'Zahlung erstellen',
  copyLink: 'Link kopieren',
  copied: 'Link kopiert',
  copyByHand: 'Ihr Browser erlaubt kein Kopieren. Der Link ist markiert: Kopieren Sie ihn mit der Tastatur.',
  copyMessage: 'Nachricht kopieren',
  messageCopied: 'Nachricht kopiert',
  message: (number, amount, due, link) =>
    `Rechnung ${number}: Noch offen sind ${amount}${due ? `, fällig am ${due}` : ''}. Hier können Sie online bezahlen: ${link}`,
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
  unseenSince: (time) => `Von Mollie nicht gezeigt seit ${time}`,
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
  methods: {
    banktransfer: 'Überweisung',
    creditcard: 'Karte',
    directdebit: 'Lastschrift',
    giftcard: 'Geschenkkarte',
  },
  log: 'Protokoll',
  logEmpty: 'Es ist noch nichts geschehen.',
  showOlder: 'Ältere anzeigen',

  connection: 'Verbindung',
  connectionOk: 'Alles ist bereit für Zahlungen',
  connectionBroken: 'Zahlungen sind zurzeit nicht möglich',
  checkAgain: 'Erneut prüfen',
  profile: 'Profil',
  mode: 'Modus',
  live: 'Live',
  methodsEnabled: 'Zahlungsarten',
  none: 'Keine',
  unknown: 'Nicht bekannt',
  store: 'Speicher',
  writable: 'beschreibbar',
  notWritable: 'nicht beschreibbar',
  lastWebhook: 'Letzte Benachrichtigung von Mollie',
  never: 'Noch keine',
  notExpected: 'An dieser Adresse nicht erwartet',
  profiles: { verified: 'verifiziert', unverified: 'noch nicht verifiziert', blocked: 'gesperrt' },
};
