import type { FirstTexts, NoteTexts, PanelTexts } from './en.ts';

export const first: FirstTexts = {
  test: 'Test',
  toPay: 'Te betalen',
  stillOpenOf: (total) => `Nog te betalen van ${total}`,
  due: (date) => `Vervaldatum ${date}`,
  overdue: (date) => `Vervaldatum ${date} verstreken`,
  paidOn: (date) => `Betaald op ${date}`,

  pay: (amount) => `${amount} betalen`,
  details: 'Details bekijken',

  failed: 'De betaaldienst is niet bereikbaar.',
  tryAgain: 'Opnieuw proberen',
};

export const notes: NoteTexts = {
  invoice: (number) => `Factuur ${number}`,
  total: 'Totaal',
  ofTotal: (total) => `Totaal ${total}`,
  toPayOf: (total) => `Nog te betalen van ${total}`,
  openAgain: 'Weer open',
  beingProcessed: 'Wordt verwerkt',
  tooMuch: 'Te veel betaald',
  givenBack: 'Terugbetaald',
  needsNothing: 'U hoeft niets te betalen',
  withdrawn: 'Betaal deze factuur niet',

  reference: (reference) => `Referentie: ${reference}`,
  code: (code) => `Code: ${code}`,
  wait: (time) => `Wacht nog ${time}, alstublieft.`,
  leaving: 'U gaat naar Mollie om te betalen',
  framed: 'Mollie kan niet vanuit deze pagina worden geopend. Betaal in een nieuw venster:',
  openCheckout: 'Mollie openen om te betalen',

  changed: (from, to) =>
    `Het bedrag is gewijzigd van ${from} in ${to}. Er is nog niets betaald: controleer het bedrag voordat u verdergaat.`,
  lastFailed: 'De laatste betaling is niet gelukt. U kunt het opnieuw proberen.',
  lastCanceled: 'De laatste betaling is geannuleerd. U kunt het opnieuw proberen.',
  lastExpired: 'De laatste betaalpagina is verlopen. U kunt gewoon opnieuw betalen.',
  chargedBackOn: (amount, day) =>
    `Uw bank heeft de betaling${day ? ` op ${day}` : ''} teruggeboekt. ${amount} staat weer open.`,
  inProgress: (amount) => `Een betaling van ${amount} wordt verwerkt. U hoeft niets meer te doen.`,
  inProgressPart: (amount) => `Een betaling van ${amount} wordt nog verwerkt. Hier betaalt u alleen de rest.`,
  inProgressBesides: (amount) =>
    `Een betaling van ${amount} wordt nog verwerkt. U ziet hier wat ervan wordt.`,
  expires: (until) => `Is de betaling niet vóór ${until} bevestigd, dan verloopt ze.`,
  pageOpen: (amount, until) =>
    `Een betaalpagina voor ${amount} staat open${until ? ` tot ongeveer ${until}` : ''}. Als u op betalen klikt, gaat u daar verder.`,
  older: (amount, until) =>
    `Een eerdere betaalpagina voor ${amount} werkt mogelijk nog${until ? ` tot ongeveer ${until}` : ''}. Betaal niet allebei.`,
  nothingMore: 'U hoeft niets meer te betalen.',
  olderUseless: (amount, until) =>
    `Gebruik de eerdere betaalpagina voor ${amount} niet meer. Die werkt mogelijk nog${until ? ` tot ongeveer ${until}` : ''}.`,
  olderTransfer: (amount) => `Maak de eerdere overboeking van ${amount} niet meer over.`,
  transfer: (amount, until) =>
    `Een overboeking van ${amount} wordt verwacht${until ? ` vóór ${until}` : ''}.`,
  transferDetails: 'Bankgegevens',
  beneficiary: 'Begunstigde',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Kenmerk',
  payAnotherWay: 'Op een andere manier betalen',
  transferOpen: 'Hebt u het bedrag al overgemaakt, betaal dan niet ook op een andere manier.',

  reasons: {
    unconfirmed:
      'Deze factuur wordt na een storing hersteld en kan nog niet worden betaald. Probeer het later opnieuw.',
    below_minimum: 'Dit bedrag is te klein om online te betalen.',
    above_maximum: 'Dit bedrag is te groot om online te betalen.',
    currency_unsupported: 'In deze valuta kan niet online worden betaald.',
    no_methods: 'Voor dit bedrag is geen betaalmethode beschikbaar.',
    mollie_unavailable: 'Mollie is niet bereikbaar. Wat u ziet, is mogelijk niet helemaal actueel.',
    other: 'Deze factuur kan op dit moment niet online worden betaald.',
  },

  errors: {
    unreachable: 'De betaaldienst is niet bereikbaar. Controleer uw verbinding en probeer het opnieuw.',
    timeout: 'De betaaldienst reageert niet. Probeer het opnieuw.',
    proxy_missing:
      'Het adres van de betaaldienst ontbreekt op deze pagina. Laat het weten aan wie haar beheert.',
    token_unavailable: 'Deze pagina kon de toegang niet vernieuwen. Laad de pagina opnieuw.',
    checkout_refused: 'De betaalpagina heeft geen veilig adres en is daarom niet geopend.',
  },
};

