import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import * as examples from '../../proxy/openapi/examples.ts';
import { openApiDocument } from '../../proxy/openapi/index.ts';
import { tellStory } from '../help/openapi-story.ts';
import { createStage, type Stage } from '../help/stage.ts';

/** Bytes. */
const MOST = { plain: 100_000, compressed: 12_000 };

/** Not one of the addresses that the rules take for a sample's. */
const PUBLIC_URL = 'https://pay.shop.test/invoices';

let stage: Stage;
before(async () => {
  stage = await createStage({ env: { METRICS_TOKEN: 'a-token-of-metrics-that-is-long-enough' } });
});
after(() => stage.close());

const fetched = (headers: Record<string, string> = {}) => fetch(`${stage.url}/openapi.json`, { headers });

test('Redocly finds nothing to mend, by its recommended rules', async () => {
  const source = JSON.stringify(openApiDocument({ publicUrl: PUBLIC_URL }));
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source, config });
  assert.deepEqual(
    problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
    [],
  );
});

test('Redocly would find what is wrong', async () => {
  const { license: _, ...info } = openApiDocument({ publicUrl: PUBLIC_URL }).info as Record<string, unknown>;
  const source = JSON.stringify({ ...openApiDocument({ publicUrl: PUBLIC_URL }), info });
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source, config });
  assert.deepEqual(
    problems.map(({ ruleId }) => ruleId),
    ['info-license'],
  );
});

test('it is served to tools of any origin, which keep it until it changes', async () => {
  const response = await fetched();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  const etag = response.headers.get('etag')!;
  assert.equal((await fetched({ 'if-none-match': etag })).status, 304);
  assert.deepEqual(await response.json(), openApiDocument({ publicUrl: stage.url }));
});

test('it names the address of the proxy, and is not too large', async () => {
  const document = openApiDocument({ publicUrl: PUBLIC_URL });
  assert.deepEqual(document.servers, [{ url: PUBLIC_URL }]);
  assert.ok(JSON.stringify(document).length <= MOST.plain, `${JSON.stringify(document).length}`);
  const response = await fetched({ 'accept-encoding': 'br' });
  assert.equal(response.headers.get('content-encoding'), 'br');
  const sent = Number(response.headers.get('content-length'));
  assert.ok(sent <= MOST.compressed, `${sent}`);
});

test('it has every route of the proxy, and no other', () => {
  const { paths } = openApiDocument({ publicUrl: PUBLIC_URL }) as { paths: Record<string, object> };
  const told = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = stage.proxy.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  assert.deepEqual(told.toSorted(), served.toSorted());
});

test('the examples are what a proxy answers', async () => {
  assert.deepEqual(await tellStory(), JSON.parse(JSON.stringify({ ...examples })));
});
