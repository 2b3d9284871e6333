import type { LogDetails, LogEvent } from '../../proxy/codes/log-events.ts';
import { pageModelOf } from '../../proxy/pages/model.ts';
import type { Language } from '../../proxy/texts/languages.ts';
import { createTranslator, type Translator } from '../../proxy/texts/translator.ts';
/** What a proxy would answer about a state, in words. */
import type { ConnectionView, ErrorBody, InvoiceView, LogPage } from '../../shared/api.ts';
import { at, DAY, eur, MINUTE } from '../help/invoice-views/view.ts';
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
  const entry = <E extends LogEvent>(time: string, event: E, details: LogDetails[E]) => ({
    at: time,
    event,
    message: translator.log(event, details),
    reference: 'k7m2-9xqd',
    details,
    ...(numbered && { number: '2026-0042' }),
  });
  const notice = { type: 'invoice.partially_paid', id: 'msg_1', paymentId: id };
  return {
    entries: [
      entry(at(-MINUTE + 1000), 'notification.failed', notice),
      entry(at(-MINUTE), 'payment.paid', { id, amount, method: 'ideal' }),
      entry(at(-3 * MINUTE), 'payment.created', { id, amount }),
      entry(at(-DAY), 'payment.cancel_refused', { id, amount: eur('121.00') }),
      entry(at(-DAY - MINUTE), 'invoice.changed', {
        changes: { paidElsewhere: { from: eur('0.00'), to: eur('21.00') } },
      }),
      entry(at(-3 * DAY), 'invoice.seen', { total: eur('121.00') }),
    ],
    before: 'older',
  };
}
