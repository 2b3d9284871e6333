import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createServer } from '../../proxy/node/server.ts';
import { serve } from '../help/checked/index.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';
import { exchange, openWire } from '../help/wire.ts';

/** A twentieth of the usual times. Milliseconds. */
const PATIENCE = { headers: 500, request: 750, answer: 1500, idle: 3250 };

/** What only something that never ends takes. Milliseconds. */
const LONG = 20_000;

/** Timers may be a little early. Milliseconds. */
const EARLY = 20;

const GET = 'GET /health HTTP/1.1\r\nHost: pay.example.com\r\n';
const CLOSE = 'Connection: close\r\n\r\n';

async function start(t: TestContext, timeouts: Partial<typeof PATIENCE> = PATIENCE) {
  const logged: Record<string, unknown>[] = [];
  const { address, stop } = await serve({
    env: { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:' },
    host: '127.0.0.1',
    port: 0,
    fetch: async () => Response.json({ status: 401, title: 'Unauthorized' }, { status: 401 }),
    log: (entry) => logged.push(entry),
    timeouts,
  });
  t.after(stop);
  return { address, logged };
}

/** Sends `piece` again and again, until the connection ends. */
async function drip(t: TestContext, address: string, start: string, piece: string) {
  const wire = await openWire(t, address, start);
  const timer = setInterval(() => wire.socket.write(piece), 50);
  wire.closed.then(() => clearInterval(timer));
  return wire;
}

test('a connection that sends nothing is closed after 10 seconds, however often that is tried', async (t) => {
  const { address } = await start(t, {});
  const silent = await Promise.all(Array.from({ length: 20 }, () => openWire(t, address)));
  for (const took of await Promise.all(silent.map(({ closed }) => closed))) {
    assert.ok(took >= 10_000 - EARLY && took < LONG, `${took}`);
  }
});

test('headers that never end are waited for as long, with a bit of them every moment', async (t) => {
  const { address } = await start(t);
  const wire = await drip(t, address, GET, 'x-more: 1\r\n');
  const took = await wire.closed;
  assert.ok(took >= PATIENCE.headers - EARLY && took < LONG, `${took}`);
  assert.match(wire.came(), /^HTTP\/1\.1 408 /);
});

test('so is a body that never ends, a little longer', async (t) => {
  const { address } = await start(t);
  const begun = `POST /v1/invoices HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n`;
  const wire = await drip(t, address, begun, '[');
  const took = await wire.closed;
  assert.ok(took >= PATIENCE.request - EARLY && took < LONG, `${took}`);
  assert.match(wire.came(), /^HTTP\/1\.1 408 /);
});

test('answers that nobody takes are dropped', async (t) => {
  const { address } = await start(t);
  const [name] = /assets\/element-\w+\.js/.exec(
    await (await fetch(`${address}/invoice-pay-button.js`)).text(),
  )!;
  // More than the buffers on the way hold.
  const many = `GET /${name}.map HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(500);
  const wire = await openWire(t, address, many);
  const since = performance.now();
  wire.socket.pause();
  // A paused socket hears of its end by writing alone.
  const dropped = once(wire.socket, 'error');
  const timer = setInterval(() => wire.socket.write(`${GET}\r\n`), 50);
  await dropped;
  clearInterval(timer);
  const took = performance.now() - since;
  assert.ok(took >= PATIENCE.answer - EARLY && took < LONG, `${took}`);
});

test('a connection is kept for 65 seconds between two requests, and that is said', async (t) => {
  const usual = await start(t, {});
  const said = await openWire(t, usual.address, `${GET}\r\n`);
  await said.until('{"status":"ok"}');
  assert.match(said.came(), /^Keep-Alive: timeout=65\r$/m);

  const { address } = await start(t);
  const wire = await openWire(t, address, `${GET}\r\n`);
  await wire.until('{"status":"ok"}');
  // Longer than anybody may take who has begun.
  await setTimeout(PATIENCE.answer + 200);
  wire.socket.write(`${GET}\r\n`);
  await wire.until('{"status":"ok"}HTTP/1.1 200 OK');
  const took = await wire.closed;
  assert.ok(took >= PATIENCE.answer + PATIENCE.idle - EARLY && took < LONG, `${took}`);
});

test('on a connection that was kept, headers are waited for as on a new one', async (t) => {
  const { address } = await start(t);
  const wire = await openWire(t, address, `${GET}\r\n`);
  await wire.until('{"status":"ok"}');
  await setTimeout(PATIENCE.headers + 200);
  const since = performance.now();
  wire.socket.write('GET /hea');
  await wire.closed;
  assert.ok(performance.now() - since < PATIENCE.idle);
});

test('clients of HTTP/1.0, which need not name a host, are served', async (t) => {
  const { address } = await start(t);
  for (const headers of ['', 'Host:\r\n', 'Host: pay.example.com\r\n']) {
    assert.match(await exchange(t, address, `GET /health HTTP/1.0\r\n${headers}\r\n`), /^HTTP\/1\.1 200 /);
  }
});

test('what is no request, or names no or two hosts, is 400 in the usual shape', async (t) => {
  const { address } = await start(t);
  const malformed = {
    noise: 'hello\r\n\r\n',
    tls: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
    version: `GET /health HTTP/9.9\r\nHost: x\r\n${CLOSE}`,
    noHost: `GET /health HTTP/1.1\r\n${CLOSE}`,
    twoHosts: `${GET}Host: other.example\r\n${CLOSE}`,
    badHost: `GET /health HTTP/1.1\r\nHost: a b\r\n${CLOSE}`,
    badTarget: `GET ftp://x/health HTTP/1.1\r\nHost: x\r\n${CLOSE}`,
    asterisk: `OPTIONS * HTTP/1.1\r\nHost: x\r\n${CLOSE}`,
    badHeader: `${GET}a b: c\r\n${CLOSE}`,
    nulHeader: `${GET}a: \0\r\n${CLOSE}`,
    twoLengths: `${GET}Content-Length: 1\r\nContent-Length: 2\r\n${CLOSE}`,
    smuggled: `${GET}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n${CLOSE}0\r\n\r\n`,
  };
  for (const [name, request] of Object.entries(malformed)) {
    const [head, body] = (await exchange(t, address, request)).split('\r\n\r\n');
    assert.match(head!, /^HTTP\/1\.1 400 Bad Request\r\n/, name);
    const { error } = JSON.parse(body!);
    assert.equal(error.code, 'bad_request', name);
    assert.match(error.reference, /^[a-z2-7]{4}-[a-z2-7]{4}$/);
    assert.match(head!, /^cache-control: no-store\r$/im, name);
  }
});

