import type { Next } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { Bytes, Encoded } from '../http/assets.ts';
import { type AppContext, decidingHeader } from '../http/context.ts';
import { isOnWorkers } from '../lib/scope.ts';

type Encoding = keyof Encoded;

/** Types of text; other images are compressed already. */
const COMPRESSIBLE = ['text/', 'application/json', 'image/svg+xml'];

/** Takes a tenth of the time of the best quality, for pages that are a tenth longer. */
const BROTLI_QUALITY = 5;

/**
 * Answers in the encoding that the caller prefers, where that is shorter. RFC 9110 section 12.5.3
 * Workers do this by themselves.
 */
export function compress() {
  return async function compress(c: AppContext, next: Next): Promise<void> {
    await next();
    const type = c.res.headers.get('Content-Type') ?? '';
    const isCompressible = COMPRESSIBLE.some((start) => type.startsWith(start));
    if (!c.res.body || !isCompressible || isOnWorkers) return;
    const wanted = wantedEncoding(decidingHeader(c, 'Accept-Encoding'));
    const plain = new Uint8Array(await c.res.arrayBuffer());
    const encoded =
      wanted.encoding && (c.get('encoded')?.[wanted.encoding] ?? (await encode(plain, wanted.encoding)));
    const isUsed = encoded && (encoded.length < plain.length || !wanted.isPlainAccepted);
    send(c, isUsed ? encoded : plain, isUsed ? wanted.encoding : undefined);
  };
}

function send(c: AppContext, body: Bytes, encoding: Encoding | undefined): void {
  const { status, headers } = c.res;
  headers.set('Content-Length', String(body.length));
  const etag = headers.get('ETag');
  if (encoding) {
    headers.set('Content-Encoding', encoding);
    // The same content in other bytes. RFC 9110 section 8.8.3.3
    if (etag && !etag.startsWith('W/')) headers.set('ETag', `W/${etag}`);
  }
  c.res = undefined;
  c.res = new Response(body, { status, headers });
}

/** The encoding that an Accept-Encoding header prefers, and whether it accepts a body without one. */
function wantedEncoding(header = ''): { encoding: Encoding | undefined; isPlainAccepted: boolean } {
  const accepted = parseAccept(header).map(({ type, q }) => ({ name: type.toLowerCase(), q }));
  const of = (...names: string[]) => accepted.find(({ name }) => names.includes(name))?.q;
  const others = of('*');
  const plain = of('identity') ?? (others === 0 ? 0 : undefined);
  const qualities = { br: of('br') ?? others ?? 0, gzip: of('gzip', 'x-gzip') ?? others ?? 0 };
  const best = qualities.gzip > qualities.br ? 'gzip' : 'br';
  const isWanted = qualities[best] > 0 && qualities[best] >= (plain ?? 0);
  return { encoding: isWanted ? best : undefined, isPlainAccepted: plain !== 0 };
}

/** In a thread of its own, so that the event loop goes on. */
async function encode(body: Bytes, encoding: Encoding): Promise<Bytes> {
  const { brotliCompress, constants, gzip } = await import('node:zlib');
  const { promisify } = await import('node:util');
  if (encoding === 'gzip') return new Uint8Array(await promisify(gzip)(body));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return new Uint8Array(await promisify(brotliCompress)(body, { params }));
}
