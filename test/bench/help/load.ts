/**
 * Load over HTTP/1.1 on kept connections, each with one request at a time. Written on sockets, since Node's own client
 * takes longer for a request than a bare route does, and would be what is measured.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Load = {
  /** Answers a second. */
  perSecond: number;
  /** Milliseconds from the request to the last byte of its answer. */
  p50: number;
};

export type LoadOptions = {
  connections?: number;
  /** How long, in milliseconds. */
  ms?: number;
  /** How many requests in all. */
  count?: number;
  /** The status that each answer has; another is a failure. */
  status?: number;
};

/** As browsers and most hosts send it. */
export function requestOf(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Buffer {
  const { host, pathname, search } = new URL(url);
  const length = body === '' ? [] : [['content-length', String(Buffer.byteLength(body))]];
  const lines = [['host', host], ...Object.entries(headers), ...length].map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from(`${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** The requests, in turn, or what makes the nth of them. */
export type Requests = readonly Buffer[] | ((n: number) => Buffer);

/**
 * Sends requests until the time is over or all are sent.
 * @throws where an answer has another status
 */
export async function load(
  url: string,
  requests: Requests,
  {
    connections = 20,
    ms = Number.POSITIVE_INFINITY,
    count = Number.POSITIVE_INFINITY,
    status = 200,
  }: LoadOptions,
): Promise<Load> {
  const { hostname, port } = new URL(url);
  const make = typeof requests === 'function' ? requests : (n: number) => requests[n % requests.length]!;
  const times: number[] = [];
  const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname).setNoDelay());
  let sent = 0;
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const began = performance.now();
    const use = async (socket: Socket) => {
      while (sent < count && performance.now() - began < ms) {
        const request = make(sent++);
        const start = performance.now();
        const got = await exchange(socket, request);
        if (got !== status) throw new Error(`${got} in place of ${status}`);
        times.push(performance.now() - start);
      }
    };
    await Promise.all(sockets.map(use));
    const seconds = (performance.now() - began) / 1000;
    return { perSecond: times.length / seconds, p50: times.sort((a, b) => a - b)[times.length >> 1]! };
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** Sends one request; answers the status once the whole answer is there. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer: Buffer | undefined;
    const hear = (chunk: Buffer) => {
      answer = answer ? Buffer.concat([answer, chunk]) : chunk;
      if (!isWhole(answer)) return;
      done();
      resolve(Number(answer.toString('latin1', 9, 12)));
    };
    const fail = (error?: Error) => {
      done();
      reject(error ?? new Error('The connection was ended'));
    };
    const done = () => socket.off('data', hear).off('error', fail).off('close', fail);
    socket.on('data', hear).on('error', fail).on('close', fail);
    socket.write(request);
  });
}

/** RFC 9112, section 6.3: the length is said, or the body comes in chunks, of which the last is empty. */
function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = answer.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return true;
  return answer.subarray(-5).equals(LAST_CHUNK);
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');
