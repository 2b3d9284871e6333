import { ProxyError } from '../errors.ts';
import type { LogEntry } from '../store/index.ts';
import type { Speech } from '../texts/index.ts';
import type { LogEntryView, LogPage } from '../types.ts';
import {
  type AppContext,
  authenticate,
  authenticateInvoice,
  type Handler,
  type Services,
  speechOf,
} from './context.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** `GET /v1/invoice/log`: what happened to one invoice, newest first. */
export function invoiceLog(services: Services): Handler {
  return async (c) => {
    const { facts } = await authenticateInvoice(c, services.verify, ['merchant']);
    const { slug } = await services.payments.open(facts);
    return c.json(await page(c, services, slug, entryView));
  };
}

/** `GET /v1/log`: what happened in the whole integration, newest first, each entry with its invoice's number. */
export function integrationLog(services: Services): Handler {
  return async (c) => {
    await authenticate(c, services.verify, ['admin']);
    const withNumber = (entry: LogEntry, speech: Speech) => ({
      ...entryView(entry, speech),
      number: entry.number,
    });
    return c.json(await page(c, services, undefined, withNumber));
  };
}

async function page(
  c: AppContext,
  { store }: Services,
  key: string | undefined,
  view: (entry: LogEntry, speech: Speech) => LogEntryView,
): Promise<LogPage> {
  const limit = readLimit(c.req.query('limit'));
  const before = c.req.query('before');
  const found = await store.recent({
    limit,
    ...(key === undefined ? {} : { key }),
    ...(before === undefined ? {} : { before }),
  });
  if (!found) throw new ProxyError('bad_request');
  const speech = speechOf(c);
  return { entries: found.entries.map((entry) => view(entry, speech)), before: found.before };
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new ProxyError('bad_request');
  return Math.min(limit, MAX_LIMIT);
}

function entryView({ at, event, reference, details }: LogEntry, speech: Speech): LogEntryView {
  return { at, event, message: speech.log(event, details), reference, details };
}
