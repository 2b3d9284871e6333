import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { getConnInfo } from '@hono/node-server/conninfo';
import { createProxy, type PayProxy } from '../app.ts';
import type { ProxyOptions } from '../compose/index.ts';
import type { ReadFile } from '../config/files.ts';
import { SECOND } from '../lib/clock.ts';
import { createServer, type Timeouts } from './server.ts';

export type Running = {
  /** Where it listens: `http://127.0.0.1:3000`. */
  address: string;
  proxy: PayProxy;
  /** Takes no new connections, lets requests finish, and closes the store. */
  stop(): Promise<void>;
};

/** How long requests may take to finish once the process is to stop. */
const GRACE = 10 * SECOND;

/** How often the store is asked what is due. */
const WATCH_EVERY = 5 * SECOND;

/** Reads the files that the configuration names. */
export const readFile: ReadFile = (path) => new Uint8Array(readFileSync(path));

export type ServeOptions = ProxyOptions & {
  port: number;
  host: string;
  /** Other timeouts than the usual ones. */
  timeouts?: Partial<Timeouts>;
};

/** Serves a proxy on Node, with its background watch. */
export async function serve(options: ServeOptions): Promise<Running> {
  const proxy = createProxy({ readFile, connInfo: getConnInfo, ...options });
  const server = createServer(proxy.fetch, { timeouts: options.timeouts, note: proxy.note });
  const endServer = trackRequests(server);
  const address = await listen(server, options.port, options.host);
  // What is wrong is told to every request that depends on it, and by `/ready`.
  proxy.prepare().catch(() => {});
  const endWatch = startWatch(proxy);
  return {
    address,
    proxy,
    async stop() {
      await Promise.all([endWatch(), endServer(GRACE)]);
      await proxy.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { address, family, port: bound } = server.address() as AddressInfo;
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`);
    });
  });
}

/** Runs one round after the other, so that they never overlap. Returns a function that ends it. */
function startWatch(proxy: PayProxy): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const run = async () => {
    while (!signal.aborted) {
      // Counted from the start of the round, so that a slow round does not delay the next.
      const pause = setTimeout(WATCH_EVERY, undefined, { signal }).catch(() => {});
      // A store that is down is reported by the requests that need it; the next round tries again.
      const worked = await proxy.watch(signal).catch(() => 0);
      // More may be due.
      if (worked === 0) await pause;
    }
  };
  const running = run();
  return async () => {
    ending.abort();
    await Promise.race([running, setTimeout(GRACE, undefined, { ref: false })]);
  };
}

/**
 * Returns a function that ends the server: it takes no new connections, and closes the others once no request is under
 * way. Browsers keep connections open that they may never use, which Node counts as busy.
 */
function trackRequests(server: Server): (grace: number) => Promise<void> {
  let underWay = 0;
  let isEnding = false;
  const endWhenIdle = () => {
    if (isEnding && underWay === 0) server.closeAllConnections();
  };
  server.on('request', (_request, response) => {
    underWay++;
    response.once('close', () => {
      underWay--;
      endWhenIdle();
    });
  });
  return (grace) =>
    new Promise((resolve) => {
      const timer = globalThis.setTimeout(() => server.closeAllConnections(), grace);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      isEnding = true;
      endWhenIdle();
    });
}
