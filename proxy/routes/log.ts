import type { LogEntryView, LogPage } from '../../shared/api.ts';
import { ProxyError } from '../errors.ts';
import { authenticate, authenticateInvoice } from '../http/authentication.ts';
import { parse } from '../http/body.ts';
import { type AppContext, type Handler, translatorOf } from '../http/context.ts';
import { respondJson } from '../http/respond.ts';
import type { LogRange } from '../payments/log.ts';
import { logQuery } from '../schemas/requests.ts';
import type { LogEntry, StoredLogPage } from '../store/store.ts';
import type { Translator } from '../texts/translator.ts';
import type { Services } from './help/services.ts';

/** `GET /v1/invoice/log`: what happened to one invoice, newest first. */
export function invoiceLog(services: Services): Handler {
  return async (c) => {
    const token = await authenticateInvoice(c, services.verify, ['merchant']);
    const range = readRange(c);
    const { slug } = await services.payments.open(token);
    return respondJson(c, pageView(c, await services.store.recent({ ...range, key: slug }), entryView));
  };
}

/** `GET /v1/log`: what happened in an account, newest first, each entry with its invoice's number. */
export function integrationLog(services: Services): Handler {
  return async (c) => {
    const { account } = await authenticate(c, services.verify, ['admin']);
    const range = readRange(c);
    const withNumber = (entry: LogEntry, translator: Translator) => ({
      ...entryView(entry, translator),
      number: entry.number,
    });
    return respondJson(
      c,
      pageView(c, await services.payments.log(await services.accounts.of(account), range), withNumber),
    );
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
  return parse(logQuery, c.req.query());
}

function entryView({ at, event, reference, details }: LogEntry, translator: Translator): LogEntryView {
  return { at, event, message: translator.log(event, details), reference, details };
}
