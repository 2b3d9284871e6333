import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { createVerifier } from '../../proxy/token/index.ts';
import { ENV, runCli, serveCli, temporaryFolder } from '../help/cli.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';

const COMMANDS = [
  'serve',
  'sign',
  'secret',
  'check',
  'resync',
  'backup',
  'health',
  'integrity',
  'demo',
  'simulator',
];
const DAY = 24 * 60 * 60;

async function signed(...args: string[]) {
  const { code, stdout, stderr } = await runCli(['sign', ...args], { INVOICE_SECRET });
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return decodeJwt(stdout.trim());
}

test('sign prints a token with what it was told, in either spelling', async () => {
  const same = '--sub A-1 --number 2026-0042 --currency USD --total 121.00 --rev 7 --date 2026-11-01 --void';
  const more = [
    '--description',
    'Two words',
    '--url=https://shop.example/i?a=b',
    '--iat=1795251600',
    '--exp=1795255200',
  ];
  const kebab = '--paid-elsewhere -21.00 --due-date 2026-12-01 --booked tr_abcd,tr_efgh --locale nl_NL';
  const camel = '--paidElsewhere=-21.00 --dueDate=2026-12-01 --booked=tr_abcd,tr_efgh --locale=nl_NL';
  for (const spelling of [kebab, camel]) {
    assert.deepEqual(await signed(...same.split(' '), ...spelling.split(' '), ...more), {
      aud: 'invoice-pay',
      iat: 1795251600,
      exp: 1795255200,
      sub: 'A-1',
      rev: 7,
      number: '2026-0042',
      date: '2026-11-01',
      dueDate: '2026-12-01',
      currency: 'USD',
      total: '121.00',
      paidElsewhere: '-21.00',
      booked: ['tr_abcd', 'tr_efgh'],
      void: true,
      description: 'Two words',
      url: 'https://shop.example/i?a=b',
      locale: 'nl_NL',
    });
  }
});

test('sign needs no more than an id and a total, and signs with the newest secret', async () => {
  const newest = 'the newest secret of more than 32 bytes';
  const env = { INVOICE_SECRET: `${newest},${INVOICE_SECRET}` };
  const { stdout } = await runCli(['sign', '--sub', 'A-1', '--total', '-5.00'], env);
  const verify = createVerifier({ invoiceSecrets: [newest], invoiceJwks: [] }, Date.now);
  assert.equal((await verify(stdout.trim())).audience, 'payer');
  const { iat, exp, currency, total } = decodeJwt(stdout.trim());
  assert.deepEqual([exp! - iat!, currency, total], [30 * DAY, 'EUR', '-5.00']);
});

test('sign takes who is billed as JSON, and the rate in either spelling', async () => {
  const customer = { organizationName: 'Zoë & Söhne', email: 'zoe@example.com', country: 'DE' };
  for (const rate of ['--vat-rate=19.00', '--vatRate=19.00']) {
    const args = ['--sub=A', '--total=1.00', '--customer', JSON.stringify(customer), rate];
    const claims = await signed(...args);
    assert.deepEqual([claims.customer, claims.vatRate], [customer, '19.00']);
  }
  assert.deepEqual((await signed('--sub=A', '--total=1.00', '--customer={}')).customer, {});
});

test('sign takes an audience by its name or as it stands in the token', async () => {
  assert.equal((await signed('--aud=merchant', '--sub=A', '--total=1.00')).aud, 'invoice-pay:manage');
  assert.equal(
    (await signed('--aud', 'invoice-pay:manage', '--sub=A', '--total=1.00')).aud,
    'invoice-pay:manage',
  );
  const { iat, exp, ...admin } = await signed('--aud=admin', '--days=1');
  assert.deepEqual([admin, exp! - iat!], [{ aud: 'invoice-pay:admin' }, DAY]);
});

test('sign names the option that is wrong, and prints no token', async () => {
  const good = ['--sub=A', '--total=1.00'];
  const wrong: [args: string[], said: RegExp, code?: number][] = [
    [['--total=1.00'], /^--sub: expected/],
    [[...good, '--total=1'], /^--total: expected/],
    [[...good, '--paidElsewhere=x'], /^--paid-elsewhere: expected/],
    [[...good, '--booked=tr_abcd,x'], /^--booked: expected/],
    [[...good, '--aud=everyone'], /^--aud: expected payer, merchant, admin/],
    [[...good, '--customer=Zoë'], /^--customer: expected JSON/],
    [[...good, '--customer={"phone":"1"}'], /^--customer: expected an object with any of givenName/],
    [[...good, '--vat-rate=21'], /^--vat-rate: expected a rate/],
    [[...good, '--days=long'], /^--days: expected/],
    [[...good, '--days=401'], /400 days/],
    [[...good, '--tax=21'], /--tax/, 64],
    [[...good, '--days'], /--days/, 64],
  ];
  const runs = wrong.map(async ([args, said, expected = 65]) => {
    const { code, stdout, stderr } = await runCli(['sign', ...args], { INVOICE_SECRET });
    assert.deepEqual([code, stdout], [expected, ''], args.join(' '));
    assert.match(stderr, said);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });
  await Promise.all(runs);
  const without = await runCli(['sign', ...good]);
  assert.equal(without.code, 78);
  assert.match(without.stderr, /^INVOICE_SECRET: expected/);
});

