export type Language = 'en' | 'nl' | 'de';

export const LANGUAGES: readonly Language[] = ['en', 'nl', 'de'];

/** How each language names itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', nl: 'Nederlands', de: 'Deutsch' };

const en = {
  invoices: 'Invoices',
  connection: 'Connection',
  language: 'Language',
  invoice: 'Invoice',
  creditNote: 'Credit note',
  customer: 'Customer',
  date: 'Date',
  dueDate: 'Due',
  total: 'Total',
  payment: 'Payment',
  quantity: 'Qty',
  description: 'Description',
  price: 'Price',
  amount: 'Amount',
  net: 'Subtotal',
  vat: 'VAT 21%',
  vatReversed: 'VAT reverse-charged',
  correction: 'Correction',
  paidElsewhere: 'Paid already',
  withdrawn: 'Withdrawn',
  billing: 'Invoice actions',
  book: 'Book payment',
  bookAmount: 'Paid by other means',
  change: 'Change total',
  newTotal: 'New total, VAT included',
  withdraw: 'Withdraw invoice',
  reinstate: 'Reinstate invoice',
  customersView: 'What the customer sees',
  notAnAmount: 'Please write an amount such as 50.00.',
  notTold: 'The change is saved. The payment proxy could not be told yet:',
  online: 'Your invoice',
  thanks: 'Thank you for choosing us. Questions about this invoice? Call us, or reply to our e-mail.',
  payLink: 'Pay this invoice online',
  thanksPaid: 'Thank you for your payment.',
  connectTitle: 'Connect Mollie',
  connectText:
    'This merchant has a Mollie account of its own. Until its API key is connected, invoices show how they stand and cannot be paid. Its key at the simulator:',
  connectOther:
    'This merchant needs the test key of another Mollie profile than the one that the demo was started with: my.mollie.com, Developers, API keys. Payments of one profile are those of one merchant.',
  copyKey: 'Copy key',
  keyCopied: 'Copied',
  atMollie: 'Its dashboard at the simulator',
};

export type Texts = typeof en;

const nl: Texts = {
  invoices: 'Facturen',
  connection: 'Verbinding',
  language: 'Taal',
  invoice: 'Factuur',
  creditNote: 'Creditfactuur',
  customer: 'Klant',
  date: 'Datum',
  dueDate: 'Vervaldatum',
  total: 'Totaal',
  payment: 'Betaling',
  quantity: 'Aantal',
  description: 'Omschrijving',
  price: 'Prijs',
  amount: 'Bedrag',
  net: 'Subtotaal',
  vat: 'Btw 21%',
  vatReversed: 'Btw verlegd',
  correction: 'Correctie',
  paidElsewhere: 'Al betaald',
  withdrawn: 'Ingetrokken',
  billing: 'Factuur bewerken',
  book: 'Betaling boeken',
  bookAmount: 'Op andere wijze betaald',
  change: 'Totaal wijzigen',
  newTotal: 'Nieuw totaal, inclusief btw',
  withdraw: 'Factuur intrekken',
  reinstate: 'Intrekking ongedaan maken',
  customersView: 'Wat de klant ziet',
  notAnAmount: 'Vul een bedrag in, zoals 50,00.',
  notTold: 'De wijziging is opgeslagen. De betaalproxy kon nog niet worden ingelicht:',
  online: 'Uw factuur',
  thanks: 'Bedankt voor uw opdracht. Vragen over deze factuur? Bel ons of beantwoord onze e-mail.',
  payLink: 'Betaal deze factuur online',
  thanksPaid: 'Bedankt voor uw betaling.',
  connectTitle: 'Mollie verbinden',
  connectText:
    'Deze onderneming heeft een eigen Mollie-account. Zolang de API-sleutel niet verbonden is, tonen facturen hoe ze ervoor staan en kunnen ze niet worden betaald. De sleutel bij de simulator:',
  connectOther:
    'Deze onderneming heeft de testsleutel nodig van een ander Mollie-profiel dan dat waarmee de demo is gestart: my.mollie.com, Ontwikkelaars, API-sleutels. De betalingen van één profiel zijn die van één onderneming.',
  copyKey: 'Sleutel kopiëren',
  keyCopied: 'Gekopieerd',
  atMollie: 'Het dashboard bij de simulator',
};

const de: Texts = {
  invoices: 'Rechnungen',
  connection: 'Verbindung',
  language: 'Sprache',
  invoice: 'Rechnung',
  creditNote: 'Gutschrift',
  customer: 'Kunde',
  date: 'Datum',
  dueDate: 'Fällig am',
  total: 'Gesamtbetrag',
  payment: 'Zahlung',
  quantity: 'Menge',
  description: 'Beschreibung',
  price: 'Preis',
  amount: 'Betrag',
  net: 'Zwischensumme',
  vat: 'MwSt. 21 %',
  vatReversed: 'Steuerschuldnerschaft des Leistungsempfängers',
  correction: 'Korrektur',
  paidElsewhere: 'Bereits bezahlt',
  withdrawn: 'Zurückgezogen',
  billing: 'Rechnung bearbeiten',
  book: 'Zahlung buchen',
  bookAmount: 'Auf anderem Weg bezahlt',
  change: 'Betrag ändern',
  newTotal: 'Neuer Gesamtbetrag, inkl. MwSt.',
  withdraw: 'Rechnung zurückziehen',
  reinstate: 'Rechnung wieder gültig machen',
  customersView: 'Was der Kunde sieht',
  notAnAmount: 'Bitte geben Sie einen Betrag ein, zum Beispiel 50,00.',
  notTold: 'Die Änderung ist gespeichert. Der Zahlungs-Proxy ist noch nicht informiert:',
  online: 'Ihre Rechnung',
  thanks:
    'Vielen Dank für Ihren Auftrag. Fragen zur Rechnung? Rufen Sie uns an oder antworten Sie auf unsere E-Mail.',
  payLink: 'Diese Rechnung online bezahlen',
  thanksPaid: 'Vielen Dank für Ihre Zahlung.',
  connectTitle: 'Mollie verbinden',
  connectText:
    'Dieses Unternehmen hat ein eigenes Mollie-Konto. Solange sein API-Schlüssel nicht verbunden ist, zeigen Rechnungen ihren Stand und können nicht bezahlt werden. Der Schlüssel beim Simulator:',
  connectOther:
    'Dieses Unternehmen braucht den Testschlüssel eines anderen Mollie-Profils als das, mit dem die Demo gestartet wurde: my.mollie.com, Entwickler, API-Schlüssel. Die Zahlungen eines Profils sind die eines Unternehmens.',
  copyKey: 'Schlüssel kopieren',
  keyCopied: 'Kopiert',
  atMollie: 'Das Dashboard beim Simulator',
};

const TEXTS: Record<Language, Texts> = { en, nl, de };

export function textsIn(language: Language): Texts {
  return TEXTS[language];
}