test('tokens of 16 kB are too large, and so are headers that are too long to be read, in the usual shape', async (t) => {
  const { address } = await start(t);
  for (const bytes of [5_000, 16_000, 31_000, 40_000, 1_000_000]) {
    const request = `GET /v1/invoice HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'x'.repeat(bytes)}\r\n${CLOSE}`;
    const [head, body] = (await exchange(t, address, request)).split('\r\n\r\n');
    assert.match(head!, /^HTTP\/1\.1 413 Payload Too Large\r\n/, `${bytes}`);
    assert.equal(JSON.parse(body!).error.code, 'too_large', `${bytes}`);
  }
  const [long] = (
    await exchange(t, address, `GET /pay/${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n${CLOSE}`)
  ).split(' HT');
  assert.match(long!, /^HTTP\/1\.1 413 /);
});

test('odd paths, methods and expectations are answered as what they are', async (t) => {
  const { address } = await start(t);
  const answered: Record<string, string> = {
    'GET http://evil.example/health': '200',
    'GET //health': '404',
    'GET /pay/../health': '200',
    'GET /%': '404',
    'GET /pay/%zz': '404',
    'GET /pay/%00': '404',
    'GET /pay/%ff%fe': '404',
    'GET /assets/..%2f..%2fpackage.json': '404',
    'GET /assets/%': '404',
    [`GET /pay/${'%25'.repeat(5000)}`]: '404',
    'TRACE /health': '405',
    'PROPFIND /health': '405',
    'OPTIONS /health': '405',
    'HEAD /health': '200',
  };
  for (const [line, status] of Object.entries(answered)) {
    const answer = await exchange(t, address, `${line} HTTP/1.1\r\nHost: x\r\n${CLOSE}`);
    assert.equal(answer.split(' ')[1], status, line);
    assert.doesNotMatch(answer, /internal_error/);
  }
  const post = 'POST /v1/invoices HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const patient = await exchange(
    t,
    address,
    `${post}Expect: 100-continue\r\nContent-Length: 13\r\n${CLOSE}{"tokens":[]}`,
  );
  assert.match(patient, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  const range = await exchange(
    t,
    address,
    `GET /invoice-pay-button.js HTTP/1.1\r\nHost: x\r\nRange: bytes=0-9\r\n${CLOSE}`,
  );
  assert.match(range, /^HTTP\/1\.1 200 OK\r\n/);
});

