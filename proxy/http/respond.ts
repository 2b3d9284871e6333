import { Buffer } from 'node:buffer';
import type { RedirectStatusCode, StatusCode } from 'hono/utils/http-status';
import type { Bytes, Encoded } from './assets.ts';
import { type Body, compress, isCompressible } from './compress.ts';
import { type AppContext, decidingHeader } from './context.ts';

type Options = {
  /** Default 200. */
  status?: StatusCode | undefined;
  /** The media type of the body. */
  type?: string;
  /** What this response has besides, or instead of, the headers of all; an error in its place has them not. */
  headers?: Record<string, string>;
  /** The body in encodings that are ready. */
  encoded?: Encoded | undefined;
};

const JSON_TYPE = 'application/json';
const HTML_TYPE = 'text/html; charset=UTF-8';

/** A response with the headers of all, compressed where that is of use. Each response of the proxy is made here. */
export async function respond(
  c: AppContext,
  given: Body | null,
  { status = 200, type, headers: own, encoded }: Options = {},
): Promise<Response> {
  const isText = type !== undefined && isCompressible(type);
  const { body, encoding }: { body: string | Bytes | null; encoding?: string | undefined } =
    given !== null && isText
      ? await compress(given, decidingHeader(c, 'Accept-Encoding'), encoded)
      : { body: typeof given === 'function' ? given() : given };
  const headers: Record<string, string> = { ...c.get('headers'), ...own };
  const deciding = c.get('deciding');
  if (deciding.length > 0) headers.Vary = deciding.join(', ');
  if (body !== null) headers['Content-Length'] = String(Buffer.byteLength(body));
  if (body !== null && type) headers['Content-Type'] = type;
  if (encoding) {
    headers['Content-Encoding'] = encoding;
    // The same content in other bytes. RFC 9110 section 8.8.3.3
    if (headers.ETag && !headers.ETag.startsWith('W/')) headers.ETag = `W/${headers.ETag}`;
  }
  if (headers.ETag && isKnown(headers.ETag, c.req.header('If-None-Match'))) {
    const {
      'Content-Length': _length,
      'Content-Type': _type,
      'Content-Encoding': _encoding,
      ...kept
    } = headers;
    return new Response(null, { status: 304, headers: kept });
  }
  return new Response(body, { status, headers });
}

/** Whether the caller has what bears this entity tag. RFC 9110 section 13.1.2 */
function isKnown(tag: string, ifNoneMatch = ''): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = (weak: string) => weak.replace(/^W\//, '');
  return ifNoneMatch.match(/(W\/)?"[^"]*"/g)?.some((known) => opaque(known) === opaque(tag)) ?? false;
}

export function respondJson(c: AppContext, body: object, status?: StatusCode): Promise<Response> {
  return respond(c, JSON.stringify(body), { status, type: JSON_TYPE });
}

export function respondHtml(c: AppContext, html: Body, options: Options): Promise<Response> {
  return respond(c, html, { ...options, type: HTML_TYPE });
}

export function redirect(c: AppContext, location: string, status: RedirectStatusCode): Promise<Response> {
  return respond(c, null, { status, headers: { Location: location } });
}

/** Sets a header that the response has also where it becomes an error. */
export function setHeader(c: AppContext, name: string, value: string): void {
  c.get('headers')[name] = value;
}
