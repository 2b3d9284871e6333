import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Asset, compressAll, readAssets } from '../../proxy/http/assets.ts';
import { createStage } from '../help/stage.ts';

test('every file of the element is built with its brotli beside it, which is no asset itself', async () => {
  const assets = await readAssets();
  assert.ok(assets.size > 10);
  for (const [name, { body, encoded }] of assets) {
    assert.match(name, /\.(js|map)$/);
    assert.deepEqual(new Uint8Array(brotliDecompressSync(encoded!.br!)), body, name);
  }
});

test('what has no brotli beside it, as in the package, is compressed as well as the build does it', async () => {
  const built = [...(await readAssets())];
  const bare = new Map<string, Asset>(built.map(([name, asset]) => [name, { ...asset, encoded: {} }]));
  await compressAll(bare);
  for (const [name, { encoded }] of built) assert.deepEqual(bare.get(name)!.encoded!.br, encoded!.br, name);
});

test('what is sent of a file is what the build has compressed, or by gzip the same', async (t) => {
  const stage = await createStage();
  t.after(() => stage.close());
  const assets = await readAssets();
  for (const [name, { body, encoded }] of assets) {
    const ask = (encoding: string) =>
      stage.proxy.request(`/${name}`, { headers: { 'accept-encoding': encoding } });
    const response = await ask('br');
    // The map of the entry is beside it, and served nowhere.
    if (response.status === 404) continue;
    const sent = await bytesOf(response);
    if (response.headers.get('content-encoding')) assert.deepEqual(sent, encoded!.br, name);
    else assert.ok(encoded!.br!.length >= sent.length, name);
    const zipped = await ask('gzip');
    const isZipped = zipped.headers.get('content-encoding') === 'gzip';
    const received = await bytesOf(zipped);
    assert.deepEqual(isZipped ? new Uint8Array(gunzipSync(received)) : received, body, name);
    assert.ok(isZipped || body.length < 500, name);
  }
});

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test('the first request for a file compresses nothing, so that all others go on', async (t) => {
  const stage = await createStage();
  t.after(() => stage.close());
  const cpu = process.cpuUsage();
  await stage.proxy.request('/invoice-pay-button.js', { headers: { 'accept-encoding': 'br' } });
  const { user } = process.cpuUsage(cpu);
  // In microseconds; to compress them all takes some seconds.
  assert.ok(user < 500_000, `${user}`);
});
