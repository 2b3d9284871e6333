import { ProxyError } from '../errors.ts';
import type { AppContext, Handler, Services } from './context.ts';

/** The entry keeps its address and names the others, so browsers ask every time; hashed names never change. */
const ENTRY_CACHE = 'public, no-cache';
const HASHED_CACHE = 'public, max-age=31536000, immutable';

/** `GET /invoice-pay-button.js`: the element, for pages of any origin. */
export function elementScript(services: Services): Handler {
  return (c) => send(c, services, 'invoice-pay-button.js', ENTRY_CACHE);
}

/** `GET /assets/*`: what the element loads later. */
export function elementAssets(services: Services): Handler {
  return (c) => send(c, services, `assets/${c.req.param('name')}`, HASHED_CACHE);
}

async function send(
  c: AppContext,
  services: Services,
  name: string,
  cacheControl: string,
): Promise<Response> {
  const asset = (await services.assets()).get(name);
  if (!asset) throw new ProxyError('not_found');
  await services.admit(c, name);
  c.header('Cache-Control', cacheControl);
  c.header('ETag', asset.etag);
  c.header('Vary', 'Accept-Encoding');
  allowAnyOrigin(c);
  if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304);
  c.header('Content-Type', asset.type);
  const accepted = c.req.header('accept-encoding') ?? '';
  const encoding = (['br', 'gzip'] as const).find(
    (name) => asset.encoded && new RegExp(`\\b${name}\\b`).test(accepted),
  );
  if (!encoding) return c.body(asset.body);
  c.header('Content-Encoding', encoding);
  return c.body(asset.encoded![encoding]);
}

/** Module scripts are fetched with CORS, and other sites embed what is public. */
export function allowAnyOrigin(c: AppContext): void {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
}
