import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paysThere, renderedSite } from './help/rendered.ts';

const here = renderedSite({
  name: 'next',
  page: 'docs/element/next.md',
  files: {
    // What a new site has, and where the packages are that it shares.
    'app/layout.jsx': `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
    'app/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    'next.config.mjs': `export default { turbopack: { root: new URL('../../../..', import.meta.url).pathname } };`,
  },
  build: 'next build',
  start: (port) => `exec next start --port ${port}`,
  env: { NEXT_TELEMETRY_DISABLED: '1' },
});

test('docs/element/next.md: rendered by the server, the element shows the status and leads to the checkout and back', async (t) => {
  assert.deepEqual(await paysThere(here, t), []);
});

test('docs/element/next.md: in development, where React warns of what it dislikes, it hydrates without a complaint', async (t) => {
  await here.serves((port) => `exec next dev --port ${port}`);
  const own = (await paysThere(here, t)).filter((said) => !said.startsWith('Lit is in dev mode'));
  assert.deepEqual(own, []);
});
