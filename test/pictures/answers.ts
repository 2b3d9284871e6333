import type { LogDetails, LogEvent } from '../../proxy/codes/log-events.ts';
import { pageModelOf } from '../../proxy/pages/model.ts';
import type { Language } from '../../proxy/texts/languages.ts';
import { createTranslator, type Translator } from '../../proxy/texts/translator.ts';
/** What a proxy would answer about a state, in words. */
import type { ConnectionView, ErrorBody, InvoiceView, LogPage } from '../../shared/api.ts';
import { eur } from '../help/views.ts';
import type { Connection } from './states.ts';

/** As the views are: seen from Amsterdam. */
export const TIME_ZONE = 'Europe/Amsterdam';

export function speak(language: Language): Translator {
  return createTranslator(language, undefined, TIME_ZONE);
}

export function inWords(view: InvoiceView, translator: Translator): InvoiceView {
  return { ...view, label: translator.texts.status[pageModelOf(view).status] };
}

export function errorInWords(code: string, translator: Translator): ErrorBody {
  return { error: { code, message: translator.error(code), reference: 'k7m2-9xqd' } };
}

export function connectionInWords(connection: Connection, translator: Translator): ConnectionView {
  return {
    ...connection,
    findings: connection.findings.map((code) => ({ code, ...translator.finding(code) })),
    methods: connection.methods.map((id) => ({ id, description: translator.method(id) })),
  };
}

const id = 'tr_7UhSN1zuXS';
const amount = eur('100.00');

/** @param numbered whether each entry tells its invoice */
export function log(translator: Translator, numbered: boolean): LogPage {
  const entry = <E extends LogEvent>(at: string, event: E, details: LogDetails[E]) => ({
    at,
    event,
    message: translator.log(event, details),
    reference: 'k7m2-9xqd',
    details,
    ...(numbered && { number: '2026-0042' }),
  });
  const notice = { type: 'invoice.partially_paid', id: 'msg_1', paymentId: id };
  return {
    entries: [
      entry('2026-11-21T13:19:31Z', 'notification.failed', notice),
      entry('2026-11-21T13:19:30Z', 'payment.paid', { id, amount, method: 'ideal' }),
      entry('2026-11-21T13:17:00Z', 'payment.created', { id, amount }),
      entry('2026-11-20T09:02:00Z', 'payment.cancel_refused', { id, amount: eur('121.00') }),
      entry('2026-11-20T09:01:00Z', 'invoice.changed', {
        changes: { paidElsewhere: { from: eur('0.00'), to: eur('21.00') } },
      }),
      entry('2026-11-18T08:05:00Z', 'invoice.seen', { total: eur('121.00') }),
    ],
    before: 'older',
  };
}
