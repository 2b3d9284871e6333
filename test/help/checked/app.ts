import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import * as app from '../../../proxy/app.ts';
import { problemOf } from './check.ts';
import { fail } from './fail.ts';

export type { PayProxy } from '../../../proxy/app.ts';

/** A proxy each of whose answers is held against what `GET /openapi.json` tells of it. */
export function createProxy(...options: Parameters<typeof app.createProxy>): app.PayProxy {
  return checked(app.createProxy(...options));
}

/** Has each answer checked before anybody receives it. */
export function checked<T extends Pick<app.PayProxy, 'fetch' | 'getPath'>>(proxy: T): T {
  const { fetch } = proxy;
  proxy.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const { method, headers } = request;
    const path = proxy.getPath(request);
    const exchange = {
      method,
      path,
      authorization: headers.get('authorization'),
      status: response.status,
      headers: response.headers,
      text: await textOf(response),
    };
    const problem = problemOf(exchange);
    if (problem) fail(`${method} ${path}: ${problem}`);
    return response;
  };
  return proxy;
}

async function textOf(response: Response): Promise<string> {
  if (!response.body) return '';
  const bytes = Buffer.from(await response.clone().arrayBuffer());
  if (!response.headers.get('content-type')?.includes('json')) return bytes.toString('latin1');
  const encoding = response.headers.get('content-encoding');
  const plain =
    encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes;
  return plain.toString();
}
