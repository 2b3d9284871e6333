import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { ProxyError } from '../errors.ts';
import type { Asset } from '../http/assets.ts';
import type { AppContext, Handler, Services } from '../http/context.ts';

/** The routes of what browsers may keep. */
export const KEPT = ['/invoice-pay-button.js', '/assets/:name', '/pay/:slug/logo'];

/** The entry keeps its address and names the others, so browsers ask every time; hashed names never change. */
const ENTRY_CACHE = 'public, no-cache';
const HASHED_CACHE = 'public, max-age=31536000, immutable';

/** `GET /invoice-pay-button.js`: the element, for pages of any origin. */
export function elementScript(services: Services): Handler {
  const name = 'invoice-pay-button.js';
  return async (c) => {
    const asset = (await services.assets()).get(name);
    return send(c, services, { name, asset }, ENTRY_CACHE);
  };
}

/** `GET /assets/*`: what the element loads later. */
export function elementAssets(services: Services): Handler {
  return async (c) => {
    const { script } = await services.pages;
    const name = c.req.param('name') ?? '';
    const isPages = name === script.name;
    const asset = isPages ? scriptAsset(script) : (await services.assets()).get(`assets/${name}`);
    return send(c, services, { name, asset }, HASHED_CACHE);
  };
}

function scriptAsset({ name, text }: { name: string; text: string }): Asset {
  return { body: new TextEncoder().encode(text), type: 'text/javascript; charset=utf-8', etag: `"${name}"` };
}

/** 304 to those who have it. RFC 9110 section 13.1.2 */
export function notModified() {
  return etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'Access-Control-Allow-Origin'] });
}

async function send(
  c: AppContext,
  services: Services,
  { name, asset }: { name: string; asset: Asset | undefined },
  cacheControl: string,
): Promise<Response> {
  if (!asset) throw new ProxyError('not_found');
  await services.admit(c, name);
  c.header('Cache-Control', cacheControl);
  c.header('ETag', asset.etag);
  c.header('Content-Type', asset.type);
  allowAnyOrigin(c);
  c.set('encoded', asset.encoded);
  return c.body(asset.body);
}

/** Module scripts are fetched with CORS, and other sites embed what is public. */
export function allowAnyOrigin(c: AppContext): void {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
}
