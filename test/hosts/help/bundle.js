import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Frameworks warn of what they dislike only in development. */
const MODE = 'development';

const ALIAS = {
  // With the compiler, for templates that are texts.
  vue: 'vue/dist/vue.esm-bundler.js',
  'invoice-pay-button': fileURLToPath(new URL('../../../dist/element/index.js', import.meta.url)),
};

/** What Vue expects to be told. https://link.vuejs.org/feature-flags */
const VUE = {
  __VUE_OPTIONS_API__: true,
  __VUE_PROD_DEVTOOLS__: false,
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
};

/**
 * A host's program as one script, as its own tools would make it for development.
 *
 * @param {string} entry within `test/hosts`
 * @param {string} [config] the host's own configuration of Vite, there too
 * @returns {Promise<string>}
 */
export async function bundle(entry, config) {
  const made = await build({
    root,
    configFile: config ? root + config : false,
    mode: MODE,
    // What bundlers dislike in them is theirs.
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': JSON.stringify(MODE), ...VUE },
    resolve: { conditions: ['module', 'browser', MODE], alias: ALIAS },
    plugins: [svelte],
    // As TypeScript has them for Angular.
    oxc: { decorator: { legacy: true } },
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: root + entry, output: { format: 'es', codeSplitting: false } },
    },
  });
  return [made].flat()[0].output[0].code;
}

const svelte = {
  name: 'svelte',
  /** @param {string} code @param {string} id */
  async transform(code, id) {
    if (!id.endsWith('.svelte')) return undefined;
    const { compile } = await import('svelte/compiler');
    return compile(code, { filename: id, generate: 'client', dev: true }).js;
  },
};
