import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { runCli, serveCli, temporaryFolder } from '../help/cli.ts';
import { freePort } from '../help/proxy-process.ts';

async function listening(t: TestContext, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return String((server.address() as AddressInfo).port);
}

test('health says that a proxy lives, by its address alone and without its secrets', async (t) => {
  for (const HOST of ['127.0.0.1', '0.0.0.0', '::', 'localhost']) {
    const { address } = await serveCli(t, { HOST, PUBLIC_URL: 'https://shop.example.com/pay/online' });
    const { port: PORT } = new URL(address);
    for (const args of [['health'], ['health', '--ready']]) {
      const { code, stdout, stderr } = await runCli(args, { HOST, PORT });
      assert.deepEqual([code, stderr, stdout], [0, '', args.length === 1 ? 'ok\n' : 'ready\n'], HOST);
    }
  }
});

test('health tells a proxy that lives from one that is ready', async (t) => {
  const folder = temporaryFolder(t);
  const { address } = await serveCli(t, { STORAGE_URL: `sqlite:${folder}` });
  const env = { PORT: new URL(address).port };
  assert.equal((await runCli(['health'], env)).code, 0);
  const { code, stdout, stderr } = await runCli(['health', '--ready', '--json'], env);
  assert.deepEqual([code, stdout], [69, '']);
  const { error } = JSON.parse(stderr);
  assert.deepEqual([error.code, error.exit], ['EX_UNAVAILABLE', 69]);
  assert.match(error.message, /\/ready answers 503, store_unavailable$/);
});

test('health is 69 where nobody answers, at once or in time, or somebody else does', async (t) => {
  const nobody = await runCli(['health'], { PORT: String(await freePort()) });
  assert.equal(nobody.code, 69);
  assert.match(nobody.stderr, /^http:\/\/127\.0\.0\.1:\d+\/health does not answer \(ECONNREFUSED\)\n$/);

  const silent = await runCli(['health'], { PORT: await listening(t, createServer()) });
  assert.equal(silent.code, 69);
  assert.match(silent.stderr, /does not answer \(not within 3 seconds\)\n$/);

  const other = createServer((_request, response) => response.writeHead(302, { location: '/' }).end());
  const { code, stderr } = await runCli(['health'], { PORT: await listening(t, other) });
  assert.equal(code, 69);
  assert.match(stderr, /answers 302, not as a proxy does\n$/);
});

test('health says which of its two variables is wrong', async () => {
  const { code, stderr } = await runCli(['health'], { PORT: '80x', PROXY_SECRET: 'hush' });
  assert.equal(code, 78);
  assert.match(stderr, /^ {2}PORT: expected a port number$/m);
  assert.doesNotMatch(stderr, /PROXY_SECRET|hush/);
});
