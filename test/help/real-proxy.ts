import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { serve } from './checked/index.ts';
import { freePort } from './proxy-process.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from './stage.ts';
import { createTampering } from './tampering.ts';

const PROXY_PATHS = /^\/(v1|pay|webhooks|assets)\/|^\/invoice-pay-button\.js$/;

const LOSSY = /^\/_host\/lossy\/(?<name>[\w-]+)\/(?<part>\w+)\/(?<times>\d+)(?<path>\/.+)/;

const HELD = /^\/_host\/held\/(?<part>\w+)(?<path>\/.+)/;

/** Longer than any test waits for a file, in milliseconds. */
const HOLDING = 30_000;

/** Beside files that are lost, answers come after these. Milliseconds. */
const ANSWERING = 300;

/** What stands in for a file that could not be had. */
const lost = () =>
  new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } });

/** As much of Koa's context as is needed here. */
type Context = { path: string; req: IncomingMessage; res: ServerResponse; respond?: boolean };

/**
 * The real proxy for tests in a browser, once on the origin of their pages and once on another, with a Mollie
 * simulator behind it, all on loopback and on the machine's own clock.
 *
 * On the pages' origin there are also `/_simulator/…`, the simulator's control, and a host's back end:
 * `GET /_host/token?claims={…}` answers a token as text, `GET /_host/addresses` where the others are, and
 * `GET /_host/weight?path=…` how many bytes the proxy sends for a file, compressed by brotli. Beneath
 * `/_host/lossy/NAME/PART/TIMES/` the proxy is there once more, but the file of that part is lost so many times,
 * and beneath `/_host/held/PART/` it comes half a minute later. What somebody changes on its way is in `tampering.ts`.
 *
 * @returns the port for the test pages, and the middleware for their server
 */
export async function mountProxy() {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const mollie = await serveSimulator();
  const second = await serve({
    env: {
      MOLLIE_API_KEY: MOLLIE_KEY,
      MOLLIE_API_ENDPOINT: mollie.endpoint,
      PUBLIC_URL: origin,
      INVOICE_SECRET,
      PROXY_SECRET,
      STORAGE_URL: 'memory:',
      ALLOWED_ORIGINS: origin,
    },
    host: '127.0.0.1',
    port: 0,
    // What callers did wrong, they are told.
    log: (entry) => entry.level === 'error' && console.error(entry),
  });
  const addresses = { simulator: mollie.url, secondOrigin: second.address };

  const tamper = createTampering(second.proxy);
  const losses = new Map<string, number>();
  const loses = ({ groups }: RegExpExecArray): boolean => {
    const { name, part, times, path } = groups!;
    const count = losses.get(name!) ?? 0;
    if (!path!.startsWith(`/assets/${part}-`) || count >= Number(times)) return false;
    losses.set(name!, count + 1);
    return true;
  };

  const answer = async (request: Request, env: object): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/_host/addresses') return Response.json(addresses);
    if (pathname === '/_host/token') {
      return new Response(await signToken(Date.now(), JSON.parse(searchParams.get('claims') ?? '{}')));
    }
    if (pathname === '/_host/weight') {
      const headers = { 'accept-encoding': 'br' };
      const sent = await second.proxy.request(searchParams.get('path') ?? '', { headers });
      return Response.json((await sent.arrayBuffer()).byteLength);
    }
    const held = HELD.exec(pathname);
    if (held) {
      const { part, path } = held.groups!;
      if (path!.startsWith(`/assets/${part}-`)) await setTimeout(HOLDING, null, { ref: false });
      return second.proxy.request(path!, request);
    }
    const lossy = LOSSY.exec(pathname);
    if (lossy) {
      const { path } = lossy.groups!;
      if (path!.startsWith('/v1/')) await setTimeout(ANSWERING);
      return loses(lossy) ? lost() : second.proxy.request(path!, request);
    }
    const tampered = await tamper(request);
    if (tampered) return tampered;
    const { fetch } = pathname.startsWith('/_simulator/') ? mollie.simulator.app : second.proxy;
    return fetch(request, env);
  };
  const listener = getRequestListener(answer, { overrideGlobalObjects: false });

  async function realProxy(context: Context, next: () => Promise<void>): Promise<void> {
    if (!PROXY_PATHS.test(context.path) && !/^\/_(simulator|host)\//.test(context.path)) return next();
    context.respond = false;
    await listener(context.req, context.res);
  }
  return { port, middleware: realProxy };
}
