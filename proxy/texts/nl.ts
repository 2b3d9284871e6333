import { nl as shared } from '../../shared/texts/nl.ts';
import type { Texts } from './en.ts';
export const nl: Texts = {
  name: 'Nederlands',
  locale: 'nl-NL',
  clock: (time) => time,
  dateTime: (date, time) => `${date} om ${time}`,

  status: {
    open: 'Openstaand',
    pending: 'Betaling in behandeling',
    partially_paid: 'Deels betaald',
    paid: 'Betaald',
    overpaid: 'Te veel betaald',
    partially_refunded: 'Deels terugbetaald',
    refunded: 'Terugbetaald',
    charged_back: 'Teruggeboekt',
    nothing_due: 'Niets te betalen',
    void: 'Ingetrokken',
  },

  methods: shared.methods,

  page: {
    heading: {
      open: (number) => `Factuur ${number}`,
      pending: 'Uw betaling wordt verwerkt',
      paid: 'Bedankt voor uw betaling',
      settled: 'Deze factuur is betaald',
      overpaid: 'Er is te veel betaald',
      partially_refunded: 'Een deel van uw betaling is terugbetaald',
      refunded: 'Uw betaling is terugbetaald',
      charged_back: 'Uw betaling is teruggeboekt',
      nothing_due: 'U hoeft niets te betalen',
      void: 'Deze factuur is ingetrokken',
      bankTransfer: 'Wij wachten op uw overboeking',
    },
    lead: {
      authorized: (amount, method) =>
        `Uw betaling van ${amount} met ${method} is goedgekeurd. U hoeft hier niets te doen; betaal niet nog een keer.`,
      pending:
        'De bank heeft de betaling nog niet bevestigd. U hoeft niets te doen; betaal niet nog een keer.',
      overpaid: (amount, name) =>
        `Er is ${amount} te veel ontvangen voor deze factuur. Neem hierover contact op met ${name ?? 'de afzender van de factuur'}.`,
      refunded:
        'U hoeft deze factuur niet opnieuw te betalen. Wanneer het geld op uw rekening staat, hangt af van uw bank.',
      charged_back: shared.chargedBackOn,
      nothing_due: 'U hoeft voor deze factuur niets te doen.',
      void: (name) =>
        `Betaal deze factuur niet. ${name ?? 'De afzender van de factuur'} kan u meer vertellen.`,
      voidPaid: (amount, name) =>
        `Er is toch ${amount} voor betaald. Neem hierover contact op met ${name ?? 'de afzender van de factuur'} en betaal niets meer.`,
      transferred:
        'Bedankt. Een overboeking kan tot drie werkdagen duren. Zodra het geld er is, ziet u dat hier.',
    },
    details: {
      number: 'Factuur',
      description: 'Betreft',
      date: 'Datum',
      due: 'Vervaldatum',
      overdue: (days) => (days === 1 ? '1 dag te laat' : `${days} dagen te laat`),
      total: shared.total,
      alreadyPaid: 'Al betaald',
      paidOnline: 'Online betaald',
      paidOtherwise: 'Anders betaald',
      givenBackOtherwise: 'Anders terugbetaald',
      pending: 'In behandeling',
      refunded: 'Terugbetaald',
      chargedBack: 'Teruggeboekt',
      excess: 'Te veel',
      stillOpen: 'Nog te betalen',
      method: 'Betaald met',
      paidAt: 'Betaald op',
    },
    figure: {
      due: 'Te betalen',
      again: shared.openAgain,
      paid: 'Betaald',
      total: shared.total,
      excess: shared.tooMuch,
      pending: 'In behandeling',
      refunded: shared.givenBack,
    },
    actions: {
      pay: (amount) => `${amount} betalen`,
      payAnotherWay: shared.payAnotherWay,
      methods: 'of direct met',
      notSent: shared.notSent,
      transferred: 'Ik heb het overgemaakt',
      checkAgain: 'Opnieuw controleren',
      tryAgain: 'Opnieuw proberen',
      print: 'Afdrukken',
      back: 'Terug naar de factuur',
    },
    messages: {
      continues: (time) =>
        time
          ? `Er staat al een betaalpagina open tot ongeveer ${time}. Als u op betalen klikt, gaat u daar verder. Hebt u net betaald, dan ziet u dat hier zo meteen.`
          : 'Er staat al een betaalpagina open. Als u op betalen klikt, gaat u daar verder. Hebt u net betaald, dan ziet u dat hier zo meteen.',
      openWith: (method, time, hasButton) =>
        `Er staat al een betaalpagina voor ${method} open${time ? ` tot ongeveer ${time}` : ''}.${hasButton ? ` Met de knop ${method} gaat u daar verder.` : ''} Hebt u net betaald, dan ziet u dat hier zo meteen.`,
      older: shared.older,
      olderUseless: shared.olderUseless,
      olderTransfer: shared.olderTransfer,
      nothingMore: shared.nothingMore,
      failed: 'De laatste betaling is niet gelukt. Er is niets afgeschreven. U kunt het opnieuw proberen.',
      canceled: 'De laatste betaling is geannuleerd. Er is niets afgeschreven. U kunt het opnieuw proberen.',
      expired: shared.lastExpired,
      pendingPart: shared.inProgressPart,
      pendingBesides: shared.inProgressBesides,
      pendingUntil: shared.expires,
      stale: (time) => `Mollie is nu niet bereikbaar. U ziet de stand van ${time}.`,
      transferOpen: shared.transferOpen,
    },
    bank: {
      exactly: shared.transferExactly,
      to: shared.transferTo,
      amount: 'Bedrag',
      beneficiary: shared.beneficiary,
      iban: shared.iban,
      bic: shared.bic,
      reference: shared.transferReference,
      by: 'Uiterlijk',
      scan: shared.scanTransfer,
      qr: 'QR-code van deze overboeking',
      copy: (what) => `${what} kopiëren`,
      copied: 'Gekopieerd',
    },
    secured: 'U betaalt bij Mollie; deze pagina ziet uw bankgegevens niet.',
    scan: 'Scan om online te betalen',
    test: 'Test',
    testHint: 'Testmodus: er wordt geen echt geld overgemaakt.',
    languages: 'Taal',
    reference: (reference) => `Referentie ${reference}`,
    problem: {
      unknown: 'Deze link bestaat niet',
      later: 'Op dit moment niet beschikbaar',
      other: 'Dat is niet gelukt',
    },
  },

  errors: {
    bad_request: 'Het verzoek is niet begrepen.',
    invalid_invoice: ({ claim }) =>
      `Iets in deze factuur is niet geldig: ${claim}. Laat het de afzender weten.`,
    invalid_token:
      'Deze pagina mag de factuur niet tonen. Laad haar opnieuw. Helpt dat niet, vraag de afzender van de factuur dan om een nieuwe link.',
    token_expired:
      'Deze pagina staat al te lang open. Laad haar opnieuw. Helpt dat niet, vraag de afzender van de factuur dan om een nieuwe link.',
    wrong_audience: 'Deze pagina mag dat niet. Vraag het aan wie haar beheert.',
    not_found: 'Controleer het adres of vraag de afzender van de factuur om een nieuwe link.',
    method_not_allowed: 'Dat kan niet op dit adres.',
    nothing_due: 'Voor deze factuur hoeft niets betaald te worden.',
    void: 'Deze factuur is ingetrokken en kan niet worden betaald.',
    payment_pending: 'Er wordt al een betaling verwerkt. Wacht deze af en betaal niet nog een keer.',
    amount_changed: ({ from, to }) =>
      `Het bedrag is gewijzigd van ${from} in ${to}. Er is niets afgeschreven. Controleer het nieuwe bedrag voordat u betaalt.`,
    currency_changed: 'De valuta van een factuur kan niet meer wijzigen zodra een betaling is gestart.',
    unconfirmed: shared.unconfirmed,
    paused: shared.paused,
    not_connected: shared.not_connected,
    key_in_environment: 'De API-sleutel is ingesteld waar de proxy draait en kan hier niet worden gewijzigd.',
    key_of_other_account:
      'Met het profiel van deze sleutel bij Mollie zijn betalingen van een ander account gedaan. Gebruik de sleutel van uw eigen profiel.',
    key_refused: ({ reason, detail }) =>
      reason === 'live_needs_https'
        ? 'Een live-sleutel vraagt om een proxy die vanaf het internet via https bereikbaar is. Er is niets gewijzigd.'
        : reason === 'live_beside_simulator'
          ? 'Deze proxy gebruikt een simulator van Mollie, die geen live-sleutels aanneemt. Er is niets gewijzigd.'
          : `Mollie accepteert deze sleutel niet${detail ? `: ${detail}` : ''}. Er is niets gewijzigd.`,
    too_large: 'Het verzoek is te groot.',
    unsupported_type: 'Dit soort verzoek wordt niet ondersteund.',
    below_minimum: 'Het bedrag is te klein om online te betalen.',
    above_maximum: 'Het bedrag is te groot om online te betalen.',
    currency_unsupported: 'In deze valuta kan niet online worden betaald.',
    no_methods: ({ method }) =>
      method
        ? `Deze factuur kan op dit moment niet met ${method} worden betaald. Kies een andere manier.`
        : 'Voor deze factuur is geen betaalmethode beschikbaar.',
    rate_limited: 'Te veel pogingen. Wacht even en probeer het opnieuw.',
    mollie_rejected:
      'Mollie heeft de betaling niet geaccepteerd. Neem contact op met de afzender van de factuur.',
    mollie_unavailable: 'Mollie is nu niet bereikbaar. Er is niets afgeschreven. Probeer het straks opnieuw.',
    store_unavailable: 'Betalen is nu niet mogelijk. Er is niets afgeschreven. Probeer het straks opnieuw.',
    resync_needed: 'De betalingen worden na een storing hersteld. Probeer het later opnieuw.',
    internal_error: 'Er ging bij ons iets mis. Probeer het later opnieuw.',
  },

  changes: {
    total: (from, to) => `totaal van ${from} naar ${to}`,
    paidElsewhere: (from, to) => `elders betaald van ${from} naar ${to}`,
    dueDate: (to) => `vervaldatum ${to}`,
    noDueDate: 'geen vervaldatum',
    withdrawn: 'ingetrokken',
    reinstated: 'niet langer ingetrokken',
    others: (names) => `andere gegevens (${names})`,
  },

  log: {
    'invoice.seen': ({ total }, format) => `Factuur voor het eerst gezien, totaal ${format.amount(total)}.`,
    'invoice.restored': () =>
      'Factuur hersteld uit de lijst met betalingen bij Mollie. Wat eerder in de activiteit stond, is verloren.',
    'invoice.confirmed': () => 'De herstelde factuur is bevestigd: wat ze zegt, geldt weer.',
    'invoice.paid_although_void': ({ amount }, format) =>
      `${format.amount(amount)} ontvangen hoewel de factuur was ingetrokken.`,
    'payment.put_aside': ({ amount }, format) =>
      `Een betaling van ${format.amount(amount)} is niet meer nodig. Ze wordt niet opnieuw aangevraagd.`,
    'payment.not_visible': ({ amount }, format) =>
      `Mollie toont de betaling van ${format.amount(amount)} met geen van de API-sleutels.`,
    'payment.visible_again': ({ amount }, format) =>
      `Mollie toont de betaling van ${format.amount(amount)} weer.`,
    'payment.disregarded': ({ amount }, format) =>
      `Op de betaling van ${format.amount(amount)}, die Mollie niet toont, wordt niet meer gewacht.`,
    'payment.captured': ({ amount }, format) => `${format.amount(amount)} geïncasseerd.`,
    'payment.other_currency': ({ amount }, format) =>
      `Een terugbetaling of terugboeking van ${format.amount(amount)} is in een andere valuta dan de betaling. Ze telt in geen enkel totaal mee.`,
    'invoice.changed': ({ changes }, format) => `Factuur gewijzigd: ${format.changes(changes)}.`,
    'invoice.same_rev': ({ rev }) =>
      `Andere gegevens ontvangen met dezelfde revisie ${rev}; de latere gelden.`,
    'invoice.overpaid': ({ excess }, format) => `Er is ${format.amount(excess)} te veel betaald.`,
    'invoice.maybe_booked_twice': ({ amount }, format) =>
      `${format.amount(amount)} is mogelijk dubbel geboekt: hier ontvangen en als elders betaald ingevoerd.`,
    'payment.created': ({ amount }, format) => `Betaling van ${format.amount(amount)} aangemaakt.`,
    'payment.rejected': ({ amount, title, detail }, format) =>
      `Mollie accepteerde een betaling van ${format.amount(amount)} niet: ${detail ?? title ?? 'geen reden gegeven'}`,
    'payment.uncertain': ({ amount }, format) =>
      `Mollie heeft nog niet geantwoord over een betaling van ${format.amount(amount)}. Die wordt opgezocht.`,
    'payment.not_made': ({ amount }, format) =>
      `Een betaling van ${format.amount(amount)} is bij Mollie nooit aangemaakt. Er kan een nieuwe worden aangemaakt.`,
    'payment.not_found': ({ amount }, format) =>
      `Een betaling van ${format.amount(amount)} kon bij Mollie niet worden opgezocht. Is ze aangemaakt, dan telt ze mee zodra ze is betaald.`,
    'payment.open': ({ amount }, format) => `Betaling van ${format.amount(amount)} staat open.`,
    'payment.pending': ({ amount, method }, format) =>
      `Betaling van ${format.amount(amount)}${method ? ` met ${format.method(method)}` : ''} wordt verwerkt.`,
    'payment.authorized': ({ amount, method }, format) =>
      `Betaling van ${format.amount(amount)}${method ? ` met ${format.method(method)}` : ''} is geautoriseerd.`,
    'payment.paid': ({ amount, method }, format) =>
      `${format.amount(amount)} betaald${method ? ` met ${format.method(method)}` : ''}.`,
    'payment.failed': ({ amount, method }, format) =>
      `Betaling van ${format.amount(amount)}${method ? ` met ${format.method(method)}` : ''} is mislukt.`,
    'payment.expired': ({ amount }, format) => `Betaling van ${format.amount(amount)} is verlopen.`,
    'payment.canceled': ({ amount }, format) => `Betaling van ${format.amount(amount)} is geannuleerd.`,
    'payment.cancel_refused': ({ amount }, format) =>
      `De eerdere betaling van ${format.amount(amount)} kan bij Mollie niet worden geannuleerd en blijft betaalbaar tot ze verloopt.`,
    'payment.method_changed': ({ amount, method }, format) =>
      method
        ? `Betaling van ${format.amount(amount)} gaat verder met ${format.method(method)}.`
        : `Betaling van ${format.amount(amount)} gaat verder met de keuze van de methode.`,
    'payment.billing_refused': ({ amount, field }, format) =>
      `Mollie accepteerde de factuurgegevens van een betaling van ${format.amount(amount)} niet${field ? ` (${field})` : ''}. Ze is zonder die gegevens aangemaakt.`,
    'payment.refunded': ({ amount }, format) => `${format.amount(amount)} terugbetaald.`,
    'payment.refund_undone': ({ amount }, format) =>
      `Een terugbetaling van ${format.amount(amount)} is mislukt of geannuleerd.`,
    'payment.charged_back': ({ amount }, format) => `${format.amount(amount)} teruggeboekt.`,
    'payment.charge_back_reversed': ({ amount }, format) =>
      `Een terugboeking van ${format.amount(amount)} is ongedaan gemaakt.`,
    'notification.accepted': ({ type }) => `Uw systeem is ingelicht: ${type}.`,
    'notification.failed': ({ type }) =>
      `Uw systeem nam ${type} niet aan. Het wordt drie dagen lang opnieuw ingelicht.`,
    'notification.gone': ({ type }) => `Uw systeem wil over ${type} niets meer horen.`,
    'notification.given_up': ({ type }) =>
      `Uw systeem nam ${type} drie dagen lang niet aan. Het wordt niet meer ingelicht.`,
    'connection.connected': ({ hint, profile }) =>
      `Verbonden met Mollie met de sleutel ${hint}, profiel ${profile}.`,
    'connection.disconnected': ({ hint }) =>
      `De verbinding met Mollie is verbroken; de sleutel ${hint} is vergeten. Lopende betalingen worden niet meer gevolgd.`,
    'connection.paused': () => 'Betalen is gepauzeerd.',
    'connection.resumed': () => 'Betalen is hervat.',
    'connection.branded': () => 'Het uiterlijk van de betaalpagina is gewijzigd.',
    'payment.mismatch': ({ id, field }) =>
      `Betaling ${id} bij Mollie past niet bij deze factuur (${field}) en telt niet mee.`,
  },

  /** To merchants, for who writes their tokens. */
  warnings: {
    ignored: (claim: string) => `De claim “${claim}” van het token is onbekend en telt niet mee.`,
    billingRefused: (field: string) =>
      `Mollie accepteerde \`customer\` of \`vatRate\` niet${field && ` (${field})`}. Betalingen worden zonder die gegevens aangemaakt, en methoden die ze nodig hebben, worden niet aangeboden.`,
  },

  connection: {
    not_connected: {
      message: 'Er is geen Mollie-account verbonden.',
      hint: 'Vul een API-sleutel van uw Mollie-profiel in. U maakt deze in het Mollie-dashboard, onder Developers, API access tokens (vroeger API-sleutels).',
    },
    paused: {
      message: 'Betalen is gepauzeerd.',
      hint: 'Er kan niets nieuws worden betaald tot u hervat. Wat loopt, gaat door.',
    },
    key_unreadable: {
      message: 'De opgeslagen API-sleutel kan niet worden ontsleuteld.',
      hint: 'Wie de proxy beheert, kan de vorige PROXY_SECRET achter de nieuwe terugzetten. Of vul de sleutel opnieuw in.',
    },
    key_invalid: {
      message: 'Mollie accepteert de API-sleutel niet.',
      hint: 'Kopieer de sleutel opnieuw uit het Mollie-dashboard en vul deze hier in; is hij als MOLLIE_API_KEY ingesteld, stel hem dan daar in en herstart de proxy.',
    },
    test_mode: {
      message: 'De API-sleutel is een testsleutel. Er wordt geen echt geld overgemaakt.',
      hint: 'Stel een sleutel in die met live_ begint zodra facturen echt betaald moeten worden.',
    },
    profile_unverified: {
      message: 'Mollie heeft het websiteprofiel nog niet geverifieerd.',
      hint: 'Vul het profiel in het Mollie-dashboard aan en wacht op de controle. Tot dan werken alleen testbetalingen.',
    },
    profile_blocked: {
      message: 'Mollie heeft het websiteprofiel geblokkeerd.',
      hint: 'Neem contact op met Mollie. Tot dan kan er niets worden betaald.',
    },
    no_methods: {
      message: 'Bij Mollie is geen betaalmethode ingeschakeld.',
      hint: 'Schakel in het Mollie-dashboard minstens één methode in voor dit profiel.',
    },
    methods_need_customer: {
      message: 'Sommige ingeschakelde betaalmethoden moeten weten wie de factuur krijgt.',
      hint: 'Zet `customer` en `vatRate` in het factuurtoken dat uw systeem met `PUT /v1/invoice` stuurt (zie de README). Dan worden ook zij aangeboden.',
    },
    resync_needed: {
      message:
        'De opslag kent betalingen niet die Mollie wel heeft: ze is verloren of geleegd. Of de lijst van Mollie wordt er nog op doorzocht.',
      hint: 'Voer `npx invoice-pay-button resync` uit als dit een minuut zo blijft. Tot dan kan er niets worden betaald.',
    },
    list_not_searched: {
      message:
        'Misschien zijn niet alle betalingen bij Mollie doorzocht om te zien of de opslag verloren was: uit zichzelf gaat de proxy per profiel 5.000 terug, en een sleutel die Mollie niet meer accepteert, toont er geen.',
      hint: 'Is een oudere opslag verloren, voer dan `npx invoice-pay-button resync` uit, zonder sleutels die Mollie niet meer accepteert.',
    },
    store_unavailable: {
      message: 'De opslag kan niet worden beschreven.',
      hint: 'Controleer STORAGE_URL, of de database draait en of de schijf niet vol of alleen-lezen is.',
    },
    mollie_unavailable: {
      message: 'Mollie is niet bereikbaar.',
      hint: 'Controleer het netwerk van deze server en status.mollie.com. Betalingen gaan daarna vanzelf verder.',
    },
    mollie_rejected: {
      message: 'Mollie geeft geen gegevens over dit account.',
      hint: 'Kijk in het Mollie-dashboard of het account in orde is, of vraag het de klantenservice van Mollie.',
    },
    rate_limited: {
      message: 'Mollie beperkt op dit moment het aantal verzoeken.',
      hint: 'Wacht een minuut en controleer opnieuw. Betalingen gaan voor achtergrondwerk.',
    },
    webhook_not_expected: {
      message: 'Mollie kan dit adres niet bereiken; daarom worden geen webhooks gevraagd.',
      hint: 'Om te proberen is dat prima. Stel PUBLIC_URL in op een openbaar https-adres om meteen van betalingen te horen.',
    },
    webhook_never: {
      message: 'Er is nog geen webhook van Mollie aangekomen.',
      hint: 'Doe een betaling. Blijft dit zo, controleer dan of PUBLIC_URL vanaf internet bereikbaar is.',
    },
    address_limits_off: {
      message: 'Wat via een webserver komt, wordt niet begrensd op het adres van de bezoeker.',
      hint: 'Schrijft uw webserver X-Forwarded-For, zet dan zijn adres in TRUSTED_PROXIES, zoals 127.0.0.1 of 10.0.0.0/8.',
    },
  },
};
