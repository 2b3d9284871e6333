import type { AdminTexts } from '../en/admin.ts';

export const texts: AdminTexts = {
  connection: 'Verbindung',
  connectionOk: 'Alles ist bereit für Zahlungen',
  connectionBroken: 'Zahlungen sind zurzeit nicht möglich',
  connectionPaused: 'Zahlungen sind pausiert',
  notConnected: 'Noch nicht mit Mollie verbunden',
  checkAgain: 'Erneut prüfen',
  account: 'Konto',
  apiKey: 'API-Schlüssel',
  inEnvironment: 'aus der Konfiguration des Proxys',
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

  readOnly:
    'Sie können diese Verbindung ansehen, aber nicht ändern: Der Zugang dieser Seite gilt länger als eine Stunde. Bitte fragen Sie deren Betreiber nach einem Zugang für höchstens eine Stunde.',
  keyInEnvironment:
    'Der API-Schlüssel steht in der Konfiguration des Proxys (MOLLIE_API_KEY). Der Betreiber kann ihn dort ersetzen oder entfernen.',

  connectMollie: 'Mollie verbinden',
  connectFor:
    'Verbinden Sie Ihr Mollie-Konto, dann können Ihre Kunden ihre Rechnungen online bezahlen. Das Geld erhalten Sie über Mollie.',
  whereKey:
    'Öffnen Sie im Mollie-Dashboard „Developers“ und dann „API access tokens“ (früher „API-Schlüssel“). Erstellen Sie einen Standard-API-Schlüssel, und kopieren Sie ihn gleich: Mollie zeigt ihn nur einmal.',
  testOrLive:
    'Mit einem Schlüssel, der mit test_ beginnt, können Sie alles ausprobieren, ohne dass echtes Geld fließt. Mit live_ zahlen Ihre Kunden wirklich.',
  openDashboard: 'Mollie-Dashboard öffnen',
  connect: 'Verbinden',
  showKey: 'Schlüssel anzeigen',
  hideKey: 'Schlüssel verbergen',
  keyMissing: 'Bitte geben Sie den API-Schlüssel ein.',
  keyOdd: 'Das ist kein API-Schlüssel von Mollie. Er beginnt mit test_ oder live_.',
  keyGone:
    'Zu Ihrer Sicherheit hat diese Seite den Schlüssel nicht behalten. Bitte geben Sie ihn erneut ein.',
  sharedDanger:
    'Verwenden Sie ihn trotzdem, so geht das Geld beider Konten an ein Profil bei Mollie, und wer dort die Zahlungen liest, liest die von beiden.',
  useAnyway: 'Trotzdem verwenden',
  connectedTo: (name) => `Mit ${name} verbunden.`,
  testMeans: 'Dies ist der Testmodus: Es fließt kein echtes Geld.',
  liveMeans: 'Ihre Kunden zahlen jetzt wirklich.',
  notReadyYet: 'Noch ist nicht alles bereit: siehe unten.',

  replaceKey: 'Schlüssel ersetzen',
  replaceMeans:
    'Neue Zahlungen entstehen mit dem neuen Schlüssel. Zahlungen mit dem jetzigen werden weiter verfolgt.',
  cancel: 'Abbrechen',
  pausePayments: 'Zahlungen pausieren',
  resume: 'Fortsetzen',
  pauseMeans:
    'Solange Zahlungen pausiert sind, kann nichts Neues bezahlt werden; Ihre Kunden erfahren das auch. Was unterwegs ist, läuft weiter.',
  nowPaused: 'Zahlungen sind pausiert. Was unterwegs ist, läuft weiter.',
  nowResumed: 'Zahlungen sind nicht mehr pausiert.',
  disconnect: 'Trennen',
  disconnectAsk: 'Mollie trennen?',
  disconnectLoses: [
    'Es kann nichts mehr online bezahlt werden. Ihre Links bleiben bestehen und sagen das.',
    'Zahlungen, die unterwegs sind, werden nicht weiter verfolgt: Was Ihre Kunden noch zahlen, erhalten Sie bei Mollie, hier ist es nicht zu sehen.',
    'Verbinden Sie dasselbe Mollie-Konto wieder, so wird das Versäumte nachgeholt.',
  ],
  stayConnected: 'Verbunden bleiben',
  disconnected: 'Mollie ist getrennt.',

  brand: 'Gestaltung der Zahlungsseite',
  brandName: 'Name',
  brandColor: 'Farbe der Schaltfläche',
  pickColor: 'Farbe auswählen',
  defaultColor: 'Ohne Farbe',
  colorOdd:
    'Bitte schreiben Sie eine Farbe als # und sechs Ziffern oder Buchstaben von a bis f, etwa #0f5c4d.',
  logo: 'Logo',
  logoRules: 'PNG, JPEG oder WebP, höchstens 32 kB',
  chooseLogo: 'Bild auswählen',
  removeLogo: 'Bild entfernen',
  logoType: 'Das ist kein Bild im Format PNG, JPEG oder WebP.',
  logoSize: (kilobytes) => `Dieses Bild hat ${kilobytes} kB. Es darf höchstens 32 kB haben.`,
  logoBroken: 'Dieses Bild lässt sich nicht lesen. Die Datei ist möglicherweise beschädigt.',
  preview: 'Vorschau der Zahlungsseite',
  saveBrand: 'Gestaltung speichern',
  brandSaved: 'Die Gestaltung ist gespeichert. Ihre Zahlungsseiten zeigen sie jetzt.',
  brandUnchanged: 'Es gibt nichts zu speichern: Sie haben nichts geändert.',
};
