import { globSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'rolldown/utils';
import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';
import { compressed, integrity, retries } from './build/plugins.ts';
import manifest from './package.json' with { type: 'json' };
import { readAssets } from './proxy/http/assets.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The oldest browsers that the element is for, as the README names them. The youngest things that it needs are custom
 * states without dashes, and `light-dark()` in Safari.
 */
export const BROWSERS = { chrome: '125', firefox: '126', safari: '17.5' };

const browser = {
  build: {
    target: Object.entries(BROWSERS).map(([name, version]) => name + version),
    modulePreload: false,
    emptyOutDir: true,
    minify: true,
  },
} satisfies UserConfig;

/** `nl-payer` for `widget/i18n/texts/nl/payer.ts`, since a file of each language is called so. */
const chunkName = (facade: string | null | undefined) =>
  facade
    ?.match(/texts\/(\w+)\/(\w+)\.ts$/)
    ?.slice(1)
    .join('-') ?? '[name]';

/**
 * The element that the proxy serves: one entry at a stable address, the same once more at an address that no other build
 * has, the rest under hashed names.
 */
const widget: UserConfig = {
  base: './',
  plugins: [retries, compressed, integrity],
  build: {
    ...browser.build,
    outDir: 'dist/widget',
    lib: { entry: { served: path('widget/served.ts'), pinned: path('widget/pinned.ts') }, formats: ['es'] },
    rolldownOptions: {
      // The entry stays a mere door: later chunks then share the element's chunk, never the entry under another address.
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: ({ name }) =>
          name === 'served'
            ? 'invoice-pay-button.js'
            : `assets/invoice-pay-button-${manifest.version}-[hash:6].js`,
        chunkFileNames: ({ facadeModuleId }) => `assets/${chunkName(facadeModuleId)}-[hash:6].js`,
        // Hex digits stand in the code already, as colours, so that they compress better than letters.
        hashCharacters: 'hex',
        minify: true,
        comments: false,
        // One file for all that is reached from `define.ts`, since it travels and compresses better than its parts; one
        // for what is reached besides from `load-panel.ts`; every other import() of `lazy.ts` has a file of its own.
        codeSplitting: {
          includeDependenciesRecursively: true,
          groups: [
            { name: 'element', test: /widget\/define\.ts$/, priority: 2 },
            { name: 'panels', test: /widget\/element\/load-panel\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
};

/** Takes away the pay page's script of an earlier build, so that the proxy finds one. */
const withoutOldPageScript: Plugin = {
  name: 'without-old-page-script',
  async renderStart() {
    await Promise.all(globSync(path('dist/widget/assets/pay-page-*')).map((file) => rm(file)));
  },
};

/** The script of the pay page, beside the element's files. It is small enough for browsers that are older than those. */
const page: UserConfig = {
  plugins: [withoutOldPageScript, compressed],
  build: {
    ...browser.build,
    target: 'es2020',
    outDir: 'dist/widget',
    emptyOutDir: false,
    lib: { entry: path('proxy/pages/script/index.ts'), formats: ['es'] },
    rolldownOptions: {
      output: { entryFileNames: 'assets/pay-page-[hash:6].js', hashCharacters: 'hex', minify: true },
    },
  },
};

/** The element for bundlers: the same code, with `lit` left to the host's own bundle. */
const element: UserConfig = {
  build: {
    ...browser.build,
    outDir: 'dist/element',
    lib: {
      entry: {
        index: path('widget/index.ts'),
        element: path('widget/element.ts'),
        react: path('widget/react.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: /^(lit|@lit\/reactive-element)(\/|$)/,
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: ({ facadeModuleId }) => `${chunkName(facadeModuleId)}-[hash].js`,
      },
    },
  },
};

/**
 * Mollie's client made small: without the certificate authorities that it brings for an agent, which `proxy/mollie/transport`
 * drops, and without the space in between: 14 kB compressed in place of 160.
 */
const smallMollieClient: Plugin = {
  name: 'small-mollie-client',
  async transform(code, id) {
    if (!id.endsWith('/@mollie/api-client/dist/mollie.esm.js')) return null;
    const [found, ...others] = code.match(/^var caCertificates = "[^"]+";$/gm) ?? [];
    if (!found || others.length > 0)
      throw new Error('The certificates of @mollie/api-client are elsewhere now');
    return {
      code: (await minify(id, code.replace(found, 'var caCertificates;'), { module: true })).code,
      map: null,
    };
  },
};

/** Small to download; stack traces keep the names of functions. */
const SMALL_WITH_NAMES = {
  compress: { keepNames: { function: true, class: true } },
  mangle: { keepNames: true },
} as const;

/** The proxy for Node and other runtimes; Mollie's client goes in, with the platform's fetch beneath it. */
const proxy: UserConfig = {
  plugins: [smallMollieClient],
  resolve: { alias: { 'node-fetch': path('proxy/mollie/transport/index.ts') } },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist/proxy',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        index: path('proxy/index.ts'),
        cli: path('proxy/cli/index.ts'),
        node: path('proxy/node/serve.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        comments: false,
        minify: SMALL_WITH_NAMES,
      },
    },
  },
  ssr: { noExternal: ['@mollie/api-client', 'ruply', 'zod'] },
};

/** What the demo uses of the proxy, in the built proxy: the package has that once. */
const BUILT_PROXY: Readonly<Record<string, string>> = {
  '/proxy/node/serve.ts': '../proxy/node.js',
  '/proxy/config/index.ts': '../proxy/index.js',
};

/** Leaves the proxy where it is, and brings the files that the demo's host serves. */
const besideProxy: Plugin = {
  name: 'beside-proxy',
  enforce: 'pre',
  resolveId(source) {
    const [, id] = Object.entries(BUILT_PROXY).find(([file]) => source.endsWith(file)) ?? [];
    return id === undefined ? null : { id, external: true };
  },
  writeBundle: ({ dir }) => cp(path('demo/host/public'), join(dir!, 'public'), { recursive: true }),
};

/** The demo and the simulator, which the command line starts by their paths. */
const demo: UserConfig = {
  plugins: [besideProxy],
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist/demo',
    emptyOutDir: true,
    minify: true,
    rolldownOptions: {
      input: { start: path('demo/start.ts'), 'mollie/main': path('demo/mollie/main.ts') },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};

/** The files that `widget` and `page` have built, as a module for runtimes without a disk; no maps. */
const assets = async (): Promise<UserConfig> => {
  const files = [...(await readAssets())].filter(([name]) => name.endsWith('.js'));
  const texts = files.map(([name, { body, type, etag }]) => [
    name,
    new TextDecoder().decode(body),
    type,
    etag,
  ]);
  return {
    define: { BUILT_FILES: JSON.stringify(texts) },
    build: {
      ssr: path('proxy/assets.ts'),
      target: 'es2022',
      outDir: 'dist/proxy',
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'assets.js' } },
    },
  };
};

const configs: Record<string, () => UserConfig | Promise<UserConfig>> = {
  widget: () => widget,
  page: () => page,
  element: () => element,
  proxy: () => proxy,
  demo: () => demo,
  assets,
};

/** Beside the files, and not named in them: every byte there is paid for by every customer, and the package has no maps. */
const maps: UserConfig = { build: { sourcemap: 'hidden' } };

export default defineConfig(async ({ mode }) => {
  const config = configs[mode];
  if (!config) throw new Error(`--mode ${mode}: expected ${Object.keys(configs).join(', ')}`);
  return mergeConfig(await config(), maps);
});
