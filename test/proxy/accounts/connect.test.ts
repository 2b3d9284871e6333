import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testKeyOf } from '../../help/merchants.ts';
import { createStage, type Stage } from '../../help/stage.ts';

let stage: Stage;

before(async () => {
  stage = await createStage({ env: { MOLLIE_API_KEY: undefined } });
});

after(() => stage.close());

/** A merchant at Mollie with a test key. */
function merchant(name: string): string {
  return testKeyOf(stage.simulator, name);
}

const code = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code;

test('without a key: the facts, no Pay and why', async () => {
  const view = await stage.view({ account: 'nobody' });
  const { link, mode, status, canPay, reasons, due } = view;
  assert.deepEqual(
    { link, mode, status, canPay, reasons, due: due.value },
    { link: null, mode: null, status: 'open', canPay: false, reasons: ['not_connected'], due: '121.00' },
  );
  const refused = await stage.pay({ account: 'nobody' });
  assert.deepEqual([refused.status, code(refused)], [409, 'not_connected']);
  assert.equal((refused.body as unknown as { invoice: { link: null } }).invoice.link, null);
  const { body } = await stage.connection('GET', 'nobody');
  const { ok, key, paused, findings, account } = body as never as ConnectionBody;
  assert.deepEqual(
    { ok, key, paused, account },
    {
      ok: false,
      key: { source: 'none', hint: null },
      paused: false,
      account: 'nobody',
    },
  );
  assert.deepEqual(
    findings.map((one) => one.code),
    ['not_connected'],
  );
});

type ConnectionBody = {
  ok: boolean;
  account: string;
  key: { source: string; hint: string | null };
  paused: boolean;
  mode: string | null;
  profile: { name: string } | null;
  findings: { code: string }[];
  brand: { name: string | null; logo: string | null; color: string | null };
};

const connection = async (account: string | undefined) =>
  (await stage.connection('GET', account)).body as never as ConnectionBody;

test('what was settled elsewhere is settled without a key, too', async () => {
  const view = await stage.view({ account: 'nobody', sub: 'settled', paidElsewhere: '121.00' });
  assert.deepEqual([view.status, view.reasons], ['paid', ['paid']]);
  const refused = await stage.pay({ account: 'nobody', sub: 'settled', paidElsewhere: '121.00' });
  assert.equal(code(refused), 'nothing_due');
});

test('connects, is paid, and keeps everything apart', async () => {
  const answer = await stage.connection('PUT', 'bakery', { apiKey: merchant('Bakery') });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const { ok, key, mode, profile } = answer.body as never as ConnectionBody;
  assert.deepEqual(
    { ok, source: key.source, mode, profile: profile?.name },
    {
      ok: true,
      source: 'stored',
      mode: 'test',
      profile: 'Bakery',
    },
  );
  assert.match(key.hint ?? '', /^test_….{4}$/);
  const id = await stage.attempt({ account: 'bakery' });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const view = await stage.view({ account: 'bakery' });
  assert.deepEqual([view.status, view.mode], ['paid', 'test']);
  assert.equal((await stage.view({ account: 'nobody' })).status, 'open');
  assert.equal((await stage.view()).status, 'open');
  const page = await fetch(view.link!);
  assert.match(await page.text(), /<bdi>Bakery<\/bdi>/);
});

