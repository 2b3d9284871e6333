import { nl } from '../../../../shared/texts/nl.ts';
import type { PayerTexts } from '../en/payer.ts';

const { unconfirmed, paused, not_connected, ...shared } = nl;

export const texts: PayerTexts = {
  ...shared,
  invoice: (number) => `Factuur ${number}`,
  ofTotal: (total) => `Totaal ${total}`,
  toPayOf: (total) => `Nog te betalen van ${total}`,
  beingProcessed: 'Wordt verwerkt',
  needsNothing: 'U hoeft niets te betalen',
  withdrawn: 'Betaal deze factuur niet',

  reference: (reference) => `Referentie: ${reference}`,
  code: (code) => `Code: ${code}`,
  timeOfDay: (time) => time,
  wait: (time) => `Wacht nog ${time}, alstublieft.`,
  leaving: 'U gaat naar Mollie om te betalen',
  framed: 'Mollie kan niet vanuit deze pagina worden geopend. Betaal in een nieuw venster:',
  openCheckout: 'Mollie openen om te betalen',

  changed: (from, to) =>
    `Het bedrag is gewijzigd van ${from} in ${to}. Er is nog niets betaald: controleer het bedrag voordat u verdergaat.`,
  lastFailed: 'De laatste betaling is niet gelukt. U kunt het opnieuw proberen.',
  lastCanceled: 'De laatste betaling is geannuleerd. U kunt het opnieuw proberen.',
  approved: (amount) => `Een betaling van ${amount} is goedgekeurd. U hoeft niets meer te doen.`,
  inProgress: (amount) => `Een betaling van ${amount} wordt verwerkt. U hoeft niets meer te doen.`,
  pageOpen: (amount, until) =>
    `Een betaalpagina voor ${amount} staat open${until ? ` tot ongeveer ${until}` : ''}. Als u op betalen klikt, gaat u daar verder.`,
  methodOpen: (method, until, hasButton) =>
    `Er staat al een betaalpagina voor ${method} open${until ? ` tot ongeveer ${until}` : ''}. ${hasButton ? `Met de knop ${method} gaat u daar verder. ` : ''}Hebt u zojuist betaald, dan ziet u dat hier zo meteen.`,
  transfer: (amount, until) =>
    `Een overboeking van ${amount} wordt${until ? ` uiterlijk ${until}` : ''} verwacht.`,
  transferDetails: 'Bankgegevens',
  amount: 'Bedrag',
  transferBy: 'Uiterlijk ontvangen op',
  copy: (name) => `Kopiëren: ${name}`,
  copiedValue: (name) => `Gekopieerd: ${name}`,
  copyByHandValue:
    'Uw browser staat kopiëren niet toe. Wat u nodig hebt, is geselecteerd: kopieer het met het toetsenbord.',
  transferCanceled: 'De overboeking is geannuleerd. U kunt weer op elke manier betalen.',

  reasons: {
    unconfirmed,
    paused,
    not_connected,
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
