import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { LOOPBACK } from '../ports.ts';

/** How long requests may take to finish once the host is to stop. Milliseconds. */
const GRACE = 5_000;

/** Serves the host's pages on loopback. */
export function serveHost(app: Hono, port: number): Promise<{ stop: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const stop = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), GRACE);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      server.closeIdleConnections();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve({ stop }));
  });
}