export const panels: PanelTexts = {
  withdrawn: 'Kan niet meer online worden betaald',
  lastFailed: 'De laatste betaling is niet gelukt. Uw klant kan het opnieuw proberen.',
  lastCanceled: 'De laatste betaling is geannuleerd. Uw klant kan het opnieuw proberen.',
  lastExpired: 'De laatste betaalpagina is verlopen. Uw klant kan gewoon opnieuw betalen.',
  inProgress: (amount) => `Een betaling van ${amount} wordt verwerkt.`,
  inProgressPart: (amount) => `Een betaling van ${amount} wordt verwerkt.`,
  nothingMore: 'Er hoeft niets meer te worden betaald.',
  inProgressBesides: (amount) => `Een betaling van ${amount} wordt nog verwerkt.`,
  chargedBackOn: (amount, day) =>
    `De bank van uw klant heeft de betaling${day ? ` op ${day}` : ''} teruggeboekt. ${amount} staat weer open.`,
  pageOpen: (amount, until) =>
    `Een betaalpagina voor ${amount} staat open${until ? ` tot ongeveer ${until}` : ''}. Via de link gaat uw klant daar verder.`,
  older: (amount, until) =>
    `Een eerdere betaalpagina voor ${amount} werkt mogelijk nog${until ? ` tot ongeveer ${until}` : ''}. Uw klant moet niet allebei betalen.`,
  olderUseless: (amount, until) =>
    `Uw klant moet de eerdere betaalpagina voor ${amount} niet meer gebruiken. Die werkt mogelijk nog${until ? ` tot ongeveer ${until}` : ''}.`,
  olderTransfer: (amount) => `Uw klant moet de eerdere overboeking van ${amount} niet meer overmaken.`,
  transferOpen:
    'Er is mogelijk een overboeking onderweg. Dan moet uw klant niet ook op een andere manier betalen.',

  toMerchants: {
    unconfirmed:
      'Deze factuur is na verlies van de opslag hersteld uit de betalingen bij Mollie. Of ze is gewijzigd, elders betaald of ingetrokken, is niet bekend; daarom kan er niets worden betaald. Uw systeem moet de factuur opnieuw opgeven (PUT /v1/invoice), of de beheerder voert ‘resync --trust’ uit.',
    maybe_booked_twice:
      'Mogelijk telt een betaling dubbel: hier ontvangen en ook elders als betaald ingevoerd. Vergelijk het met uw boekhouding.',
    maybe_not_booked:
      'Uw systeem noemt betalingen als geboekt, maar heeft minder als elders betaald staan dan ze opbrachten. Ze tellen toch mee. Vergelijk het met uw boekhouding.',
    paid_although_void:
      'Er kwam geld binnen nadat de factuur was ingetrokken; het telt als te veel betaald. Betaal het terug, of laat uw systeem de factuur weer geldig maken.',
    captured_in_part:
      'Van een geautoriseerde betaling is maar een deel geïncasseerd, en alleen dat deel telt als betaald. Incasseer de rest op tijd in Mollie, anders moet die opnieuw worden betaald.',
    captured_in_part_only:
      'Van een geautoriseerde betaling is maar een deel geïncasseerd, en alleen dat deel telt als betaald. De rest kan niet meer worden geïncasseerd; staat die nog open, dan moet die opnieuw worden betaald.',
    not_visible:
      'Mollie toont een betaling met geen van de API-sleutels, dus er komt geen nieuws over. De betaling is weer zichtbaar zodra de proxy de sleutel heeft waarmee ze is gemaakt.',
    webhook_silent:
      'De meldingen van Mollie komen niet aan, dus nieuws kan later komen. ‘Nu controleren’ vraagt het altijd na bij Mollie.',
  },
  withoutUnseen: (amount) =>
    `Zolang ${amount} in behandeling is, kan er niets anders worden betaald. U kunt zonder deze betaling verdergaan. Komt ze later toch binnen, dan tellen beide betalingen.`,
  goOnWithout: 'Zonder deze betaling verder',

  createPayment: 'Betaling aanmaken',
  copyLink: 'Link kopiëren',
  copied: 'Link gekopieerd',
  copyByHand: 'Uw browser staat kopiëren niet toe. De link is geselecteerd: kopieer hem met het toetsenbord.',
  copyMessage: 'Bericht kopiëren',
  messageCopied: 'Bericht gekopieerd',
  message: (number, amount, due, link) =>
    `Factuur ${number}: er staat nog ${amount} open${due ? `, te betalen uiterlijk ${due}` : ''}. U kunt hier online betalen: ${link}`,
  checkNow: 'Nu controleren',
  noNews: 'Niets nieuws sinds de vorige controle.',
  checked: (time) => `Gecontroleerd: ${time}`,
  linkFor: 'Link voor uw klant',
  qr: (number) => `QR-code van de link voor factuur ${number}`,
  paidElsewhere: 'Elders betaald',
  givenBackElsewhere: 'Elders terugbetaald',
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
  captured: 'Geïncasseerd',
  captureBefore: (time) => `De rest kan worden geïncasseerd tot ${time}`,
  unseenSince: (time) => `Door Mollie niet getoond sinds ${time}`,
  otherCurrency: (amount) => `${amount} in een andere valuta, in geen enkel totaal`,
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
  connectionBroken: 'Betalen is op dit moment niet mogelijk',
  checkAgain: 'Opnieuw controleren',
  profile: 'Profiel',
  mode: 'Modus',
  live: 'Live',
  methodsEnabled: 'Betaalmethoden',
  none: 'Geen',
  unknown: 'Niet bekend',
  store: 'Opslag',
  writable: 'beschrijfbaar',
  notWritable: 'niet beschrijfbaar',
  lastWebhook: 'Laatste melding van Mollie',
  never: 'Nog geen',
  notExpected: 'Niet verwacht op dit adres',
  profiles: { verified: 'geverifieerd', unverified: 'nog niet geverifieerd', blocked: 'geblokkeerd' },
};
