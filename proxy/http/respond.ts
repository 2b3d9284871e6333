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
  const { body, encoding } =
    given !== null && isText
      ? await compress(given, decidingHeader(c, 'Accept-Encoding'), encoded)
      : { body: typeof given === 'function' ? given() : given };
  const headers: Record<string, string> = { ...c.get('headers'), ...own };
  if (type && body !== null) headers['Content-Type'] = type;
  if (encoding) {
    headers['Content-Encoding'] = encoding;
    // The same content in other bytes. RFC 9110 section 8.8.3.3
    if (headers.ETag && !headers.ETag.startsWith('W/')) headers.ETag = `W/${headers.ETag}`;
  }
  // Servers find out the length by themselves, but of what they send.
  if (c.req.method === 'HEAD' && body !== null) headers['Content-Length'] = String(lengthOf(body));
  return new Response(body, { status, headers });
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

function lengthOf(body: string | Bytes): number {
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;
}
