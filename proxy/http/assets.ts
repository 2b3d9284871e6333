import { createHash } from 'node:crypto';
import { goesOn } from '../lib/scope.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A body compressed, by the names of RFC 9110 section 8.4.1. */
export type Encoded = { br?: Bytes | undefined; gzip?: Bytes | undefined };

/** A built file, ready to be sent. */
export type Asset = {
  body: Bytes;
  type: string;
  etag: string;
  encoded?: Encoded;
};

/** The files of element and pay page by their path below the proxy: `invoice-pay-button.js`, `assets/….js`. */
export type Assets = ReadonlyMap<string, Asset>;

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  map: 'application/json; charset=utf-8',
};

/** Where the built files are, seen from this file: in a checkout, in the built proxy, in a chunk of it. */
const FOLDERS = ['../../dist/widget/', '../widget/', '../../widget/'];

/** The path of the pay page's script; undefined where it was not built. */
export function payPageScript(assets: Assets): string | undefined {
  return [...assets.keys()].find((path) => /^assets\/pay-page-\w+\.js$/.test(path));
}

/**
 * Reads the built files from the disk, with those by brotli that the build has put beside them. The package has room for
 * one of both only, so there they are made anew. Runtimes without files give `createProxy` their own map.
 * @throws where the element was not built.
 */
export async function readAssets(): Promise<Assets> {
  const { readdir, readFile } = await import('node:fs/promises');
  for (const folder of FOLDERS) {
    const root = new URL(folder, import.meta.url);
    const names = await readdir(root, { recursive: true }).catch((): string[] => []);
    if (!names.includes('invoice-pay-button.js')) continue;
    const read = async (name: string) => new Uint8Array(await readFile(new URL(name, root)));
    const readAny = async (name: string) => (names.includes(name) ? read(name) : undefined);
    const files = names.filter((name) => extensionOf(name) in TYPES);
    const assets = new Map(
      await Promise.all(
        files.map(async (name) => {
          const encoded = { br: await readAny(`${name}.br`) };
          const asset = toAsset(name, await read(name), encoded);
          return [name.replaceAll('\\', '/'), asset] as const;
        }),
      ),
    );
    goesOn(compressAll(assets));
    return assets;
  }
  throw new Error('the element is not built; `npm run build` does that');
}

/**
 * Compresses by brotli, as well as can be, what is not compressed yet: beside the event loop, one file after the other.
 * What is asked for meanwhile is compressed less, for itself.
 */
export async function compressAll(assets: Assets): Promise<void> {
  const { brotliCompress } = await import('node:zlib');
  const { promisify } = await import('node:util');
  for (const { body, encoded } of assets.values()) {
    if (encoded && !encoded.br) encoded.br = new Uint8Array(await promisify(brotliCompress)(body));
  }
}

/** A file as it is sent, with an entity tag from what is in it. */
function toAsset(name: string, body: Bytes, encoded: Encoded): Asset {
  return { body, type: TYPES[extensionOf(name)]!, etag: entityTag(body), encoded };
}

/** Names content by a hash of it. RFC 9110 section 8.8.3 */
export function entityTag(body: string | Bytes): string {
  return `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
