import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';

export type ServedSimulator = {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** For `MOLLIE_API_ENDPOINT`: the url with `/v2`. */
  endpoint: string;
  simulator: Simulator;
  /** Ends connections too, those that hang included. */
  close: () => Promise<void>;
};

/** A simulator on a socket; port 0 takes a free one. */
export async function serveSimulator({
  port = 0,
  host = '127.0.0.1',
  ...options
}: SimulatorOptions & { port?: number; host?: string } = {}): Promise<ServedSimulator> {
  // Where it was told to listen, it may be asked.
  const simulator = createSimulator({ ...options, hosts: [host, ...(options.hosts ?? [])] });
  const server = await new Promise<Server>((resolve, reject) => {
    const starting = serve({ fetch: simulator.app.fetch, port, hostname: host }, () =>
      resolve(starting),
    ) as Server;
    starting.once('error', reject);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    endpoint: `${url}/v2`,
    simulator,
    close: () =>
      new Promise((resolve) => {
        simulator.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
