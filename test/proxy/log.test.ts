import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { ENV, runCli, serveCli } from '../help/cli.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';

const stage = await createStage({ env: { LOG_LEVEL: 'debug' } });
after(() => stage.close());

/** What is logged while `run` goes on. */
async function loggedBy<T>(run: () => Promise<T>): Promise<{ answer: T; lines: Record<string, unknown>[] }> {
  stage.logged.length = 0;
  const answer = await run();
  return { answer, lines: stage.logged.slice() };
}

test('what is served writes JSON to standard output, one object a line with its time and level, and nothing else', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const { address, child, ended, written } = await serveCli(t, {
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    LOG_LEVEL: 'debug',
  });
  mollie.simulator.settings.apiKeys = [];
  const headers = { authorization: `Bearer ${await signToken(Date.now())}` };
  const paid = await fetch(`${address}/v1/invoice/payments`, { method: 'POST', headers });
  assert.equal(paid.status, 502);
  child.kill('SIGTERM');
  await ended;
  const { stdout, stderr } = written();
  assert.equal(stderr, '');
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const { at, level } of lines) {
    assert.equal(new Date(at).toISOString(), at);
    assert.match(level, /^(error|warn|info|debug)$/);
  }
  assert.deepEqual(
    ['listening', 'mollie_rejected', 'request'].filter((code) => !lines.some((line) => line.code === code)),
    [],
  );
  for (const secret of [MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, 'eyJ']) assert.ok(!stdout.includes(secret));
});

test('LOG_LEVEL says how much is written, in any case of letters', async (t) => {
  const levelsAt = async (LOG_LEVEL: string | undefined) => {
    const quiet = await createStage({ env: { LOG_LEVEL } });
    t.after(quiet.close);
    await quiet.call('GET', '/v1/invoice');
    quiet.simulator.settings.apiKeys = [];
    await quiet.pay();
    return [...new Set(quiet.logged.map(({ level }) => level))].toSorted();
  };
  assert.deepEqual(await levelsAt('error'), ['error']);
  assert.deepEqual(await levelsAt('WARN'), ['error', 'warn']);
  assert.deepEqual(await levelsAt(undefined), ['error', 'info', 'warn']);
  assert.deepEqual(await levelsAt('debug'), ['debug', 'error', 'info', 'warn']);
});

test('every line that a request causes bears the reference of its answer', async () => {
  stage.simulator.settings.apiKeys = [];
  const { answer, lines } = await loggedBy(() => stage.pay({ sub: 'refused' }));
  stage.simulator.settings.apiKeys = [MOLLIE_KEY];
  const { reference } = answer.body.error;
  assert.deepEqual(
    lines.map((line) => [line.code, line.reference]),
    [
      ['mollie_rejected', reference],
      ['request', reference],
    ],
  );
});

test("lines of an invoice's own log bear the reference of the request that caused them, each request another", async () => {
  const sub = 'two requests';
  await stage.put({ sub, rev: 1 });
  const { answer, lines } = await loggedBy(() => stage.put({ sub, rev: 2, total: '60.00' }));
  assert.equal(answer.total.value, '60.00');
  const token = await stage.merchant({ sub, rev: 1 });
  const { body } = await stage.call('GET', '/v1/invoice/log', { token });
  const [changed, seen] = body.entries;
  assert.equal(changed!.reference, lines[0]!.reference);
  assert.notEqual(seen!.reference, changed!.reference);
});

test('all errors of one batch have the reference of the request, under which the log tells of each', async () => {
  const wrong = await stage.merchant({ total: 50 });
  const { answer, lines } = await loggedBy(() =>
    stage.call('POST', '/v1/invoices', { body: { tokens: ['none', wrong] } }),
  );
  const references = answer.body.invoices.map(({ error }) => error.reference);
  const [told, request] = lines as [Record<string, unknown>, Record<string, unknown>];
  assert.deepEqual(references, [request.reference, request.reference]);
  assert.deepEqual([told.code, told.reference], ['invalid_token', request.reference]);
  const expected = 'a decimal string such as "121.00"';
  assert.deepEqual(told.also, [{ code: 'invalid_invoice', claim: 'total', expected }]);
});

test('a line of each request names its route, and nothing of whom it was for', async () => {
  const { link } = await stage.view();
  const path = new URL(link).pathname;
  const { lines } = await loggedBy(async () => {
    await stage.call('GET', `${path}?lang=nl`);
    await stage.call('GET', '/v1/log?limit=7', { token: await stage.admin() });
    await stage.call('GET', '/none/of/ours?token=secret');
  });
  const requests = lines.filter(({ code }) => code === 'request');
  assert.deepEqual(
    requests.map(({ method, route, status }) => `${method} ${route} ${status}`),
    ['GET /pay/:slug 200', 'GET /v1/log 200', 'GET /* 404'],
  );
  for (const { ms, reference } of requests) assert.ok(Number(ms) >= 0 && reference);
  assert.doesNotMatch(
    JSON.stringify(lines),
    new RegExp(`${path.split('/').at(-1)}|lang|limit|token=|none/of`),
  );
});

test('a server whose log nobody reads any more goes on', async (t) => {
  const { address, child } = await serveCli(t, { LOG_LEVEL: 'debug' });
  child.stdout!.destroy();
  for (let times = 0; times < 5; times++) assert.equal((await fetch(`${address}/health`)).status, 200);
  assert.equal(child.exitCode, null);
});

test('commands that print facts keep standard output for them, and write their log to standard error', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const STORAGE_URL = 'redis://127.0.0.1:1';
  const { stdout, stderr } = await runCli(['check'], {
    ...ENV,
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    STORAGE_URL,
  });
  assert.equal(JSON.parse(stdout).ok, false);
  for (const line of stderr.trim().split('\n')) assert.ok(JSON.parse(line).level);
});