test('a key of the wrong shape, refused by Mollie, of a live account beside a simulator', async () => {
  for (const apiKey of ['', 'test', 'prod_x', 'test_a b', 42, null]) {
    const answer = await stage.connection('PUT', 'bad', { apiKey });
    assert.deepEqual([answer.status, code(answer)], [400, 'bad_request'], String(apiKey));
  }
  const gone = merchant('Gone');
  stage.simulator.organizations.revoke(gone);
  const refused = await stage.connection('PUT', 'bad', { apiKey: gone });
  assert.deepEqual([refused.status, code(refused)], [422, 'key_refused']);
  assert.match(refused.body.error.message, /does not accept this key: .*authent/i);
  const live = await stage.connection('PUT', 'bad', { apiKey: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' });
  assert.deepEqual([live.status, code(live)], [422, 'key_refused']);
  assert.deepEqual((await connection('bad')).key, { source: 'none', hint: null });
  const never = await stage.connection('DELETE', 'bad');
  assert.deepEqual([never.status, code(never)], [404, 'not_found']);
});

test('a token for an hour changes; one for longer reads', async () => {
  const iat = Math.floor(stage.now() / 1000);
  const token = await stage.admin({ account: 'hour', iat, exp: iat + 3601 });
  for (const method of ['PUT', 'DELETE']) {
    const answer = await stage.call(method, '/v1/connection', {
      token,
      ...(method === 'PUT' && { body: {} }),
    });
    assert.deepEqual([answer.status, code(answer)], [403, 'wrong_audience']);
  }
  assert.equal((await stage.call('GET', '/v1/connection', { token })).status, 200);
});

test('an account is never guessed', async () => {
  for (const account of ['', null, 'A', 'me@example.com', 'https://x', 'a'.repeat(65), 5]) {
    for (const token of [await stage.merchant({ account }), await stage.admin({ account })]) {
      const answer = await stage.call('GET', '/v1/connection', { token });
      const other = await stage.call('GET', '/v1/invoice', { token });
      for (const { status, body } of [answer, other])
        assert.deepEqual(
          [status, body.error.code === 'wrong_audience' || body.error.claim],
          [
            body.error.code === 'wrong_audience' ? 403 : 400,
            body.error.code === 'wrong_audience' ? true : 'account',
          ],
        );
    }
  }
});

test('pause and resume', async () => {
  await stage.connection('PUT', 'pause', { apiKey: merchant('Pause') });
  const open = await stage.attempt({ account: 'pause' });
  const paused = await stage.connection('PUT', 'pause', { paused: true });
  const { ok, findings } = paused.body as never as ConnectionBody;
  assert.deepEqual([ok, findings.map((one) => one.code).includes('paused')], [false, true]);
  const refused = await stage.pay({ account: 'pause' });
  assert.deepEqual([refused.status, code(refused)], [409, 'paused']);
  const view = await stage.view({ account: 'pause' });
  assert.deepEqual([view.canPay, view.reasons.includes('paused')], [false, true]);
  const page = await (await fetch(view.link!)).text();
  assert.match(page, /not available for this invoice at the moment/);
  assert.doesNotMatch(page, /<form/);
  stage.simulator.settle(open, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view({ account: 'pause' })).status, 'paid');
  await stage.connection('PUT', 'pause', { paused: false });
  await stage.attempt({ account: 'pause', sub: 'second' });
});

test('a replaced key goes on looking', async () => {
  const name = 'replace';
  const { id, profiles } = stage.simulator.organizations.add({ name: 'Replace' });
  const [profile] = profiles;
  const first = profile!.apiKeys.find((key) => key.startsWith('test_'))!;
  await stage.connection('PUT', name, { apiKey: first });
  const open = await stage.attempt({ account: name });
  const other = stage.simulator.organizations.addProfile(id, { name: 'Replaced' });
  const second = other.apiKeys.find((key) => key.startsWith('test_'))!;
  await stage.connection('PUT', name, { apiKey: second });
  stage.simulator.settle(open, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view({ account: name })).status, 'paid');
  await stage.attempt({ account: name, sub: 'new' });
  const { body } = await stage.call('GET', '/v1/log', { token: await stage.admin({ account: name }) });
  assert.equal(body.entries.filter(({ event }) => event === 'connection.connected').length, 2);
});

test('disconnected: the page tells why, and connecting again looks at once', async () => {
  const apiKey = merchant('Leaves');
  await stage.connection('PUT', 'leaves', { apiKey });
  const open = await stage.attempt({ account: 'leaves' });
  const { link } = await stage.view({ account: 'leaves' });
  assert.equal((await stage.connection('DELETE', 'leaves')).status, 204);
  assert.equal((await stage.connection('DELETE', 'leaves')).status, 204);
  const page = await fetch(link!);
  assert.equal(page.status, 200);
  const html = await page.text();
  assert.match(html, /cannot be paid online at the moment/);
  assert.doesNotMatch(html, /<form/);
  stage.simulator.settle(open, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view({ account: 'leaves' })).status, 'open');
  await stage.connection('PUT', 'leaves', { apiKey });
  await stage.proxy.watch();
  await stage.proxy.watch();
  assert.equal((await stage.view({ account: 'leaves' })).status, 'paid');
});

test('the key of another account is refused, and taken where that is said', async () => {
  const apiKey = merchant('Shared');
  await stage.connection('PUT', 'first', { apiKey });
  await stage.attempt({ account: 'first' });
  const refused = await stage.connection('PUT', 'second', { apiKey });
  assert.deepEqual([refused.status, code(refused)], [409, 'key_of_other_account']);
  assert.match(JSON.stringify(stage.logged), /belong to the account first/);
  const taken = await stage.connection('PUT', 'second', { apiKey, shared: true });
  assert.equal(taken.status, 200);
  assert.equal((await stage.view({ account: 'second' })).status, 'open');
});

test('what is read while a key is connected does not take its place', async () => {
  const apiKey = merchant('Quick');
  const asking = Array.from({ length: 40 }, async (_, n) =>
    stage.view({ account: 'quick', sub: `quick-${n}` }),
  );
  const connecting = stage.connection('PUT', 'quick', { apiKey });
  const asked = Array.from({ length: 40 }, async (_, n) =>
    stage.view({ account: 'quick', sub: `later-${n}` }),
  );
  assert.equal((await connecting).status, 200);
  assert.equal((await stage.pay({ account: 'quick' })).status, 201);
  await Promise.all([...asking, ...asked]);
  assert.equal((await stage.view({ account: 'quick' })).mode, 'test');
});
