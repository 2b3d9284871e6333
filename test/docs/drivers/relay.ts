import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A notification as it came on the wire, and what the host answered. */
export type Sent = { headers: Record<string, string>; body: Buffer; status: number };

export type Relay = Awaited<ReturnType<typeof startRelay>>;

/** Passes the proxy's notifications on to one host after the other, unchanged, and keeps them. */
export async function startRelay() {
  let target = '';
  const kept: Sent[] = [];
  let wake = () => {};

  async function repeat({ headers, body }: Pick<Sent, 'headers' | 'body'>): Promise<number> {
    const response = await fetch(target, { method: 'POST', headers, body: new Uint8Array(body) });
    await response.body?.cancel();
    return response.status;
  }

  const server = createServer(async (request, response) => {
    const names = ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];
    const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
    const body = await buffer(request);
    const status = await repeat({ headers, body }).catch(() => 502);
    response.writeHead(status).end();
    kept.push({ headers, body, status });
    wake();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    leadTo(url: string) {
      target = url;
    },
    /** The next notification that comes, or has come. */
    async next(): Promise<Sent> {
      while (kept.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return kept.shift()!;
    },
    /** Sends one again, or something like it; answers the host's status. */
    repeat,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
