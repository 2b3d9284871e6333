import { ProxyError } from '../../errors.ts';
import { type AppContext, translatorOf } from '../../http/context.ts';
import { toErrorBody } from '../../http/error-body.ts';
import { respondJson, setHeader } from '../../http/respond.ts';
import { documentOf } from '../../invoice/invoice-error.ts';
import { isPage } from '../../middleware/paths.ts';
import { errorPage } from './page.ts';
import type { Services } from './services.ts';
import { show } from './show.ts';

/** Refuses what a path does not offer, and names what it does. RFC 9110 section 15.5.6 */
export function methodNotAllowed(methods: readonly string[]) {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (c: AppContext): never => {
    setHeader(c, 'Allow', allowed.join(', '));
    throw new ProxyError('method_not_allowed');
  };
}

/** Errors below `/pay` are pages, others are JSON. */
export async function answerError(c: AppContext, services: Services, error: ProxyError): Promise<Response> {
  if (error.retryAfter !== undefined) setHeader(c, 'Retry-After', String(error.retryAfter));
  // RFC 9110 section 15.5.2
  if (error.status === 401) setHeader(c, 'WWW-Authenticate', 'Bearer');
  if (isPage(c.req.path)) return errorPage(c, services, error);
  const translator = translatorOf(c);
  const body = toErrorBody(error, translator);
  const viewer = c.get('token');
  const document = documentOf(error);
  if (document && viewer && viewer.audience !== 'admin') {
    body.invoice = await show(services, { slug: c.get('slug') ?? '', document }, viewer, translator);
  }
  return respondJson(c, body, error.status);
}
