import { readAssets } from '../../proxy/http/assets.ts';
import { integrityOf, pinnedTags } from '../../proxy/http/integrity.ts';

const TAMPERED = /^\/_host\/tampered\/(?<name>[\w-]+)\/(?<part>[\w-]+)(?<path>\/.+)/;

/** As much of a proxy as is needed here. */
type Proxy = { request(path: string, init?: RequestInit): Response | Promise<Response> };

/**
 * Somebody between a page and the proxy. Beneath `/_host/tampered/NAME/PART/` the proxy is there once more, but one byte
 * of the file of that part is another; `GET /_host/asked?name=NAME` answers under which addresses that file was asked for,
 * and `GET /_host/tags?url=…` the tags of a page that checks what it gets from a proxy there.
 *
 * @returns undefined for all other paths
 */
export function createTampering(proxy: Proxy) {
  const asked: Record<string, string[]> = {};

  return async (request: Request): Promise<Response | undefined> => {
    const { pathname, search, searchParams, href } = new URL(request.url);
    if (pathname === '/_host/asked') return Response.json(asked[searchParams.get('name') ?? ''] ?? []);
    if (pathname === '/_host/tags') {
      return new Response(await pinnedTags(await integrityOf(await readAssets()), searchParams.get('url')!));
    }
    const tampered = TAMPERED.exec(pathname);
    if (!tampered) return undefined;
    const { name, part, path } = tampered.groups as Record<'name' | 'part' | 'path', string>;
    if (!path.startsWith(`/assets/${part}-`)) return proxy.request(path + search, request);
    asked[name] = [...(asked[name] ?? []), href];
    return oneByteOff(await proxy.request(path + search));
  };
}

/** The same script to whoever runs it: a line break stands in for the semicolon at its end. */
async function oneByteOff(response: Response): Promise<Response> {
  const text = await response.text();
  if (!text.endsWith(';')) throw new Error(`It ends in ${text.slice(-20)}`);
  return new Response(text.replace(/;$/, '\n'), response);
}
