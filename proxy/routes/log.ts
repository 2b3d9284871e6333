import type { LogEntryView, LogPage } from '../../shared/api.ts';
import { ProxyError } from '../errors.ts';
import {
  type AppContext,
  authenticate,
  authenticateInvoice,
  type Handler,
  type Services,
  translatorOf,
} from '../http/context.ts';
import type { LogRange } from '../payments/log.ts';
import type { LogEntry, StoredLogPage } from '../store/store.ts';
import type { Translator } from '../texts/translator.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** `GET /v1/invoice/log`: what happened to one invoice, newest first. */
export function invoiceLog(services: Services): Handler {
  return async (c) => {
    const { facts } = await authenticateInvoice(c, services.verify, ['merchant']);
    const asked = readAsked(c);
    const { slug } = await services.payments.open(facts);
    return c.json(pageView(c, await services.store.recent({ ...asked, key: slug }), entryView));
  };
}

/** `GET /v1/log`: what happened in the whole running realm, newest first, each entry with its invoice's number. */
export function integrationLog(services: Services): Handler {
  return async (c) => {
    await authenticate(c, services.verify, ['admin']);
    const asked = readAsked(c);
    const withNumber = (entry: LogEntry, translator: Translator) => ({
      ...entryView(entry, translator),
      number: entry.number,
    });
    return c.json(pageView(c, await services.payments.log(asked), withNumber));
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

/** What of the log is asked for, judged before anything is stored. */
function readAsked(c: AppContext): LogRange {
  const { limit, before } = c.req.query();
  if (limit !== undefined && !/^0*[1-9]\d{0,8}$/.test(limit)) throw new ProxyError('bad_request');
  // Digits and dashes make a cursor; whether it is one, its store knows.
  if (before !== undefined && !/^\d[\d-]{0,40}$/.test(before)) throw new ProxyError('bad_request');
  return {
    limit: limit === undefined ? DEFAULT_LIMIT : Math.min(Number(limit), MAX_LIMIT),
    ...(before === undefined ? {} : { before }),
  };
}

function entryView({ at, event, reference, details }: LogEntry, translator: Translator): LogEntryView {
  return { at, event, message: translator.log(event, details), reference, details };
}
