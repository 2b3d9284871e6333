import { de } from '../../../../shared/texts/de.ts';
import type { PayerTexts } from '../en/payer.ts';

const { unconfirmed, paused, not_connected, ...shared } = de;

export const texts: PayerTexts = {
  ...shared,
  invoice: (number) => `Rechnung ${number}`,
  ofTotal: (total) => `Gesamt ${total}`,
  toPayOf: (total) => `Noch zu zahlen von ${total}`,
  beingProcessed: 'In Bearbeitung',
  needsNothing: 'Es ist nichts zu bezahlen',
  withdrawn: 'Bitte bezahlen Sie diese Rechnung nicht',

  reference: (reference) => `Referenz: ${reference}`,
  code: (code) => `Code: ${code}`,
  timeOfDay: (time) => `${time} Uhr`,
  wait: (time) => `Bitte warten Sie noch ${time}.`,
  leaving: 'Sie werden zur Zahlung zu Mollie weitergeleitet',
  framed: 'Mollie lässt sich aus dieser Seite heraus nicht öffnen. Bitte zahlen Sie in einem neuen Fenster:',
  openCheckout: 'Mollie öffnen und bezahlen',

  changed: (from, to) =>
    `Der Betrag hat sich von ${from} auf ${to} geändert. Es wurde noch nichts bezahlt: Bitte prüfen Sie ihn, bevor Sie fortfahren.`,
  lastFailed: 'Die letzte Zahlung ist fehlgeschlagen. Sie können es erneut versuchen.',
  lastCanceled: 'Die letzte Zahlung wurde abgebrochen. Sie können es erneut versuchen.',
  approved: (amount) => `Eine Zahlung über ${amount} ist genehmigt. Sie müssen nichts weiter tun.`,
  inProgress: (amount) => `Eine Zahlung über ${amount} wird bearbeitet. Sie müssen nichts weiter tun.`,
  pageOpen: (amount, until) =>
    `Eine Zahlungsseite über ${amount} ist${until ? ` bis etwa ${until}` : ''} geöffnet. Mit Bezahlen gelangen Sie dorthin zurück.`,
  methodOpen: (method, until, hasButton) =>
    `Eine Zahlungsseite für ${method} ist bereits${until ? ` bis etwa ${until}` : ''} geöffnet. ${hasButton ? `Mit der Schaltfläche ${method} gelangen Sie dorthin zurück. ` : ''}Wenn Sie gerade bezahlt haben, sehen Sie es hier gleich.`,
  transfer: (amount, until) =>
    `Eine Überweisung über ${amount} wird${until ? ` bis zum ${until}` : ''} erwartet.`,
  transferDetails: 'Bankverbindung',
  amount: 'Betrag',
  transferBy: 'Eingang spätestens am',
  copy: (name) => `Kopieren: ${name}`,
  copiedValue: (name) => `Kopiert: ${name}`,
  copyByHandValue:
    'Ihr Browser erlaubt kein Kopieren. Was Sie brauchen, ist markiert: Kopieren Sie es mit der Tastatur.',
  transferCanceled: 'Die Überweisung ist storniert. Sie können wieder auf jede Weise bezahlen.',

  reasons: {
    unconfirmed,
    paused,
    not_connected,
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
