import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { serveSimulator } from '../../demo/mollie/server.ts';
import type { CreatedView } from '../../shared/api.ts';
import { freePort, startProxy } from '../help/proxy-process.ts';
import { type ConnectedView, signToken } from '../help/stage.ts';
import { SECRETS } from './help/invoice.ts';
import { startCaddy, startNginx, type WebServer, without } from './help/web-server.ts';

/** Starts one in front of a proxy at this address. */
type Start = (proxy: string) => Promise<WebServer>;

const SERVERS: { name: string; program: 'nginx' | 'caddy'; publicUrl: string; start: Start }[] = [
  {
    name: 'nginx',
    program: 'nginx',
    publicUrl: 'https://pay.example.com',
    start: (proxy) => startNginx('nginx/invoice-pay.conf', proxy),
  },
  {
    name: 'nginx with a path that is kept',
    program: 'nginx',
    publicUrl: 'https://shop.example.com/pay',
    start: (proxy) => startNginx('nginx/invoice-pay-prefix.conf', proxy),
  },
  {
    name: 'nginx with a path that is taken off',
    program: 'nginx',
    publicUrl: 'https://shop.example.com/pay',
    start: (proxy) =>
      startNginx('nginx/invoice-pay-prefix.conf', proxy, (config) =>
        config.replace(/(?<=^ *proxy_pass http:\/\/[\d.:]+);/m, '/;'),
      ),
  },
  {
    name: 'Caddy',
    program: 'caddy',
    publicUrl: 'https://pay.example.com',
    start: (proxy) => startCaddy('caddy/Caddyfile', proxy),
  },
  {
    name: 'Caddy with a path',
    program: 'caddy',
    publicUrl: 'https://shop.example.com/pay',
    start: (proxy) => startCaddy('caddy/prefix.Caddyfile', proxy),
  },
];

const RATE_LIMIT = 20;

async function startBehind(t: TestContext, { publicUrl, start }: { publicUrl: string; start: Start }) {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const port = String(await freePort());
  const proxy = await startProxy({
    ...SECRETS,
    PORT: port,
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    PUBLIC_URL: publicUrl,
    STORAGE_URL: 'memory:',
    TRUSTED_PROXIES: '127.0.0.1',
    RATE_LIMIT: String(RATE_LIMIT),
    METRICS_TOKEN: 'a-token-for-the-metrics',
  });
  t.after(proxy.stop);
  const server = await start(proxy.url);
  t.after(server.close);
  return { server, mollie };
}

for (const { name, program, publicUrl, start } of SERVERS) {
  suite(name, { skip: without(program) }, () => {
    test('an invoice is stated, shown and sent to its checkout through it', async (t) => {
      const { server, mollie } = await startBehind(t, { publicUrl, start });
      const authorization = `Bearer ${await signToken(Date.now(), { aud: 'invoice-pay:manage' })}`;
      const stated = await server.ask(`${publicUrl}/v1/invoice`, {
        method: 'PUT',
        headers: { authorization },
      });
      const { link } = JSON.parse(stated.body) as ConnectedView;
      assert.ok(link.startsWith(`${publicUrl}/pay/`));
      const page = await server.ask(link);
      assert.equal(page.status, 200);
      assert.match(page.headers['content-type']!, /^text\/html/);
      const script = /<script[^>]* src="([^"]+)"/.exec(page.body)![1]!;
      assert.equal((await server.ask(new URL(script, link).href)).status, 200);
      assert.equal((await server.ask(`${publicUrl}/invoice-pay-button.js`)).status, 200);
      const pressed = await server.ask(link, { method: 'POST' });
      assert.equal(pressed.status, 303);
      assert.ok(pressed.headers.location!.startsWith(new URL(mollie.endpoint).origin));
      const again = await server.ask(`${publicUrl}/v1/invoice/payments`, {
        method: 'POST',
        headers: { authorization },
      });
      assert.equal((JSON.parse(again.body) as CreatedView).payment.checkoutUrl, pressed.headers.location);
    });

    test('whoever asks too often is refused, whatever address they claim', async (t) => {
      const { server } = await startBehind(t, { publicUrl, start });
      const statuses: number[] = [];
      // A new minute may begin meanwhile, not two.
      for (let n = 0; n <= 2 * RATE_LIMIT && statuses.at(-1) !== 429; n++) {
        const headers = { 'x-forwarded-for': `203.0.113.${n}` };
        statuses.push((await server.ask(`${publicUrl}/health`, { headers })).status);
      }
      assert.equal(statuses[0], 200);
      assert.equal(statuses.at(-1), 429);
    });

    test('metrics stay within, and bodies that are too large without', async (t) => {
      const { server } = await startBehind(t, { publicUrl, start });
      const headers = { authorization: 'Bearer a-token-for-the-metrics' };
      assert.equal((await server.ask(`${publicUrl}/metrics`, { headers })).status, 403);
      const body = 'x'.repeat(600 * 1024);
      const large = await server.ask(`${publicUrl}/v1/invoices`, { method: 'POST', body });
      assert.equal(large.status, 413);
    });
  });
}
