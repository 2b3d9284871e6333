import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { getConnInfo } from '@hono/node-server/conninfo';
import { createProxy, type PayProxy, type ProxyOptions } from '../app.ts';
import type { ReadFile } from '../config/files.ts';
import { SECOND } from '../lib/clock.ts';
import { createServer, type Patience } from './server.ts';

export type Running = {
  /** Where it listens: `http://127.0.0.1:3000`. */
  address: string;
  proxy: PayProxy;
  /** Takes no new connections, lets requests finish, and closes the store. */
  stop(): Promise<void>;
};

/** How long requests may take to finish once the process is to stop. */
const GRACE = 10 * SECOND;

/** How often the background asks the store what is due. */
const WATCH_EVERY = 5 * SECOND;

/** For the file names that may stand in the configuration. */
export const readFile: ReadFile = (path) => new Uint8Array(readFileSync(path));

export type ServeOptions = ProxyOptions & {
  port: number;
  host: string;
  /** Other times than the usual. */
  patience?: Partial<Patience>;
};

/** Serves a proxy on Node, with its background watch. */
export async function serve(options: ServeOptions): Promise<Running> {
  const proxy = createProxy({ readFile, connInfo: getConnInfo, ...options });
  const server = createServer(proxy.fetch, { patience: options.patience, note: proxy.note });
  const endServer = trackRequests(server);
  const address = await listen(server, options.port, options.host);
  // Whatever is wrong is told wherever somebody meets it, and by `/ready`.
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

/** Runs one round after the other, so that they never overlap; answers how to end it. */
function startWatch(proxy: PayProxy): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const run = async () => {
    while (!signal.aborted) {
      // Counted from the beginning, so that a round that waits for the host holds up no look.
      const pause = setTimeout(WATCH_EVERY, undefined, { signal }).catch(() => {});
      // A store that is down says so wherever somebody waits; the next round finds out by itself.
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
 * Answers how to end the server: it takes no new connections, and once no request is under way those that are
 * left are closed. Browsers keep some open that they may never use, and Node counts those as busy.
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
