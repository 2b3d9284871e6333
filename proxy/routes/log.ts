import type { LogEntryView, LogPage } from '../../shared/api.ts';
import { ProxyError } from '../errors.ts';
import { authenticate, authenticateInvoice } from '../http/authentication.ts';
import { type AppContext, type Handler, translatorOf } from '../http/context.ts';
import type { LogRange } from '../payments/log.ts';
import type { LogEntry, StoredLogPage } from '../store/store.ts';
import type { Translator } from '../texts/translator.ts';
import type { Services } from './help/services.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** `GET /v1/invoice/log`: what happened to one invoice, newest first. */
export function invoiceLog(services: Services): Handler {
  return async (c) => {
    const { facts } = await authenticateInvoice(c, services.verify, ['merchant']);
    const range = readRange(c);
    const { slug } = await services.payments.open(facts);
    return c.json(pageView(c, await services.store.recent({ ...range, key: slug }), entryView));
  };
}

/** `GET /v1/log`: what happened in the proxy's realm, newest first, each entry with its invoice's number. */
export function integrationLog(services: Services): Handler {
  return async (c) => {
    await authenticate(c, services.verify, ['admin']);
    const range = readRange(c);
    const withNumber = (entry: LogEntry, translator: Translator) => ({
      ...entryView(entry, translator),
      number: entry.number,
    });
    return c.json(pageView(c, await services.payments.log(range), withNumber));
  };
}

function pageView(
  c: AppContext,
  found: StoredLogPage | null,
  view: (entry: LogEntry, translator: Translator) => LogEntryView,
): LogPage {
  if (!found) throw new ProxyError('bad_request');
  const translator = translatorOf(c);
  return { entries: found.entries.map((entry) => view(entry, translator)), before: found.before };
}

/** The part of the log that is asked for, checked before anything is stored. */
function readRange(c: AppContext): LogRange {
  const { limit, before } = c.req.query();
  if (limit !== undefined && !/^0*[1-9]\d{0,8}$/.test(limit)) throw new ProxyError('bad_request');
  // A cursor has digits and dashes; only the store knows whether it is one.
  if (before !== undefined && !/^\d[\d-]{0,40}$/.test(before)) throw new ProxyError('bad_request');
  return {
    limit: limit === undefined ? DEFAULT_LIMIT : Math.min(Number(limit), MAX_LIMIT),
    ...(before === undefined ? {} : { before }),
  };
}

function entryView({ at, event, reference, details }: LogEntry, translator: Translator): LogEntryView {
  return { at, event, message: translator.log(event, details), reference, details };
}
