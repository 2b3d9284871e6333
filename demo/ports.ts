import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';

export const LOOPBACK = '127.0.0.1';

export const LAST_PORT = 65_535;

/**
 * Ports on loopback where nobody listens now: each the wanted one or the next that is free, and no two alike.
 * Port 0 asks for any.
 */
export async function freePorts(wanted: readonly number[]): Promise<number[]> {
  const held: Server[] = [];
  try {
    // One after the other, and held meanwhile: none is given away twice.
    for (const port of wanted) held.push(await holdFrom(port));
    return held.map((server) => (server.address() as AddressInfo).port);
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function holdFrom(port: number): Promise<Server> {
  try {
    return await hold(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' || port >= LAST_PORT) throw error;
    return holdFrom(port + 1);
  }
}

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}
