import { de as shared } from '../../shared/texts/de.ts';
import type { Texts } from './en.ts';
export const de: Texts = {
  name: 'Deutsch',
  locale: 'de-DE',
  clock: (time) => `${time} Uhr`,
  dateTime: (date, time) => `${date} um ${time}`,

  status: {
    open: 'Offen',
    pending: 'Zahlung in Bearbeitung',
    partially_paid: 'Teilweise bezahlt',
    paid: 'Bezahlt',
    overpaid: 'Überzahlt',
    partially_refunded: 'Teilweise erstattet',
    refunded: 'Erstattet',
    charged_back: 'Zurückgebucht',
    nothing_due: 'Kein Betrag offen',
    void: 'Zurückgezogen',
  },

  methods: shared.methods,

  page: {
    heading: {
      open: (number) => `Rechnung ${number}`,
      pending: 'Ihre Zahlung wird bearbeitet',
      paid: 'Vielen Dank für Ihre Zahlung',
      settled: 'Diese Rechnung ist bezahlt',
      overpaid: 'Es wurde zu viel bezahlt',
      partially_refunded: 'Ein Teil Ihrer Zahlung wurde erstattet',
      refunded: 'Ihre Zahlung wurde erstattet',
      charged_back: 'Ihre Zahlung wurde zurückgebucht',
      nothing_due: 'Sie müssen nichts bezahlen',
      void: 'Diese Rechnung wurde zurückgezogen',
      bankTransfer: 'Wir warten auf Ihre Überweisung',
    },
    lead: {
      authorized: (amount, method) =>
        `Ihre Zahlung über ${amount} mit ${method} ist genehmigt. Sie müssen hier nichts tun; bitte zahlen Sie nicht noch einmal.`,
      pending:
        'Die Bank hat sie noch nicht bestätigt. Sie müssen nichts tun; bitte zahlen Sie nicht noch einmal.',
      overpaid: (amount, name) =>
        `Für diese Rechnung sind ${amount} zu viel eingegangen. Bitte wenden Sie sich dazu an ${name ?? 'den Absender der Rechnung'}.`,
      refunded:
        'Sie müssen diese Rechnung nicht erneut bezahlen. Wann das Geld auf Ihrem Konto ist, hängt von Ihrer Bank ab.',
      charged_back: shared.chargedBackOn,
      nothing_due: 'Sie müssen für diese Rechnung nichts tun.',
      void: (name) =>
        `Bitte bezahlen Sie diese Rechnung nicht. Mehr erfahren Sie von ${name ?? 'dem Absender der Rechnung'}.`,
      voidPaid: (amount, name) =>
        `Dennoch wurden ${amount} bezahlt. Bitte wenden Sie sich dazu an ${name ?? 'den Absender der Rechnung'} und zahlen Sie nichts mehr.`,
      transferred:
        'Vielen Dank. Eine Überweisung kann bis zu drei Werktage dauern. Sobald das Geld da ist, sehen Sie es hier.',
    },
    details: {
      number: 'Rechnung',
      description: 'Betreff',
      date: 'Datum',
      due: 'Fällig am',
      overdue: (days) => (days === 1 ? 'seit 1 Tag überfällig' : `seit ${days} Tagen überfällig`),
      total: shared.total,
      alreadyPaid: 'Bereits bezahlt',
      paidOnline: 'Online bezahlt',
      paidOtherwise: 'Anderweitig bezahlt',
      givenBackOtherwise: 'Anderweitig erstattet',
      pending: 'In Bearbeitung',
      refunded: 'Erstattet',
      chargedBack: 'Zurückgebucht',
      excess: 'Zu viel',
      stillOpen: 'Noch offen',
      method: 'Bezahlt mit',
      paidAt: 'Bezahlt am',
    },
    figure: {
      due: 'Zu zahlen',
      again: shared.openAgain,
      paid: 'Bezahlt',
      total: shared.total,
      excess: shared.tooMuch,
      pending: 'In Bearbeitung',
      refunded: shared.givenBack,
    },
    actions: {
      pay: (amount) => `${amount} bezahlen`,
      payAnotherWay: shared.payAnotherWay,
      methods: 'oder direkt mit',
      notSent: shared.notSent,
      transferred: 'Ich habe überwiesen',
      checkAgain: 'Erneut prüfen',
      tryAgain: 'Erneut versuchen',
      print: 'Drucken',
      back: 'Zurück zur Rechnung',
    },
    messages: {
      continues: (time) =>
        time
          ? `Eine Zahlungsseite ist bereits bis etwa ${time} geöffnet. Mit Bezahlen gelangen Sie dorthin zurück. Wenn Sie gerade bezahlt haben, sehen Sie es hier gleich.`
          : 'Eine Zahlungsseite ist bereits geöffnet. Mit Bezahlen gelangen Sie dorthin zurück. Wenn Sie gerade bezahlt haben, sehen Sie es hier gleich.',
      openWith: (method, time, hasButton) =>
        `Eine Zahlungsseite für ${method} ist bereits${time ? ` bis etwa ${time}` : ''} geöffnet.${hasButton ? ` Mit der Schaltfläche ${method} gelangen Sie dorthin zurück.` : ''} Wenn Sie gerade bezahlt haben, sehen Sie es hier gleich.`,
      older: shared.older,
      olderUseless: shared.olderUseless,
      olderTransfer: shared.olderTransfer,
      nothingMore: shared.nothingMore,
      failed:
        'Die letzte Zahlung ist fehlgeschlagen. Es wurde nichts abgebucht. Sie können es erneut versuchen.',
      canceled:
        'Die letzte Zahlung wurde abgebrochen. Es wurde nichts abgebucht. Sie können es erneut versuchen.',
      expired: shared.lastExpired,
      pendingPart: shared.inProgressPart,
      pendingBesides: shared.inProgressBesides,
      pendingUntil: shared.expires,
      stale: (time) => `Mollie ist gerade nicht erreichbar. Stand: ${time}.`,
      transferOpen: shared.transferOpen,
    },
    bank: {
      exactly: shared.transferExactly,
      to: shared.transferTo,
      amount: 'Betrag',
      beneficiary: shared.beneficiary,
      iban: shared.iban,
      bic: shared.bic,
      reference: shared.transferReference,
      by: 'Bis',
      scan: shared.scanTransfer,
      qr: 'QR-Code dieser Überweisung',
      copy: (what) => `${what} kopieren`,
      copied: 'Kopiert',
    },
    secured: 'Sie zahlen bei Mollie; diese Seite sieht Ihre Bankdaten nie.',
    scan: 'Scannen und online bezahlen',
    test: 'Test',
    testHint: 'Testmodus: Es fließt kein echtes Geld.',
    languages: 'Sprache',
    reference: (reference) => `Referenz ${reference}`,
    problem: {
      unknown: 'Diesen Link gibt es nicht',
      later: 'Gerade nicht verfügbar',
      other: 'Das hat nicht funktioniert',
    },
  },

  errors: {
    bad_request: 'Die Anfrage wurde nicht verstanden.',
    invalid_invoice: ({ claim }) =>
      `Etwas an dieser Rechnung ist nicht gültig: ${claim}. Bitte sagen Sie es dem Absender.`,
    invalid_token:
      'Diese Seite darf die Rechnung nicht anzeigen. Bitte laden Sie sie neu. Hilft das nicht, bitten Sie den Absender der Rechnung um einen neuen Link.',
    token_expired:
      'Diese Seite ist schon zu lange geöffnet. Bitte laden Sie sie neu. Hilft das nicht, bitten Sie den Absender der Rechnung um einen neuen Link.',
    wrong_audience: 'Diese Seite darf das nicht. Bitte fragen Sie, wer sie betreibt.',
    not_found: 'Bitte prüfen Sie die Adresse oder bitten Sie den Absender der Rechnung um einen neuen Link.',
    method_not_allowed: 'Das ist an dieser Adresse nicht möglich.',
    nothing_due: 'Für diese Rechnung ist nichts zu bezahlen.',
    void: 'Diese Rechnung wurde zurückgezogen und kann nicht bezahlt werden.',
    payment_pending:
      'Eine Zahlung wird bereits bearbeitet. Bitte warten Sie sie ab und zahlen Sie nicht noch einmal.',
    amount_changed: ({ from, to }) =>
      `Der Betrag hat sich von ${from} auf ${to} geändert. Es wurde nichts abgebucht. Bitte prüfen Sie den neuen Betrag, bevor Sie bezahlen.`,
    currency_changed:
      'Die Währung einer Rechnung kann sich nicht mehr ändern, sobald eine Zahlung begonnen wurde.',
    unconfirmed: shared.unconfirmed,
    paused: shared.paused,
    not_connected: shared.not_connected,
    key_in_environment:
      'Der API-Schlüssel ist dort eingestellt, wo der Proxy läuft, und kann hier nicht geändert werden.',
    key_of_other_account:
      'Mit dem Profil dieses Schlüssels bei Mollie wurden Zahlungen eines anderen Kontos gemacht. Bitte verwenden Sie den Schlüssel Ihres eigenen Profils.',
    key_refused: ({ reason, detail }) =>
      reason === 'live_needs_https'
        ? 'Ein Live-Schlüssel braucht einen Proxy, der aus dem Internet über https erreichbar ist. Es wurde nichts geändert.'
        : reason === 'live_beside_simulator'
          ? 'Dieser Proxy verwendet einen Simulator von Mollie, der keine Live-Schlüssel annimmt. Es wurde nichts geändert.'
          : `Mollie nimmt diesen Schlüssel nicht an${detail ? `: ${detail}` : ''}. Es wurde nichts geändert.`,
    too_large: 'Die Anfrage ist zu groß.',
    unsupported_type: 'Diese Art von Anfrage wird nicht unterstützt.',
    below_minimum: 'Der Betrag ist zu klein, um online bezahlt zu werden.',
    above_maximum: 'Der Betrag ist zu groß, um online bezahlt zu werden.',
    currency_unsupported: 'In dieser Währung kann nicht online bezahlt werden.',
    no_methods: ({ method }) =>
      method
        ? `Diese Rechnung kann zurzeit nicht mit ${method} bezahlt werden. Bitte wählen Sie einen anderen Weg.`
        : 'Für diese Rechnung steht keine Zahlungsart zur Verfügung.',
    rate_limited: 'Zu viele Versuche. Bitte warten Sie einen Moment und versuchen Sie es erneut.',
    mollie_rejected:
      'Mollie hat die Zahlung nicht angenommen. Bitte wenden Sie sich an den Absender der Rechnung.',
    mollie_unavailable:
      'Mollie ist gerade nicht erreichbar. Es wurde nichts abgebucht. Bitte versuchen Sie es gleich noch einmal.',
    store_unavailable:
      'Bezahlen ist gerade nicht möglich. Es wurde nichts abgebucht. Bitte versuchen Sie es gleich noch einmal.',
    resync_needed:
      'Die Zahlungen werden nach einer Störung wiederhergestellt. Bitte versuchen Sie es später erneut.',
    internal_error: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es später erneut.',
  },

  changes: {
    total: (from, to) => `Gesamtbetrag von ${from} auf ${to}`,
    paidElsewhere: (from, to) => `anderswo bezahlt von ${from} auf ${to}`,
    dueDate: (to) => `fällig am ${to}`,
    noDueDate: 'ohne Fälligkeit',
    withdrawn: 'zurückgezogen',
    reinstated: 'nicht mehr zurückgezogen',
    others: (names) => `andere Angaben (${names})`,
  },

  log: {
    'invoice.seen': ({ total }, format) => `Rechnung erstmals gesehen, Gesamtbetrag ${format.amount(total)}.`,
    'invoice.restored': () =>
      'Rechnung aus der Zahlungsliste von Mollie wiederhergestellt. Frühere Einträge im Protokoll sind verloren.',
    'invoice.confirmed': () => 'Die wiederhergestellte Rechnung ist bestätigt: Ihre Angaben gelten wieder.',
    'invoice.paid_although_void': ({ amount }, format) =>
      `${format.amount(amount)} eingegangen, obwohl die Rechnung zurückgezogen wurde.`,
    'payment.put_aside': ({ amount }, format) =>
      `Eine Zahlung über ${format.amount(amount)} wird nicht mehr gebraucht. Sie wird nicht erneut angefordert.`,
    'payment.not_visible': ({ amount }, format) =>
      `Mollie zeigt die Zahlung über ${format.amount(amount)} mit keinem der API-Schlüssel.`,
    'payment.visible_again': ({ amount }, format) =>
      `Mollie zeigt die Zahlung über ${format.amount(amount)} wieder.`,
    'payment.disregarded': ({ amount }, format) =>
      `Auf die Zahlung über ${format.amount(amount)}, die Mollie nicht zeigt, wird nicht mehr gewartet.`,
    'payment.captured': ({ amount }, format) => `${format.amount(amount)} eingezogen.`,
    'payment.other_currency': ({ amount }, format) =>
      `Eine Erstattung oder Rückbuchung über ${format.amount(amount)} lautet auf eine andere Währung als die Zahlung. Sie ist in keiner Summe enthalten.`,
    'invoice.changed': ({ changes }, format) => `Rechnung geändert: ${format.changes(changes)}.`,
    'invoice.same_rev': ({ rev }) =>
      `Andere Angaben kamen mit derselben Revision ${rev}; es gelten die späteren.`,
    'invoice.overpaid': ({ excess }, format) => `Es wurden ${format.amount(excess)} zu viel bezahlt.`,
    'invoice.maybe_booked_twice': ({ amount }, format) =>
      `${format.amount(amount)} sind möglicherweise doppelt gebucht: hier eingegangen und als anderswo bezahlt erfasst.`,
    'payment.created': ({ amount }, format) => `Zahlung über ${format.amount(amount)} erstellt.`,
    'payment.rejected': ({ amount, title, detail }, format) =>
      `Mollie hat eine Zahlung über ${format.amount(amount)} nicht angenommen: ${detail ?? title ?? 'ohne Begründung'}`,
    'payment.uncertain': ({ amount }, format) =>
      `Mollie hat zu einer Zahlung über ${format.amount(amount)} noch nicht geantwortet. Sie wird nachgesehen.`,
    'payment.not_made': ({ amount }, format) =>
      `Eine Zahlung über ${format.amount(amount)} ist bei Mollie nie entstanden. Es kann eine neue erstellt werden.`,
    'payment.not_found': ({ amount }, format) =>
      `Eine Zahlung über ${format.amount(amount)} ließ sich bei Mollie nicht nachsehen. Ist sie entstanden, zählt sie, sobald sie bezahlt ist.`,
    'payment.open': ({ amount }, format) => `Zahlung über ${format.amount(amount)} ist offen.`,
    'payment.pending': ({ amount, method }, format) =>
      `Zahlung über ${format.amount(amount)}${method ? ` mit ${format.method(method)}` : ''} wird bearbeitet.`,
    'payment.authorized': ({ amount, method }, format) =>
      `Zahlung über ${format.amount(amount)}${method ? ` mit ${format.method(method)}` : ''} ist autorisiert.`,
    'payment.paid': ({ amount, method }, format) =>
      `${format.amount(amount)} bezahlt${method ? ` mit ${format.method(method)}` : ''}.`,
    'payment.failed': ({ amount, method }, format) =>
      `Zahlung über ${format.amount(amount)}${method ? ` mit ${format.method(method)}` : ''} ist fehlgeschlagen.`,
    'payment.expired': ({ amount }, format) => `Zahlung über ${format.amount(amount)} ist abgelaufen.`,
    'payment.canceled': ({ amount }, format) => `Zahlung über ${format.amount(amount)} wurde abgebrochen.`,
    'payment.cancel_refused': ({ amount }, format) =>
      `Die frühere Zahlung über ${format.amount(amount)} kann bei Mollie nicht storniert werden und bleibt zahlbar, bis sie abläuft.`,
    'payment.method_changed': ({ amount, method }, format) =>
      method
        ? `Zahlung über ${format.amount(amount)} geht mit ${format.method(method)} weiter.`
        : `Zahlung über ${format.amount(amount)} geht mit der Wahl der Zahlungsart weiter.`,
    'payment.billing_refused': ({ amount, field }, format) =>
      `Mollie hat die Rechnungsangaben einer Zahlung über ${format.amount(amount)} nicht angenommen${field ? ` (${field})` : ''}. Sie wurde ohne diese Angaben erstellt.`,
    'payment.refunded': ({ amount }, format) => `${format.amount(amount)} erstattet.`,
    'payment.refund_undone': ({ amount }, format) =>
      `Eine Erstattung über ${format.amount(amount)} ist fehlgeschlagen oder wurde abgebrochen.`,
    'payment.charged_back': ({ amount }, format) => `${format.amount(amount)} zurückgebucht.`,
    'payment.charge_back_reversed': ({ amount }, format) =>
      `Eine Rückbuchung über ${format.amount(amount)} wurde aufgehoben.`,
    'notification.accepted': ({ type }) => `Ihr System wurde benachrichtigt: ${type}.`,
    'notification.failed': ({ type }) =>
      `Ihr System hat ${type} nicht angenommen. Es wird drei Tage lang erneut benachrichtigt.`,
    'notification.gone': ({ type }) => `Ihr System möchte zu ${type} nichts mehr hören.`,
    'notification.given_up': ({ type }) =>
      `Ihr System hat ${type} drei Tage lang nicht angenommen. Es wird nicht mehr benachrichtigt.`,
    'connection.connected': ({ hint, profile }) =>
      `Mit Mollie verbunden, Schlüssel ${hint}, Profil ${profile}.`,
    'connection.disconnected': ({ hint }) =>
      `Von Mollie getrennt; der Schlüssel ${hint} wurde vergessen. Laufende Zahlungen werden nicht mehr verfolgt.`,
    'connection.paused': () => 'Zahlungen wurden unterbrochen.',
    'connection.resumed': () => 'Zahlungen wurden fortgesetzt.',
    'connection.branded': () => 'Das Aussehen der Bezahlseite wurde geändert.',
    'payment.mismatch': ({ id, field }) =>
      `Zahlung ${id} bei Mollie passt nicht zu dieser Rechnung (${field}) und zählt nicht.`,
  },

  /** To merchants, for who writes their tokens. */
  warnings: {
    ignored: (claim: string) => `Der Claim „${claim}“ des Tokens ist unbekannt und zählt nicht.`,
    billingRefused: (field: string) =>
      `Mollie hat \`customer\` oder \`vatRate\` nicht angenommen${field && ` (${field})`}. Zahlungen werden ohne diese Angaben erstellt, und Zahlungsarten, die sie brauchen, werden nicht angeboten.`,
  },

  connection: {
    not_connected: {
      message: 'Es ist kein Mollie-Konto verbunden.',
      hint: 'Geben Sie einen API-Schlüssel Ihres Mollie-Profils ein. Sie erstellen ihn im Mollie-Dashboard, unter Developers, API access tokens (früher API-Schlüssel).',
    },
    paused: {
      message: 'Zahlungen sind unterbrochen.',
      hint: 'Bis Sie sie fortsetzen, kann nichts Neues bezahlt werden. Was läuft, läuft weiter.',
    },
    key_unreadable: {
      message: 'Der gespeicherte API-Schlüssel kann nicht entschlüsselt werden.',
      hint: 'Wer den Proxy betreibt, kann das frühere PROXY_SECRET hinter dem neuen wieder eintragen. Oder geben Sie den Schlüssel neu ein.',
    },
    key_invalid: {
      message: 'Mollie akzeptiert den API-Schlüssel nicht.',
      hint: 'Kopieren Sie den Schlüssel erneut aus dem Mollie-Dashboard und geben Sie ihn hier ein; ist er als MOLLIE_API_KEY gesetzt, setzen Sie ihn dort und starten Sie den Proxy neu.',
    },
    test_mode: {
      message: 'Der API-Schlüssel ist ein Testschlüssel. Es fließt kein echtes Geld.',
      hint: 'Setzen Sie einen Schlüssel, der mit live_ beginnt, sobald Rechnungen wirklich bezahlt werden sollen.',
    },
    profile_unverified: {
      message: 'Mollie hat das Website-Profil noch nicht verifiziert.',
      hint: 'Vervollständigen Sie das Profil im Mollie-Dashboard und warten Sie die Prüfung ab. Bis dahin gehen nur Testzahlungen.',
    },
    profile_blocked: {
      message: 'Mollie hat das Website-Profil gesperrt.',
      hint: 'Wenden Sie sich an Mollie. Bis dahin kann nichts bezahlt werden.',
    },
    no_methods: {
      message: 'Bei Mollie ist keine Zahlungsart aktiviert.',
      hint: 'Aktivieren Sie im Mollie-Dashboard mindestens eine Zahlungsart für dieses Profil.',
    },
    methods_need_customer: {
      message: 'Einige aktivierte Zahlungsarten müssen wissen, wem die Rechnung gestellt wird.',
      hint: 'Nehmen Sie `customer` und `vatRate` in das Rechnungstoken auf, das Ihr System mit `PUT /v1/invoice` sendet (siehe README). Dann werden auch sie angeboten.',
    },
    resync_needed: {
      message:
        'Der Speicher kennt Zahlungen nicht, die Mollie führt: Er ging verloren oder wurde geleert. Oder Mollies Liste wird noch danach durchsucht.',
      hint: 'Führen Sie `npx invoice-pay-button resync` aus, wenn das eine Minute so bleibt. Bis dahin kann nichts bezahlt werden.',
    },
    list_not_searched: {
      message:
        'Womöglich wurden nicht alle Zahlungen bei Mollie durchsucht, um zu sehen, ob der Speicher verloren ging: Von sich aus geht der Proxy je Profil 5.000 zurück, und ein Schlüssel, den Mollie nicht mehr akzeptiert, zeigt keine.',
      hint: 'Ging ein älterer Speicher verloren, führen Sie `npx invoice-pay-button resync` aus, ohne Schlüssel, die Mollie nicht mehr akzeptiert.',
    },
    store_unavailable: {
      message: 'In den Speicher kann nicht geschrieben werden.',
      hint: 'Prüfen Sie STORAGE_URL, ob die Datenbank läuft und ob der Datenträger voll oder schreibgeschützt ist.',
    },
    mollie_unavailable: {
      message: 'Mollie ist nicht erreichbar.',
      hint: 'Prüfen Sie das Netzwerk dieses Servers und status.mollie.com. Zahlungen gehen danach von selbst weiter.',
    },
    mollie_rejected: {
      message: 'Mollie verweigert Auskunft über dieses Konto.',
      hint: 'Sehen Sie im Mollie-Dashboard nach, ob das Konto in Ordnung ist, oder fragen Sie den Support von Mollie.',
    },
    rate_limited: {
      message: 'Mollie begrenzt gerade die Zahl der Anfragen.',
      hint: 'Warten Sie eine Minute und prüfen Sie erneut. Zahlungen haben Vorrang vor Arbeiten im Hintergrund.',
    },
    webhook_not_expected: {
      message: 'Mollie kann diese Adresse nicht erreichen; daher werden keine Webhooks angefordert.',
      hint: 'Zum Ausprobieren genügt das. Setzen Sie PUBLIC_URL auf eine öffentliche https-Adresse, um sofort von Zahlungen zu erfahren.',
    },
    webhook_never: {
      message: 'Es ist noch kein Webhook von Mollie angekommen.',
      hint: 'Führen Sie eine Zahlung durch. Bleibt es so, prüfen Sie, ob PUBLIC_URL aus dem Internet erreichbar ist.',
    },
    address_limits_off: {
      message: 'Was über einen Webserver kommt, wird nicht nach der Adresse des Besuchers begrenzt.',
      hint: 'Wenn Ihr Webserver X-Forwarded-For schreibt, nennen Sie seine Adresse in TRUSTED_PROXIES, etwa 127.0.0.1 oder 10.0.0.0/8.',
    },
  },
};
