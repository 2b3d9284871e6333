/** A file of the element, ready to be sent. */
export type Asset = {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
  /** The body compressed, by the names of RFC 9110 section 8.4.1. */
  encoded?: { br: Uint8Array<ArrayBuffer>; gzip: Uint8Array<ArrayBuffer> };
};

/** The element's files by their path below the proxy: `invoice-pay-button.js`, `assets/….js`. */
export type Assets = ReadonlyMap<string, Asset>;

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  map: 'application/json; charset=utf-8',
};

/** Where the built element lies, seen from this file in a checkout and from the built proxy. */
const FOLDERS = ['../dist/widget/', '../widget/', '../../widget/'];

/**
 * Reads the built element from the disk, once. Runtimes without files give `createProxy` their own map.
 * @throws where it was not built.
 */
export async function readAssets(): Promise<Assets> {
  const { readdir, readFile } = await import('node:fs/promises');
  for (const folder of FOLDERS) {
    const root = new URL(folder, import.meta.url);
    const names = await readdir(root, { recursive: true }).catch((): string[] => []);
    if (!names.includes('invoice-pay-button.js')) continue;
    const files = names.filter((name) => extensionOf(name) in TYPES);
    return new Map(
      await Promise.all(
        files.map(async (name) => {
          const body = new Uint8Array(await readFile(new URL(name, root)));
          return [name.replaceAll('\\', '/'), await toAsset(name, body)] as const;
        }),
      ),
    );
  }
  throw new Error('the element is not built; `npm run build` does that');
}

async function toAsset(name: string, body: Uint8Array<ArrayBuffer>): Promise<Asset> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const etag = Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { brotliCompressSync, gzipSync } = await import('node:zlib');
  const encoded = { br: new Uint8Array(brotliCompressSync(body)), gzip: new Uint8Array(gzipSync(body)) };
  return { body, type: TYPES[extensionOf(name)]!, etag: `"${etag}"`, encoded };
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
