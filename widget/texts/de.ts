import type { FirstTexts, NoteTexts, PanelTexts } from './en.ts';

export const first: FirstTexts = {
  test: 'Test',
  stillOpen: 'Noch offen',
  stillOpenOf: (total) => `Noch offen von ${total}`,
  due: (date) => `Fällig am ${date}`,
  overdue: (date) => `Überfällig seit ${date}`,
  paidOn: (date) => `Bezahlt am ${date}`,

  pay: (amount) => `${amount} bezahlen`,
  details: 'Details ansehen',
};

export const notes: NoteTexts = {
  invoice: (number) => `Rechnung ${number}`,
  tooMuch: (amount) => `${amount} zu viel bezahlt`,
  wasRefunded: (amount) => `${amount} erstattet`,
  needsNothing: 'Es ist nichts zu bezahlen',
  withdrawn: 'Bitte bezahlen Sie diese Rechnung nicht',

  tryAgain: 'Erneut versuchen',
  reference: (reference) => `Referenz: ${reference}`,
  code: (code) => `Code: ${code}`,
  leaving: 'Sie werden zur Zahlung zu Mollie weitergeleitet',

  changed: (from, to) =>
    `Der Betrag hat sich von ${from} auf ${to} geändert. Es wurde noch nichts bezahlt: Bitte prüfen Sie ihn, bevor Sie fortfahren.`,
  lastFailed: 'Die letzte Zahlung ist fehlgeschlagen. Sie können es erneut versuchen.',
  lastCanceled: 'Die letzte Zahlung wurde abgebrochen. Sie können es erneut versuchen.',
  inProgress: (amount) => `Eine Zahlung über ${amount} wird bearbeitet. Sie müssen nichts weiter tun.`,
  inProgressPart: (amount) =>
    `Eine Zahlung über ${amount} wird noch bearbeitet. Hier zahlen Sie nur den Rest.`,
  pageOpen: (amount, until) => `Eine Zahlungsseite über ${amount} ist bis etwa ${until} Uhr geöffnet.`,
  older: (amount, until) =>
    `Eine frühere Zahlungsseite über ${amount} funktioniert möglicherweise noch${until ? ` bis etwa ${until} Uhr` : ''}. Bitte zahlen Sie nicht beide.`,
  transfer: (amount, until) =>
    `Eine Überweisung über ${amount} wird${until ? ` vor dem ${until}` : ''} erwartet:`,
  beneficiary: 'Empfänger',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Verwendungszweck',
  payAnotherWay: 'Auf anderem Weg bezahlen',
  transferOpen:
    'Falls Sie das Geld bereits überwiesen haben, bezahlen Sie bitte nicht auf einem anderen Weg.',

  reasons: {
    below_minimum: 'Dieser Betrag ist zu niedrig, um online bezahlt zu werden.',
    above_maximum: 'Dieser Betrag ist zu hoch, um online bezahlt zu werden.',
    currency_unsupported: 'In dieser Währung ist keine Online-Zahlung möglich.',
    no_methods: 'Für diesen Betrag ist keine Zahlungsart verfügbar.',
    mollie_unavailable: 'Mollie ist nicht erreichbar. Die Angaben sind möglicherweise nicht ganz aktuell.',
    maybe_booked_twice:
      'Eine Zahlung zählt möglicherweise doppelt: hier eingegangen und auch anderswo als bezahlt erfasst. Bitte gleichen Sie dies mit Ihrer Buchhaltung ab.',
    webhook_silent:
      'Die Benachrichtigungen von Mollie kommen nicht an, Neuigkeiten können sich verspäten. „Jetzt prüfen“ fragt immer bei Mollie nach.',
    other: 'Diese Rechnung kann derzeit nicht online bezahlt werden.',
  },

  errors: {
    unreachable:
      'Der Zahlungsdienst ist nicht erreichbar. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    timeout: 'Der Zahlungsdienst antwortet nicht. Bitte versuchen Sie es erneut.',
    proxy_missing: 'Auf dieser Seite fehlt die Adresse des Zahlungsdienstes.',
    token_unavailable: 'Diese Seite konnte ihren Zugang nicht erneuern. Bitte laden Sie die Seite neu.',
    checkout_refused: 'Die Zahlungsseite hat keine sichere Adresse und wurde deshalb nicht geöffnet.',
  },
};

export const panels: PanelTexts = {
  withdrawn: 'Kann nicht mehr online bezahlt werden',
  lastFailed: 'Die letzte Zahlung ist fehlgeschlagen. Ein neuer Versuch ist möglich.',
  lastCanceled: 'Die letzte Zahlung wurde abgebrochen. Ein neuer Versuch ist möglich.',
  inProgress: (amount) => `Eine Zahlung über ${amount} wird bearbeitet.`,
  inProgressPart: (amount) => `Eine Zahlung über ${amount} wird bearbeitet.`,

  createPayment: 'Zahlung erstellen',
  copyLink: 'Link kopieren',
  copied: 'Link kopiert',
  copyByHand: 'Ihr Browser erlaubt kein Kopieren. Der Link ist markiert: Kopieren Sie ihn mit der Tastatur.',
  copyMessage: 'Nachricht kopieren',
  messageCopied: 'Nachricht kopiert',
  message: (number, amount, due, link) =>
    `Rechnung ${number}: Noch offen sind ${amount}${due ? `, fällig am ${due}` : ''}. Hier können Sie online bezahlen: ${link}`,
  checkNow: 'Jetzt prüfen',
  checked: (time) => `Geprüft: ${time}`,
  linkFor: 'Link zum Bezahlen',
  qr: (number) => `QR-Code des Links für Rechnung ${number}`,
  total: 'Gesamtbetrag',
  paidElsewhere: 'Anderswo bezahlt',
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
  connectionBroken: 'Zahlungen sind noch nicht möglich',
  checkAgain: 'Erneut prüfen',
  profile: 'Profil',
  mode: 'Modus',
  live: 'Live',
  methodsEnabled: 'Zahlungsarten',
  none: 'Keine',
  store: 'Speicher',
  writable: 'beschreibbar',
  notWritable: 'nicht beschreibbar',
  lastWebhook: 'Letzte Benachrichtigung von Mollie',
  never: 'Noch keine',
  notExpected: 'An dieser Adresse nicht erwartet',
  profiles: { verified: 'verifiziert', unverified: 'noch nicht verifiziert', blocked: 'gesperrt' },
};
