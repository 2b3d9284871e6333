import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

export type Ask = { method?: string; path: string; headers?: Record<string, string>; body?: string };

/** Connections that flood at once. */
export const CONNECTIONS = 20;

/** Answers by their status. */
export type Statuses = Map<number, number>;

/** Asks again and again on every connection until `signal` ends it; counts the answers. */
export async function askAgain(
  url: string,
  next: () => Ask,
  signal: AbortSignal,
  statuses: Statuses,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const run = async () => {
    while (!signal.aborted) {
      const status = await ask(url, next(), agent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, run));
  agent.destroy();
}

/** The status of the answer; 0 where the connection ended without one. */
export function ask(
  url: string,
  { method = 'GET', path, headers = {}, body }: Ask,
  agent?: Agent,
): Promise<number> {
  return new Promise((resolve) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asking = request(
      new URL(path, url),
      { method, agent, headers: { ...headers, ...length } },
      (answer) => {
        answer.resume();
        answer.once('close', () => resolve(answer.statusCode ?? 0));
      },
    );
    asking.once('error', () => resolve(0));
    asking.end(body);
  });
}

/** Begins requests on every connection, and goes away or waits for ever in the middle of them. */
export async function breakOff(
  url: string,
  begin: string,
  { patience }: { patience: number },
  signal: AbortSignal,
  statuses: Statuses,
): Promise<void> {
  const run = async () => {
    while (!signal.aborted) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('error', () => {});
      socket.resume();
      await once(socket, 'connect').catch(() => {});
      socket.write(begin);
      await Promise.race([
        once(socket, 'close').catch(() => {}),
        setTimeout(patience, undefined, { signal }).catch(() => {}),
      ]);
      socket.destroy();
      statuses.set(0, (statuses.get(0) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, run));
}
