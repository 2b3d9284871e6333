import type { OfficeTexts } from '../en/office.ts';

export const texts: OfficeTexts = {
  withdrawn: 'Kan niet meer online worden betaald',
  lastFailed: 'De laatste betaling is niet gelukt. Uw klant kan het opnieuw proberen.',
  lastCanceled: 'De laatste betaling is geannuleerd. Uw klant kan het opnieuw proberen.',
  lastExpired: 'De laatste betaalpagina is verlopen. Uw klant kan gewoon opnieuw betalen.',
  approved: (amount) => `Een betaling van ${amount} is geautoriseerd en nog niet geïncasseerd.`,
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
  methodOpen: (method, until) =>
    `Er staat een betaalpagina voor ${method} open${until ? ` tot ongeveer ${until}` : ''}.`,
  transferExactly: (amount) =>
    `Uw klant maakt precies ${amount} over met precies dit kenmerk. Al het andere wordt teruggestuurd.`,
  transferTo: (bank, merchant) =>
    `De rekening is van ${bank}, die voor ${merchant ?? 'u'} int. De bank van uw klant kan die naam tonen.`,
  notSent: 'Het is niet overgemaakt',
  transferCanceled: 'De overboeking is geannuleerd. Uw klant kan weer op elke manier betalen.',

  toMerchants: {
    unconfirmed:
      'Deze factuur is na verlies van de opslag hersteld uit de betalingen bij Mollie. Of ze is gewijzigd, elders betaald of ingetrokken, is niet bekend; daarom kan er niets worden betaald. Uw systeem moet de factuur opnieuw opgeven (PUT /v1/invoice), of de beheerder voert ‘resync --trust’ uit.',
    paused:
      'Betalingen zijn gepauzeerd; er kan nu niets worden betaald. In de instellingen van de verbinding zijn ze te hervatten.',
    not_connected:
      'Er is geen Mollie-account gekoppeld; er kan niets online worden betaald. Koppel een account in de instellingen van de verbinding; dan staat hier ook de link.',
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
  withoutNotVisible: (amount) =>
    `Zolang ${amount} in behandeling is, kan er niets anders worden betaald. U kunt zonder deze betaling verdergaan. Komt ze later toch binnen, dan tellen beide betalingen.`,
  goOnWithout: 'Zonder deze betaling verder',

  createPayment: 'Betaling aanmaken',
  copyLink: 'Link kopiëren',
  copied: 'Link gekopieerd',
  copyByHand: 'Uw browser staat kopiëren niet toe. De link is geselecteerd: kopieer hem met het toetsenbord.',
  copyMessage: 'Bericht kopiëren',
  messageCopied: 'Bericht gekopieerd',
  message: (number, from, amount, due, link) =>
    `Factuur ${number}${from && ` van ${from}`}: er staat nog ${amount} open${due ? `, te betalen uiterlijk ${due}` : ''}. U kunt hier online betalen: ${link}`,
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
  notVisibleSince: (time) => `Door Mollie niet getoond sinds ${time}`,
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
  log: 'Activiteit',
  logEmpty: 'Er is nog niets gebeurd.',
  showOlder: 'Oudere tonen',
};
