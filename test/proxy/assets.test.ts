import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readAssets } from '../../proxy/http/assets.ts';
import { createStage } from '../help/stage.ts';

test('every file of the element is built with its compressed forms beside it, which are no assets themselves', async () => {
  const assets = await readAssets();
  assert.ok(assets.size > 10);
  for (const [name, { body, encoded }] of assets) {
    assert.match(name, /\.(js|map)$/);
    assert.deepEqual(new Uint8Array(brotliDecompressSync(encoded!.br!)), body, name);
    assert.deepEqual(new Uint8Array(gunzipSync(encoded!.gzip!)), body, name);
  }
});

test('what is sent of a file is what the build has compressed', async (t) => {
  const stage = await createStage();
  t.after(() => stage.close());
  const assets = await readAssets();
  for (const [name, { encoded }] of assets) {
    for (const encoding of ['br', 'gzip'] as const) {
      const response = await stage.proxy.request(`/${name}`, { headers: { 'accept-encoding': encoding } });
      // The map of the entry is beside it, and served nowhere.
      if (response.status === 404) continue;
      const sent = new Uint8Array(await response.arrayBuffer());
      if (response.headers.get('content-encoding')) assert.deepEqual(sent, encoded![encoding], name);
      else assert.ok(encoded![encoding]!.length >= sent.length, name);
    }
  }
});

test('the first request for a file compresses nothing, so that all others go on', async (t) => {
  const stage = await createStage();
  t.after(() => stage.close());
  const cpu = process.cpuUsage();
  await stage.proxy.request('/invoice-pay-button.js', { headers: { 'accept-encoding': 'br' } });
  const { user } = process.cpuUsage(cpu);
  // In microseconds; to compress them all takes some seconds.
  assert.ok(user < 500_000, `${user}`);
});