test('secret prints fresh secrets, each time others, that the configuration takes', async () => {
  const [{ stdout }, again] = await Promise.all([runCli(['secret']), runCli(['secret'])]);
  const lines = stdout.trim().split('\n');
  assert.deepEqual(
    lines.map((line) => line.split('=')[0]),
    ['INVOICE_SECRET', 'PROXY_SECRET', 'NOTIFY_SECRET'],
  );
  const values = [...lines, ...again.stdout.trim().split('\n')].map((line) => line.split('=')[1]!);
  assert.equal(new Set(values).size, 6);
  for (const value of values) assert.ok(Buffer.from(value.replace('whsec_', ''), 'base64').length >= 32);
});

test('check prints the connection, and its exit code says whether invoices can be paid', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const env = { ...ENV, MOLLIE_API_ENDPOINT: mollie.endpoint };
  const good = await runCli(['check'], env);
  assert.equal(good.code, 0, good.stderr);
  assert.deepEqual([JSON.parse(good.stdout).ok, JSON.parse(good.stdout).mode], [true, 'test']);

  mollie.simulator.settings.apiKeys = [];
  const refused = await runCli(['check'], { ...env, LANG: 'nl_NL.UTF-8' });
  assert.equal(refused.code, 1);
  const { ok, findings } = JSON.parse(refused.stdout);
  assert.deepEqual([ok, findings[0].code], [false, 'key_invalid']);
  assert.match(findings[0].hint, /MOLLIE_API_KEY/);
  for (const secret of [MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET])
    assert.ok(!refused.stdout.includes(secret));
});

test('a store that was deleted is said by serve, ready and check, and resync brings it back', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const folder = temporaryFolder(t);
  const env = {
    ...ENV,
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    STORAGE_URL: `sqlite:${join(folder, 'data', 'pay.db')}`,
  };
  const first = await serveCli(t, env);
  const authorization = `Bearer ${await signToken(Date.now())}`;
  const pay = (address: string) =>
    fetch(`${address}/v1/invoice/payments`, { method: 'POST', headers: { authorization } });
  assert.equal((await pay(first.address)).status, 201);
  first.child.kill('SIGTERM');
  await first.ended;
  rmSync(join(folder, 'data'), { recursive: true });

  const second = await serveCli(t, env);
  const ready = await fetch(`${second.address}/ready`);
  assert.deepEqual([ready.status, (await ready.json()).error.code], [503, 'resync_needed']);
  assert.equal((await pay(second.address)).status, 503);
  const said = second.said().match(/^.*"code":"resync_needed".*invoice-pay-button resync.*$/gm);
  assert.equal(said?.length, 1, second.said());

  const lost = await runCli(['check'], env);
  const { ok, findings } = JSON.parse(lost.stdout);
  assert.deepEqual([lost.code, ok, findings[0].code], [1, false, 'resync_needed']);
  assert.match(lost.stderr, /"code":"resync_needed".*npx invoice-pay-button resync/);

  const restored = await runCli(['resync'], env);
  assert.equal(restored.code, 0, restored.stderr);
  assert.match(restored.stdout, /^1 payments listed by Mollie, 1 of this proxy, 1 restored\.$/m);
  assert.match(restored.stdout, /not payable .* states them again: 1\.$/m);
  assert.match(restored.stdout, /^The log of what happened before could not be restored\.$/m);
  assert.equal((await runCli(['check'], env)).code, 0);
  assert.equal((await fetch(`${second.address}/ready`)).status, 200);
  // As after a restore on the next day: the token was signed before.
  const link = await mollieLink(mollie);
  assert.equal((await fetch(link(second.address), { method: 'POST', redirect: 'manual' })).status, 409);

  const trusted = await runCli(['resync', '--trust'], env);
  assert.match(trusted.stdout, /payable again as restored: 1\.$/m);
  assert.equal((await fetch(link(second.address), { method: 'POST', redirect: 'manual' })).status, 303);

  // A payment that the store does not know yet, of an invoice that it knows.
  mollie.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  const other = { authorization: `Bearer ${await signToken(Date.now(), { sub: 'other' })}` };
  await fetch(`${second.address}/v1/invoice/payments`, { method: 'POST', headers: other });
  const added = await runCli(['resync'], env);
  assert.match(added.stdout, /, 2 of this proxy, 1 restored\.$/m);
  assert.doesNotMatch(added.stdout, /log of what/);
});

