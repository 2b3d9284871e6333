import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paysThere, renderedSite } from './help/rendered.ts';

const here = renderedSite({
  name: 'astro',
  page: 'docs/element/astro.md',
  build: 'astro build',
  start: (port) => `HOST=localhost PORT=${port} exec node dist/server/entry.mjs`,
  env: { ASTRO_TELEMETRY_DISABLED: '1' },
});

test('docs/element/astro.md: rendered by the server, the element shows the status and leads to the checkout and back', async (t) => {
  assert.deepEqual(await paysThere(here, t), []);
});
