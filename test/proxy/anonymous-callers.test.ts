import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createStage, type Stage } from '../help/stage.ts';

const MINUTE = 60 * 1000;

/** Lines of a kind, and the one that sums up. */
const MOST_LINES = 5;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
  stage.logged.length = 0;
});
afterEach(() => stage.close());

const linesOf = (code: string) => stage.logged.filter((entry) => entry.code === code);
const sums = () => stage.logged.flatMap(({ counts, level }) => (counts ? [{ level, counts }] : []));

async function often(times: number, ask: () => Promise<unknown>): Promise<void> {
  for (let asked = 0; asked < times; asked++) await ask();
}

test('what callers without a valid token do wrong is a few lines, and one a minute that counts the rest', async () => {
  const token = await stage.sign({}, 'another secret of thirty-two bytes!');
  const first = await stage.call('GET', '/v1/invoice', { token });
  await often(99, () => stage.call('GET', '/v1/invoice', { token }));
  await often(50, () => stage.call('GET', `/pay/${'a'.repeat(32)}`));
  await often(50, () => stage.call('DELETE', '/v1/invoice'));
  await often(20, () => stage.call('POST', '/v1/invoices', { body: 'no JSON' }));
  await often(20, () => stage.call('POST', '/v1/invoices', { body: { tokens: Array(30).fill('x') } }));
  await often(20, () =>
    stage.call('POST', '/v1/invoices', { body: '', headers: { 'content-type': 'text/css' } }),
  );
  await often(20, () => stage.call('POST', '/v1/invoices', { body: 'x'.repeat(530_000) }));
  assert.equal(linesOf('invalid_token')[0]!.reference, first.body.error.reference);
  const codes = new Set(stage.logged.map(({ code }) => code));
  for (const code of codes) assert.ok(linesOf(String(code)).length <= MOST_LINES, String(code));
  assert.deepEqual(sums(), []);

  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const [sum] = sums();
  assert.equal(sums().length, 1);
  assert.equal(sum!.level, 'warn');
  const counts = sum!.counts as Record<string, number>;
  // Each token of a batch is one.
  assert.equal(counts.invalid_token, 100 - MOST_LINES + 20 * 30);
  assert.equal(counts.not_found, 50 - MOST_LINES);
  assert.equal(counts.method_not_allowed, 50 - MOST_LINES);
  assert.equal(counts.too_large, 20 - MOST_LINES);

  stage.logged.length = 0;
  await stage.call('GET', '/v1/invoice', { token });
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  assert.deepEqual([linesOf('invalid_token').length, sums()], [1, []]);
});

test('many kinds of wrong tokens are told apart, and no more than the log has room for', async () => {
  const wrong = async (n: number) =>
    stage.call('GET', '/v1/invoice', { token: await stage.sign({ nbf: `${n}` }) });
  for (const headers of [{}, { authorization: 'Basic x' }, { authorization: 'Bearer a.b' }])
    await often(MOST_LINES + 2, () => stage.call('GET', '/v1/invoice', { headers }));
  await often(MOST_LINES + 2, () => wrong(1));
  const causes = linesOf('invalid_token').map(({ cause }) => String(cause));
  assert.deepEqual([causes.length, new Set(causes).size], [4 * MOST_LINES, 4]);
  for (let n = 0; n < 60; n++)
    await stage.call('PUT', '/v1/invoice', { token: await stage.payer({ iat: -n, exp: n }) });
  assert.ok(stage.logged.length <= 60, `${stage.logged.length}`);
});

test('what is counted is said when the next minute begins, and at the end', async () => {
  await often(9, () => stage.call('GET', '/nowhere'));
  await stage.advance(MINUTE);
  await stage.call('GET', '/nowhere');
  assert.deepEqual(sums(), [{ level: 'warn', counts: { not_found: 4 } }]);
  await often(9, () => stage.call('GET', '/nowhere'));
  await stage.restart();
  assert.deepEqual(sums()[1], { level: 'warn', counts: { not_found: 5 } });
});

test('whoever has only a link cannot fill the log either, whatever goes wrong', async () => {
  const { link } = await stage.put({ total: '0.00' });
  const path = new URL(link).pathname;
  await often(30, () => stage.call('POST', path, { headers: { 'content-type': 'text/plain' }, body: 'x' }));
  await often(30, () =>
    stage.call('POST', path, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  );
  for (const code of ['unsupported_type', 'nothing_due'])
    assert.equal(linesOf(code).length, MOST_LINES, code);
});

test('whoever has a valid token has a line for each error', async () => {
  const token = await stage.payer({ total: '0.00' });
  await often(20, () => stage.call('POST', '/v1/invoice/payments', { token }));
  assert.equal(linesOf('nothing_due').length, 20);
  await often(20, () => stage.call('GET', '/v1/connection', { token }));
  assert.equal(linesOf('wrong_audience').length, 20);
});

test('a client that goes away in the middle of its body is nobody’s error, and leaves no line', async () => {
  const { link } = await stage.put();
  const token = await stage.payer();
  const form = 'Content-Type: application/x-www-form-urlencoded';
  const json = 'Content-Type: application/json';
  const begun = [
    [`POST ${new URL(link).pathname}`, form, 'Content-Length: 1000', 'expect=1'],
    ['POST /v1/invoices', json, 'Content-Length: 1000', '{"tok'],
    ['POST /v1/invoices', json, 'Transfer-Encoding: chunked', '5\r\n{"tok\r\n'],
    [
      'PUT /v1/invoice',
      `${json}\r\nAuthorization: Bearer ${await stage.merchant()}`,
      'Content-Length: 9',
      '{',
    ],
    ['POST /v1/invoice/payments', `${json}\r\nAuthorization: Bearer ${token}`, 'Content-Length: 9', '{'],
  ];
  const abort = async ([start, type, length, body]: string[]) => {
    const socket = connect(Number(new URL(stage.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`${start} HTTP/1.1\r\nHost: pay.example\r\n${type}\r\n${length}\r\n\r\n${body}`);
    await setTimeout(60);
    socket.destroy();
  };
  await Promise.all(
    Array.from({ length: 12 }, () => begun)
      .flat()
      .map(abort),
  );
  await setTimeout(300);
  assert.deepEqual(stage.logged, []);
});
