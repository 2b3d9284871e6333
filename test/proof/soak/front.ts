import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fetch } from '../../help/checked/fetch.ts';
import type { Hearing } from '../evidence.ts';

/**
 * What stands before several servers: hands each of Mollie's webhooks to any that lives, and notes what has been
 * acknowledged.
 * @param pick the address of a server
 */
export async function startFront(pick: () => string) {
  const hearings: Hearing[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const from = Date.now();
    const headers = { 'content-type': String(request.headers['content-type']) };
    const status = await fetch(pick() + request.url, { method: 'POST', headers, body }).then(
      (answer) => answer.status,
      () => 502,
    );
    const id = new URLSearchParams(body).get('id');
    if (status === 200 && id !== null) hearings.push({ id, from, at: Date.now() });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** In the order of their acknowledgement. */
    hearings,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
