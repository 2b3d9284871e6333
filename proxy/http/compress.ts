import { Buffer } from 'node:buffer';
import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';
import { LRUCache } from 'lru-cache';
import { isOnWorkers } from '../lib/scope.ts';
import type { Bytes, Encoded } from './assets.ts';

type Encoding = keyof Encoded;

/** Types of text; other images are compressed already. */
const COMPRESSIBLE = ['text/', 'application/json', 'image/svg+xml'];

/** Bytes. So little is compressed sooner than it is handed to another thread. */
const SMALL = 4 * 1024;

/** The quickest: what is small comes in one packet or two, however well it is compressed. */
const SMALL_QUALITY = 1;

/** Takes a tenth of the time of the best quality, for pages that are a tenth longer. */
const BROTLI_QUALITY = 5;

/** What a caller accepts of a body: an encoding, or none where `identity` is not refused. */
type Wanted = { encoding: Encoding | undefined; isPlainAccepted: boolean };

/** Browsers send few different ones. */
const wanted = new LRUCache<string, Wanted>({ max: 100, memoMethod: wantedEncoding });

/** Whether answers of this type may come compressed, and so depend on `Accept-Encoding`. Workers do this by themselves. */
export function isCompressible(type: string): boolean {
  return !isOnWorkers && COMPRESSIBLE.some((start) => type.startsWith(start));
}

/** A text may be made when it is needed. */
export type Body = string | Bytes | (() => string);

/**
 * The body in the encoding that the caller prefers, where that is shorter. RFC 9110 section 12.5.3
 * @param acceptEncoding the header of the request
 * @param ready the body in encodings that are ready, for whoever keeps them; takes what is made here
 */
export async function compress(
  given: Body,
  acceptEncoding: string | undefined,
  ready: Encoded = {},
): Promise<{ body: string | Bytes; encoding?: Encoding }> {
  const { encoding, isPlainAccepted } = wanted.memo(acceptEncoding ?? '');
  const known = encoding && ready[encoding];
  // A text that is not made yet was longer when it was compressed.
  if (known && typeof given === 'function') return { body: known, encoding };
  const body = typeof given === 'function' ? given() : given;
  if (!encoding) return { body };
  const encoded = known ?? (await encode(body, encoding));
  const isShorter = encoded.length < Buffer.byteLength(body);
  if (isShorter) ready[encoding] = encoded;
  return isShorter || !isPlainAccepted ? { body: encoded, encoding } : { body };
}

/** The encoding that an Accept-Encoding header prefers, and whether it accepts a body without one. */
function wantedEncoding(header: string): Wanted {
  const accepted = parseAccept(header).map(({ type, q }) => ({ name: type.toLowerCase(), q }));
  const of = (...names: string[]) => accepted.find(({ name }) => names.includes(name))?.q;
  const others = of('*');
  const plain = of('identity') ?? (others === 0 ? 0 : undefined);
  const qualities = { br: of('br') ?? others ?? 0, gzip: of('gzip', 'x-gzip') ?? others ?? 0 };
  const best = qualities.gzip > qualities.br ? 'gzip' : 'br';
  const isWanted = qualities[best] > 0 && qualities[best] >= (plain ?? 0);
  return { encoding: isWanted ? best : undefined, isPlainAccepted: plain !== 0 };
}

/** What is not small, in a thread of its own, so that the event loop goes on. */
async function encode(body: string | Bytes, encoding: Encoding): Promise<Bytes> {
  const isSmall = body.length <= SMALL;
  if (encoding === 'gzip') return new Uint8Array(isSmall ? gzipSync(body) : await promisify(gzip)(body));
  const options: BrotliOptions = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: isSmall ? SMALL_QUALITY : BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  };
  return new Uint8Array(
    isSmall ? brotliCompressSync(body, options) : await promisify(brotliCompress)(body, options),
  );
}
