import { ProxyError } from '../errors.ts';
import type { Asset } from '../http/assets.ts';
import type { AppContext, Handler } from '../http/context.ts';
import { respond } from '../http/respond.ts';
import type { Services } from './help/services.ts';

/** The entry keeps its address and names the others, so browsers ask each time. A file with a hash never changes. */
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

/** `GET /assets/*`: what element and pay page load later. */
export function hashedAssets(services: Services): Handler {
  return async (c) => {
    const name = c.req.param('name') ?? '';
    const asset = (await services.assets()).get(`assets/${name}`);
    return send(c, services, { name, asset }, HASHED_CACHE);
  };
}

async function send(
  c: AppContext,
  services: Services,
  { name, asset }: { name: string; asset: Asset | undefined },
  cacheControl: string,
): Promise<Response> {
  if (!asset) throw new ProxyError('not_found');
  await services.admit(c, name);
  const { body, type, etag, encoded } = asset;
  return respond(c, body, {
    type,
    encoded,
    headers: { ...ANY_ORIGIN, 'Cache-Control': cacheControl, ETag: etag },
  });
}

/** Browsers fetch module scripts with CORS, and other sites may embed what is public. */
export const ANY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
