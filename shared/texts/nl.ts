import type { SharedTexts } from './en.ts';

export const nl: SharedTexts = {
  total: 'Totaal',
  openAgain: 'Weer open',
  tooMuch: 'Te veel betaald',
  givenBack: 'Terugbetaald',
  lastExpired: 'De laatste betaalpagina is verlopen. U kunt gewoon opnieuw betalen.',
  chargedBackOn: (amount, day) =>
    `Uw bank heeft de betaling${day ? ` op ${day}` : ''} teruggeboekt. ${amount} staat weer open.`,
  inProgressPart: (amount) => `Een betaling van ${amount} wordt nog verwerkt. Hier betaalt u alleen de rest.`,
  inProgressBesides: (amount) =>
    `Een betaling van ${amount} wordt nog verwerkt. U ziet hier wat ervan wordt.`,
  expires: (until) => `Is de betaling niet vóór ${until} bevestigd, dan verloopt ze.`,
  older: (amount, until) =>
    `Een eerdere betaalpagina voor ${amount} werkt mogelijk nog${until ? ` tot ongeveer ${until}` : ''}. Betaal niet allebei.`,
  olderUseless: (amount, until) =>
    `Gebruik de eerdere betaalpagina voor ${amount} niet meer. Die werkt mogelijk nog${until ? ` tot ongeveer ${until}` : ''}.`,
  olderTransfer: (amount) => `Maak de eerdere overboeking van ${amount} niet meer over.`,
  nothingMore: 'U hoeft niets meer te betalen.',
  transferOpen: 'Hebt u het bedrag al overgemaakt, betaal dan niet ook op een andere manier.',
  payAnotherWay: 'Op een andere manier betalen',
  beneficiary: 'Begunstigde',
  iban: 'IBAN',
  bic: 'BIC',
  transferReference: 'Kenmerk',
  transferExactly: (amount) =>
    `Maak precies ${amount} over met precies dit kenmerk. Al het andere wordt naar u teruggestuurd.`,
  transferTo: (bank, merchant) =>
    `De rekening is van ${bank}, die voor ${merchant ?? 'de afzender van de factuur'} int. Uw bank kan die naam tonen.`,
  scanTransfer: 'Scan met uw bank-app',
  notSent: 'Ik heb het niet overgemaakt',
  unconfirmed:
    'Deze factuur wordt na een storing hersteld en kan nog niet worden betaald. Probeer het later opnieuw.',
  paused:
    'Online betalen is voor deze factuur op dit moment niet mogelijk. Probeer het later opnieuw, of vraag het de afzender van de factuur.',
  not_connected:
    'Deze factuur kan op dit moment niet online worden betaald. Vraag de afzender van de factuur hoe u kunt betalen.',
  methods: {
    banktransfer: 'Overboeking',
    creditcard: 'Kaart',
    directdebit: 'Automatische incasso',
    giftcard: 'Cadeaukaart',
    voucher: 'Voucher',
  },
};
