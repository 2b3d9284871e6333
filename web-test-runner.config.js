import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chooseEngines } from './test/help/browsers/choice.ts';
import { mountProxy } from './test/help/real-proxy.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const { engines, leftOut } = chooseEngines(process.argv);
for (const sentence of leftOut) console.warn(sentence);
const { port, middleware } = await mountProxy();

/** Serves `x.css?inline` as the module that Vite makes of it. */
const inlineCss = {
  name: 'inline-css',
  async serve({ path, query }) {
    if (!path.endsWith('.css') || query.inline === undefined) return undefined;
    const text = await readFile(root + path.slice(1), 'utf8');
    return { body: `export default ${JSON.stringify(text)};`, type: 'js' };
  },
};

export default {
  files: 'test/widget/**/*.test.ts',
  rootDir: root,
  nodeResolve: { exportConditions: ['browser', 'default'] },
  plugins: [inlineCss, esbuildPlugin({ ts: true, target: 'es2024' })],
  // 127.0.0.1 in its short form: the long one, like localhost, would have the runner listen to the whole network.
  hostname: '127.1',
  port,
  middleware: [middleware],
  browsers: await Promise.all(engines.map((engine) => engine.launcher())),
  // One after the other: they share the real proxy's Mollie, and a test says what it does next.
  concurrentBrowsers: 1,
  // Tabs side by side would take the focus from each other, and the element looks again whenever it comes back.
  concurrency: 1,
  // A log keeps each state of the progress, and what failed is lost among them.
  ...(process.env.CI === 'true' ? { reporters: [defaultReporter({ reportTestProgress: false })] } : {}),
  testFramework: { config: { timeout: 5000 } },
};
