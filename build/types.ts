/**
 * One declaration file for each export of the package, out of those that `tsc` has made for every module: what an export
 * does not need is left out, and imports name files that every resolver finds.
 */
import { rm } from 'node:fs/promises';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

/** Where `tsconfig.build.json` has them put. */
const MADE = 'node_modules/.cache/types';

const ENTRIES = {
  index: 'widget/index',
  element: 'widget/element',
  react: 'widget/react',
  served: 'widget/served',
  proxy: 'proxy/index',
  assets: 'proxy/assets',
};

await rm('dist/types', { recursive: true, force: true });
const bundle = await rolldown({
  input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, `${MADE}/${file}.d.ts`])),
  external: (id) => /^[^./]/.test(id) && id !== 'unstorage',
  // The types of unstorage name those of every client that it knows, and compile only where all of these are installed.
  plugins: [dts({ dtsInput: true, tsconfig: false })],
});
await bundle.write({ dir: 'dist/types', chunkFileNames: '[name].d.ts' });
