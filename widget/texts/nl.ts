import type { FirstTexts, NoteTexts, PanelTexts } from './en.ts';

export const first: FirstTexts = {
  test: 'Test',
  stillOpen: 'Nog te betalen',
  stillOpenOf: (total) => `Nog te betalen van ${total}`,
  due: (date) => `Vervaldatum ${date}`,
  overdue: (date) => `Vervaldatum ${date} verstreken`,
  paidOn: (date) => `Betaald op ${date}`,

  pay: (amount) => `${amount} betalen`,
  details: 'Details bekijken',
};

export const notes: NoteTexts = {
  invoice: (number) => `Factuur ${number}`,
  tooMuch: (amount) => `${amount} te veel betaald`,
  wasRefunded: (amount) => `${amount} terugbetaald`,
  needsNothing: 'U hoeft niets te betalen',
  withdrawn: 'Betaal deze factuur niet',

  tryAgain: 'Opnieuw proberen',
  reference: (reference) => `Referentie: ${reference}`,
  code: (code) => `Code: ${code}`,
  leaving: 'U gaat naar Mollie om te betalen',

  changed: (from, to) =>
    `Het bedrag is gewijzigd van ${from} in ${to}. Er is nog niets betaald: controleer het bedrag voordat u verdergaat.`,
  lastFailed: 'De laatste betaling is niet gelukt. U kunt het opnieuw proberen.',
  lastCanceled: 'De laatste betaling is geannuleerd. U kunt het opnieuw proberen.',
  inProgress: (amount) => `Een betaling van ${amount} wordt verwerkt. U hoeft niets meer te doen.`,
  inProgressPart: (amount) => `Een betaling van ${amount} wordt nog verwerkt. Hier betaalt u alleen de rest.`,
  pageOpen: (amount, until) => `Een betaalpagina voor ${amount} staat open tot ongeveer ${until}.`,
  older: (amount, until) =>
    `Een eerdere betaalpagina voor ${amount} werkt mogelijk nog${until ? ` tot ongeveer ${until}` : ''}. Betaal niet allebei.`,
  transfer: (amount, until) =>
    `Een overboeking van ${amount} wordt verwacht${until ? ` vóór ${until}` : ''}:`,
  beneficiary: 'Begunstigde',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Kenmerk',
  payAnotherWay: 'Op een andere manier betalen',
  transferOpen: 'Hebt u het bedrag al overgemaakt, betaal dan niet ook op een andere manier.',

  reasons: {
    below_minimum: 'Dit bedrag is te klein om online te betalen.',
    above_maximum: 'Dit bedrag is te groot om online te betalen.',
    currency_unsupported: 'In deze valuta kan niet online worden betaald.',
    no_methods: 'Voor dit bedrag is geen betaalmethode beschikbaar.',
    mollie_unavailable: 'Mollie is niet bereikbaar. Wat u ziet, is mogelijk niet helemaal actueel.',
    maybe_booked_twice:
      'Mogelijk telt een betaling dubbel: hier ontvangen en ook elders als betaald ingevoerd. Vergelijk het met uw boekhouding.',
    webhook_silent:
      'De meldingen van Mollie komen niet aan, dus nieuws kan later komen. ‘Nu controleren’ vraagt het altijd na bij Mollie.',
    other: 'Deze factuur kan op dit moment niet online worden betaald.',
  },

  errors: {
    unreachable: 'De betaaldienst is niet bereikbaar. Controleer uw verbinding en probeer het opnieuw.',
    timeout: 'De betaaldienst reageert niet. Probeer het opnieuw.',
    proxy_missing: 'Het adres van de betaaldienst ontbreekt op deze pagina.',
    token_unavailable: 'Deze pagina kon de toegang niet vernieuwen. Laad de pagina opnieuw.',
    checkout_refused: 'De betaalpagina heeft geen veilig adres en is daarom niet geopend.',
  },
};

export const panels: PanelTexts = {
  withdrawn: 'Kan niet meer online worden betaald',
  lastFailed: 'De laatste betaling is niet gelukt. Uw klant kan het opnieuw proberen.',
  lastCanceled: 'De laatste betaling is geannuleerd. Uw klant kan het opnieuw proberen.',
  inProgress: (amount) => `Een betaling van ${amount} wordt verwerkt.`,
  inProgressPart: (amount) => `Een betaling van ${amount} wordt verwerkt.`,

  createPayment: 'Betaling aanmaken',
  copyLink: 'Link kopiëren',
  copied: 'Link gekopieerd',
  copyByHand: 'Uw browser staat kopiëren niet toe. De link is geselecteerd: kopieer hem met het toetsenbord.',
  copyMessage: 'Bericht kopiëren',
  messageCopied: 'Bericht gekopieerd',
  message: (number, amount, due, link) =>
    `Factuur ${number}: er staat nog ${amount} open${due ? `, te betalen uiterlijk ${due}` : ''}. U kunt hier online betalen: ${link}`,
  checkNow: 'Nu controleren',
  checked: (time) => `Gecontroleerd: ${time}`,
  linkFor: 'Link voor uw klant',
  qr: (number) => `QR-code van de link voor factuur ${number}`,
  total: 'Totaal',
  paidElsewhere: 'Elders betaald',
  paidHere: 'Betaald via Mollie',
  refunded: 'Terugbetaald',
  chargedBack: 'Teruggeboekt',
  pendingSum: 'In behandeling',
  excess: 'Te veel',
  attempts: 'Pogingen',
  noAttempts: 'Er is nog geen betaling gestart.',
  omitted: (count) =>
    count === 1
      ? 'Eén oudere poging leverde geen betaling op.'
      : `${count} oudere pogingen leverden geen betaling op.`,
  noMethod: 'Geen betaalmethode gekozen',
  dashboard: 'Openen in Mollie',
  payments: {
    open: 'Openstaand',
    pending: 'In behandeling',
    authorized: 'Geautoriseerd',
    paid: 'Betaald',
    canceled: 'Geannuleerd',
    expired: 'Verlopen',
    failed: 'Mislukt',
  },
  methods: {
    banktransfer: 'Overboeking',
    creditcard: 'Kaart',
    directdebit: 'Automatische incasso',
    giftcard: 'Cadeaukaart',
  },
  log: 'Activiteit',
  logEmpty: 'Er is nog niets gebeurd.',
  showOlder: 'Oudere tonen',

  connection: 'Verbinding',
  connectionOk: 'Alles is klaar voor betalingen',
  connectionBroken: 'Betalen is nog niet mogelijk',
  checkAgain: 'Opnieuw controleren',
  profile: 'Profiel',
  mode: 'Modus',
  live: 'Live',
  methodsEnabled: 'Betaalmethoden',
  none: 'Geen',
  store: 'Opslag',
  writable: 'beschrijfbaar',
  notWritable: 'niet beschrijfbaar',
  lastWebhook: 'Laatste melding van Mollie',
  never: 'Nog geen',
  notExpected: 'Niet verwacht op dit adres',
  profiles: { verified: 'geverifieerd', unverified: 'nog niet geverifieerd', blocked: 'geblokkeerd' },
};
