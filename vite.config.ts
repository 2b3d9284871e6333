import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const browser = {
  build: { target: 'es2022', modulePreload: false, sourcemap: true, emptyOutDir: true },
} satisfies UserConfig;

/** The element that the proxy serves: one entry at a stable address, the rest under hashed names. */
const widget: UserConfig = {
  base: './',
  build: {
    ...browser.build,
    outDir: 'dist/widget',
    rolldownOptions: {
      input: path('widget/served.ts'),
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'invoice-pay-button.js',
        chunkFileNames: 'assets/[name]-[hash].js',
        minify: true,
      },
    },
  },
};

/** The element for bundlers: the same code, with `lit` left to the host's own bundle. */
const element: UserConfig = {
  build: {
    ...browser.build,
    outDir: 'dist/element',
    lib: { entry: path('widget/index.ts'), formats: ['es'], fileName: 'index' },
    rolldownOptions: { external: /^lit(\/|$)/ },
  },
};

/** The proxy for Node and other runtimes; Mollie's client goes in, with the platform's fetch beneath it. */
const proxy: UserConfig = {
  resolve: { alias: { 'node-fetch': path('proxy/mollie/transport/index.ts') } },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist/proxy',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: { index: path('proxy/index.ts'), cli: path('proxy/cli.ts') },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: ['@mollie/api-client', 'ruply'] },
};

export default defineConfig(({ mode }) => ({ element, proxy })[mode] ?? widget);