test('resync says after each page how far it has come, and how fast', async (t) => {
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const plain = { description: 'Other', redirectUrl: 'https://other.example', metadata: null, locale: null };
  const rest = { cancelUrl: null, webhookUrl: null, method: null, allowedMethods: null };
  const amount = { currency: 'EUR', value: '10.00' };
  for (let n = 0; n < 501; n++)
    mollie.simulator.ledger.create(
      { ...plain, ...rest, amount, restrictPaymentMethodsToCountry: null },
      'test',
    );
  const storage = `sqlite:${join(temporaryFolder(t), 'pay.db')}`;
  const env = { ...ENV, MOLLIE_API_ENDPOINT: mollie.endpoint, STORAGE_URL: storage };
  const { code, stdout, stderr } = await runCli(['resync'], env);
  assert.equal(code, 0, stderr);
  const lines = stderr.trim().split('\n');
  assert.deepEqual(
    lines.map((line) => /^(\d+) payments listed \(\d+ a second\), back to 20\S+; 0 of/.exec(line)?.[1]),
    ['250', '500', '501'],
  );
  assert.match(stdout, /^501 payments listed by Mollie, 0 of this proxy, 0 restored\.$/m);
  assert.doesNotMatch(stdout, /not payable|log of what/);
  assert.equal((await runCli(['resync', '--all'], ENV)).code, 64);
});

/** Where the newest payment's pay page is, on whichever server. */
async function mollieLink({ simulator }: Awaited<ReturnType<typeof serveSimulator>>) {
  const [payment] = simulator.ledger.list();
  const { pathname } = new URL(payment!.redirectUrl);
  return (address: string) => address + pathname;
}

test('a configuration that is wrong is told whole, for every command that needs it', async () => {
  for (const args of [[], ['serve'], ['check']]) {
    const { code, stdout, stderr } = await runCli(args, {
      ...ENV,
      PROXY_SECRET: 'hush',
      BRAND_COLOR: 'hush',
    });
    assert.deepEqual([code, stdout], [78, '']);
    assert.match(stderr, /^ {2}PROXY_SECRET: expected/m);
    assert.match(stderr, /^ {2}BRAND_COLOR: expected/m);
    assert.doesNotMatch(stderr, /hush|\n {4}at /);
  }
});

test('help is printed for all and for each command, with a configuration as without', async () => {
  const whole = await runCli(['--help']);
  assert.equal(whole.code, 0);
  for (const name of COMMANDS) {
    assert.match(whole.stdout, new RegExp(`^  ${name} `, 'm'));
    const { code, stdout, stderr } = await runCli([name, '--help']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, new RegExp(`^Usage: npx invoice-pay-button ${name} `));
    assert.match(stdout, new RegExp(`\nExamples?:\n  npx invoice-pay-button ${name}`));
  }
});

test('what there is not is said, and nothing is done', async () => {
  for (const args of [['resign'], ['constructor'], ['--port', '80'], ['secret', '--more'], ['check', 'it']]) {
    const { code, stdout, stderr } = await runCli(args, ENV);
    assert.deepEqual([code, stdout], [64, ''], args.join(' '));
    assert.match(stderr, /^(There is no command|Unknown option|Unexpected argument) /);
  }
});

test('a file .env is read where there is one; what the environment says already counts', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(
    join(folder, '.env'),
    `INVOICE_SECRET="${INVOICE_SECRET}"\nPROXY_SECRET=short\nMOLLIE_API_KEY=none\n`,
  );
  const { code, stdout } = await runCli(['sign', '--sub=A', '--total=1.00'], {}, folder);
  const verify = createVerifier({ invoiceSecrets: [INVOICE_SECRET], invoiceJwks: [] }, Date.now);
  assert.deepEqual([code, (await verify(stdout.trim())).audience], [0, 'payer']);
  const { stderr } = await runCli(['serve'], { PROXY_SECRET }, folder);
  assert.match(stderr, /^ {2}MOLLIE_API_KEY: /m);
  assert.doesNotMatch(stderr, /SECRET: /);
});

test('demo and simulator say so where they are not there, as in the image', (t) => {
  const folder = temporaryFolder(t);
  const root = new URL('../../', import.meta.url);
  for (const part of ['proxy', 'shared', 'package.json'])
    cpSync(new URL(part, root), join(folder, part), { recursive: true });
  symlinkSync(new URL('node_modules', root), join(folder, 'node_modules'));
  for (const command of ['demo', 'simulator']) {
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'proxy/cli/index.ts'), command], {
      encoding: 'utf8',
      env: { NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
    });
    assert.equal(status, 69, stderr);
    assert.match(stderr, /^The demo and the simulator are not in this image: .*\n$/);
  }
});
