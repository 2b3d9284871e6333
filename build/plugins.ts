/** What Vite does besides to the files that browsers load. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { integrityOf } from '../proxy/http/integrity.ts';

/**
 * Each file compressed by brotli as well as can be, beside it, so that no server takes the time. What only knows gzip is
 * rare, and gzip is fast.
 */
export const compressed: Plugin = {
  name: 'compressed',
  async writeBundle({ dir }, bundle) {
    for (const file of Object.keys(bundle).map((name) => join(dir!, name))) {
      await writeFile(`${file}.br`, brotliCompressSync(await readFile(file)));
    }
  },
};

/**
 * Lets `loadChunk` ask for a file under another address: a second try for one that could not be had. What that file
 * imports from the second file is then asked for under such an address, too.
 */
export const retries: Plugin = {
  name: 'retries',
  renderChunk: (code) => ({
    code: code
      .replaceAll(/\(\) => import\(("[^"]+")\)/g, '(query = "") => import($1 + query)')
      .replaceAll(/^import (\{.*\}) from ("\.\/panels-[^"]+");$/gm, (_, names: string, file: string) => {
        return `const ${names.replaceAll(' as ', ': ')} = await import(${file} + new URL(import.meta.url).search);`;
      }),
    map: null,
  }),
};

/** Writes down the integrity of the files, for tools that make pages. */
export const integrity: Plugin = {
  name: 'integrity',
  async writeBundle({ dir }, bundle) {
    const read = async (name: string) =>
      [name, { body: new Uint8Array(await readFile(join(dir!, name))) }] as const;
    const files = new Map(await Promise.all(Object.keys(bundle).map(read)));
    await writeFile(join(dir!, 'integrity.json'), `${JSON.stringify(await integrityOf(files), null, 1)}\n`);
  },
};
