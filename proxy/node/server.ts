import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { ProxyError } from '../errors.ts';
import { toErrorBody } from '../http/error-body.ts';
import { SECOND } from '../lib/clock.ts';
import { translatorFor } from '../texts/translator.ts';

/** How long clients may keep the server waiting. Milliseconds. */
export type Timeouts = {
  /** From connecting, or from a request's first byte, until its headers are there. */
  headers: number;
  /** Until its body is there too. */
  request: number;
  /** From the end of an answer until the client has received it. */
  answer: number;
  /** Between two requests: longer than the minute of most balancers, so that they close a connection, not the server. */
  idle: number;
};

/** Shorter than Node's own, which are made for uploads. */
const TIMEOUTS: Timeouts = {
  headers: 10 * SECOND,
  request: 15 * SECOND,
  answer: 30 * SECOND,
  idle: 65 * SECOND,
};

/** How many times the server looks for slow requests within the time for headers. */
const CHECKS = 10;

/** Bytes. Enough for tokens that are too long, so that a route can say so. */
const MAX_HEADERS = 32 * 1024;

const MAX_CONNECTIONS = 5000;

/** How long the rest of a refused request is read and dropped, so that the client receives the answer. Milliseconds. */
const LINGER = SECOND;

/** For requests that name no host, which HTTP/1.0 allows. Nothing depends on it. */
const HOSTNAME = 'localhost';

/** Receives the connection, too. */
type Fetch = Parameters<typeof getRequestListener>[0];

/** Takes an error of a request that no route has seen. */
type Note = (error: ProxyError) => void;

let turn: Promise<void> | undefined;

/**
 * Resolves once all that has arrived was worked on. Answers that are sent one right after the other wake up whoever waits
 * for them once, where each by itself would take as long as making it.
 */
function endOfTurn(): Promise<void> {
  turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  });
  return turn;
}

/** A server with timeouts, which says what is wrong with requests that cannot be read. */
export function createServer(
  fetch: Fetch,
  { timeouts = {}, note = () => {} }: { timeouts?: Partial<Timeouts> | undefined; note?: Note } = {},
): Server {
  const { headers, request, answer, idle } = { ...TIMEOUTS, ...timeouts };
  const limits: ServerOptions = {
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: headers / CHECKS,
    keepAliveTimeout: idle,
    maxHeaderSize: MAX_HEADERS,
    // Refused below, with a message.
    requireHostHeader: false,
  };
  const errorHandler = (thrown: unknown) => answerOf(thrown, note);
  const listen = (fetch: Fetch) => getRequestListener(fetch, { hostname: HOSTNAME, errorHandler });
  const serve = listen(async (request, env) => {
    const response = await fetch(request, env);
    await endOfTurn();
    return response;
  });
  const refuse = listen(() => errorHandler(new RequestError('hosts')));
  const answers = new WeakMap<Socket, ServerResponse>();
  const server = createHttpServer(limits, (incoming, outgoing) => {
    answers.set(incoming.socket, outgoing);
    outgoing.once('prefinish', () => {
      // The system has all of it.
      if (outgoing.writableLength === 0) return;
      const timer = setTimeout(() => outgoing.destroy(), answer);
      outgoing.once('close', () => clearTimeout(timer));
    });
    return hasOneHost(incoming) ? serve(incoming, outgoing) : refuse(incoming, outgoing);
  });
  server.on('clientError', (error, socket: Socket) => {
    const last = answers.get(socket);
    const isAnswering = last?.headersSent === true && !last.writableFinished;
    refuseUnread(error, { socket, isAnswering, note });
  });
  server.maxConnections = MAX_CONNECTIONS;
  // Idle connections make room for new ones.
  server.on('drop', () => server.closeIdleConnections());
  return server;
}

/** RFC 9112 section 3.2 */
function hasOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

function answerOf(thrown: unknown, note: Note): Response {
  const code = thrown instanceof RequestError ? 'bad_request' : 'internal_error';
  const error = new ProxyError(code, { cause: thrown });
  note(error);
  return Response.json(toErrorBody(error, translatorFor({})), { status: error.status, headers: HEADERS });
}

/** Codes of Node's parser. */
const TOO_LARGE = ['HPE_HEADER_OVERFLOW', 'HPE_CHUNK_EXTENSIONS_OVERFLOW'];

/** Answers a request that could not be parsed, or did not come in time. */
function refuseUnread(
  { code = '' }: NodeJS.ErrnoException,
  { socket, isAnswering, note }: { socket: Socket; isAnswering: boolean; note: Note },
): void {
  // The rest of a request that was refused already.
  if (socket.writableEnded && code !== 'ECONNRESET') return;
  if (!socket.writable || isAnswering) return void socket.destroy();
  const isSlow = code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const error = new ProxyError(TOO_LARGE.includes(code) ? 'too_large' : 'bad_request');
  if (!isSlow) note(error);
  const status = isSlow ? 408 : error.status;
  const body = isSlow ? '' : JSON.stringify(toErrorBody(error, translatorFor({})));
  const headers = {
    ...HEADERS,
    Connection: 'close',
    'Content-Length': Buffer.byteLength(body),
    ...(isSlow ? {} : { 'Content-Type': 'application/json' }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER).unref();
}
