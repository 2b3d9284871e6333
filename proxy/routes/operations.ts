import { entityTag } from '../http/assets.ts';
import { authenticateOperator } from '../http/authentication.ts';
import type { Handler } from '../http/context.ts';
import { respond, respondJson } from '../http/respond.ts';
import { DEFAULT_ACCOUNT } from '../keys/realm.ts';
import { once } from '../lib/once.ts';
import type { Exposition } from '../metrics/index.ts';
import { ANY_ORIGIN } from './assets.ts';
import type { Services } from './help/services.ts';

/** Browsers and tools ask each time whether it has changed. */
const DOCUMENT_CACHE = 'public, no-cache';

/** `GET /openapi.json`: every route there is. It is made when it is first asked for. */
export function openApi({ config, admit }: Services): Handler {
  const document = once(async () => {
    const { openApiDocument } = await import('../openapi/index.ts');
    const body = JSON.stringify(openApiDocument(config));
    return { body, encoded: {}, etag: entityTag(body) };
  });
  return async (c) => {
    await admit(c, 'openapi');
    const { body, encoded, etag } = await document();
    return respond(c, body, {
      type: 'application/json',
      encoded,
      headers: { ...ANY_ORIGIN, 'Cache-Control': DOCUMENT_CACHE, ETag: etag },
    });
  };
}

/** `GET /health`: the process is alive. Like `/ready`, it is counted by itself. */
export function health({ admit }: Services): Handler {
  return async (c) => {
    await admit(c, 'health');
    return respondJson(c, { status: 'ok' });
  };
}

/** `GET /ready`: the store takes writes, and has not lost what Mollie knows of the default account. */
export function ready({ store, accounts, completeness, admit }: Services): Handler {
  return async (c) => {
    await admit(c, 'ready');
    await store.ready();
    await completeness.assertNotLost(await accounts.of(DEFAULT_ACCOUNT));
    return respondJson(c, { status: 'ready' });
  };
}

/** `GET /metrics`: what is counted, for Prometheus. */
export function scrape({ token, text }: Exposition): Handler {
  return async (c) => {
    await authenticateOperator(c, token);
    const { type, body } = await text();
    return respond(c, body, { type });
  };
}
