/** HTTP as it travels: bytes over a socket, as no well-behaved client would send them. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

export type Wire = {
  socket: Socket;
  /** Everything that came so far. */
  came: () => string;
  /** Resolves once the other side has closed, with how many milliseconds that took. */
  closed: Promise<number>;
  /** Resolves once `text` has come. */
  until: (text: string) => Promise<void>;
};

/** Opens a connection to `http://host:port`, and sends `text`. It goes with the test. */
export async function openWire(t: Pick<TestContext, 'after'>, address: string, text = ''): Promise<Wire> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  const since = performance.now();
  const chunks: Buffer[] = [];
  // Whoever is refused while it is still sending is cut off.
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => {
    socket.on('close', () => resolve(performance.now() - since));
  });
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'connect');
  socket.write(text);
  const came = () => Buffer.concat(chunks).toString('latin1');
  return {
    socket,
    came,
    closed,
    async until(expected) {
      while (!came().includes(expected)) {
        if (socket.destroyed) throw new Error(`closed before ${expected}: ${came()}`);
        await Promise.race([once(socket, 'data'), closed]);
      }
    },
  };
}

/** What a server answers to `request`, which has to end the connection; in bytes, headers and all. */
export async function exchange(
  t: Pick<TestContext, 'after'>,
  address: string,
  request: string,
): Promise<string> {
  const wire = await openWire(t, address, request);
  await wire.closed;
  return wire.came();
}
