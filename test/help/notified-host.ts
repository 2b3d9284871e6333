import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { misfit } from './checked/check.ts';
import { fail } from './checked/fail.ts';

export type Heard = {
  id: string;
  signature: string;
  type: string;
  timestamp: string;
  data: {
    account: string;
    invoice: Record<string, unknown>;
    version: number;
    payment: Record<string, unknown> | null;
  };
};

/** A host's back end that hears notifications: keeps those whose signature holds, and answers what a test says. */
export async function startHost(secret: string) {
  const heard: Heard[] = [];
  const refused: string[] = [];
  const accepted = new Set<string>();
  let status = 204;
  let hangs = false;
  let headers: Record<string, string> = {};
  const verifier = new Webhook(secret);
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      const signature = String(request.headers['webhook-signature']);
      // The library judges the time by the wall clock; these tests have a clock of their own.
      const at = new Date(Number(request.headers['webhook-timestamp']) * 1000);
      const isSigned = signature.split(' ').includes(verifier.sign(id, at, body));
      if (!isSigned) refused.push(id);
      else heard.push({ id, signature, ...JSON.parse(body) });
      const problem = isSigned && misfit(['components', 'schemas', 'Notification'], JSON.parse(body));
      if (problem) fail(`notification: ${problem}`);
      if (hangs) return;
      if (isSigned && status < 300) accepted.add(id);
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notifications`,
    heard,
    refused,
    /** The ids of those that were answered with a 2xx. */
    accepted,
    answer(next: number, nextHeaders: Record<string, string> = {}) {
      status = next;
      headers = nextHeaders;
    },
    /** From now on it takes what comes and never answers. */
    hang() {
      hangs = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
