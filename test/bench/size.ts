/** `npm run size`: what the built element downloads, file by file, in bytes as they are and as brotli makes them. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const FOLDER = fileURLToPath(new URL('../../dist/widget/', import.meta.url));
const ENTRY = 'invoice-pay-button.js';

type Part = { name: string; raw: number; brotli: number; imports: string[] };

async function partOf(path: string): Promise<Part> {
  const code = await readFile(join(FOLDER, path));
  // `import … from "./x.js"` and `import "./x.js"`, but not `import("./x.js")`.
  const imports = code.toString().matchAll(/\b(?:import|from)\s*["']([^"']+)["']/g);
  return {
    name: basename(path),
    raw: code.length,
    brotli: brotliCompressSync(code).length,
    imports: [...imports].map(([, file]) => basename(file!)),
  };
}

function print(title: string, parts: readonly Part[]): void {
  const sum = (of: 'raw' | 'brotli') => parts.reduce((total, part) => total + part[of], 0);
  console.log(`\n${title.padEnd(32)}${'raw'.padStart(9)}${'brotli'.padStart(9)}`);
  const rows = parts.toSorted((a, b) => b.brotli - a.brotli);
  for (const { name, raw, brotli } of [...rows, { name: 'together', raw: sum('raw'), brotli: sum('brotli') }])
    console.log(`  ${name.padEnd(30)}${String(raw).padStart(9)}${String(brotli).padStart(9)}`);
}

// The versioned address has the entry once more.
const paths = (await readdir(FOLDER, { recursive: true })).filter(
  (path) => path.endsWith('.js') && !/assets.invoice-pay-button-/.test(path),
);
const parts = await Promise.all(paths.map(partOf));
const atOnce = new Set([ENTRY]);
for (const name of atOnce)
  for (const each of parts.find((part) => part.name === name)!.imports) atOnce.add(each);
print(
  'At once',
  parts.filter(({ name }) => atOnce.has(name)),
);
print(
  'Later, each when it is needed',
  parts.filter(({ name }) => !atOnce.has(name)),
);