test('a client that leaves in the middle of its body is nobody’s error, and the next is served', async (t) => {
  const { address, logged } = await start(t);
  const token = await signToken(Date.now(), { aud: 'invoice-pay:manage' });
  const wholes = ['Content-Length: 100\r\n\r\n{"tok', 'Transfer-Encoding: chunked\r\n\r\n5\r\n{"tok\r\n'];
  for (const path of ['/v1/invoices', '/v1/invoice/payments', `/pay/${'a'.repeat(32)}`]) {
    for (const whole of wholes) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
      const wire = await openWire(t, address, head + whole);
      await setTimeout(30);
      wire.socket.resetAndDestroy();
      await wire.closed;
    }
  }
  assert.match(await exchange(t, address, GET + CLOSE), /^HTTP\/1\.1 200 /);
  await setTimeout(100);
  assert.deepEqual(
    logged.filter(({ level, code }) => level === 'error' && code === 'internal_error'),
    [],
  );
});

test('what goes wrong in the proxy is not blamed on the request', async (t) => {
  const noted: [reference: string, cause: unknown][] = [];
  const server = createServer(() => Promise.reject(new Error('secret')), {
    note: ({ reference, cause }) => noted.push([reference, (cause as Error).message]),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await exchange(t, `http://127.0.0.1:${port}`, GET + CLOSE);
  assert.match(answer, /^HTTP\/1\.1 500 .*"code":"internal_error"/s);
  assert.ok(!answer.includes('secret'));
  assert.deepEqual(noted, [[/"reference":"([^"]+)"/.exec(answer)?.[1], 'secret']]);
});

test('what cannot be read is a line in the log, found by its reference, and a crowd of it is a sum', async (t) => {
  const { address, logged } = await start(t);
  const unread = [
    'hello\r\n\r\n',
    `GET /health HTTP/1.1\r\n${CLOSE}`,
    `${GET}a: ${'x'.repeat(40_000)}\r\n${CLOSE}`,
  ];
  for (const request of unread) {
    const answer = await exchange(t, address, request);
    const reference = /"reference":"([^"]+)"/.exec(answer)?.[1];
    assert.equal(logged.filter((line) => line.reference === reference).length, 1, answer);
  }
  for (let n = 0; n < 20; n++) await exchange(t, address, unread[0]!);
  assert.equal(logged.filter(({ code }) => code === 'bad_request').length, 5);
});

test('where there is no room for another connection, those that wait for nothing make it', async (t) => {
  const server = createServer(() => Response.json({ status: 'ok' }));
  server.maxConnections = 5;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const idle = [];
  for (let n = 0; n < server.maxConnections; n++) {
    const wire = await openWire(t, address, `${GET}\r\n`);
    await wire.until('{"status":"ok"}');
    idle.push(wire);
  }
  let answer = '';
  for (let tried = 0; answer === '' && tried < 20; tried++) {
    answer = await exchange(t, address, GET + CLOSE);
    await setTimeout(50);
  }
  assert.match(answer, /^HTTP\/1\.1 200 /);
  await Promise.all(idle.map(({ closed }) => closed));
});
