import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parseEnv } from 'node:util';
import { readConfig } from '../../proxy/config/index.ts';
import { runCli, temporaryFolder } from '../help/cli.ts';

const NAMES = ['INVOICE_SECRET', 'PROXY_SECRET', 'NOTIFY_SECRET'];

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

/** Runs `secret --write` on a file with this content, and answers what it has then. */
async function written(t: TestContext, content: string | Buffer, mode = 0o600) {
  const folder = temporaryFolder(t);
  const file = join(folder, '.env');
  writeFileSync(file, content);
  chmodSync(file, mode);
  const { code, stdout, stderr } = await runCli(['secret', '--write', file]);
  assert.deepEqual([code, stderr], [0, '']);
  assert.deepEqual(readdirSync(folder), ['.env']);
  const text = readFileSync(file, 'latin1');
  const values = parseEnv(text);
  for (const name of NAMES)
    if (values[name]) assert.ok(!stdout.includes(values[name]), 'a secret is printed');
  return { file, text, values, stdout };
}

test('secret --write makes a file of all secrets, for its owner alone, that a proxy starts with', async (t) => {
  const folder = temporaryFolder(t);
  const { code, stdout, stderr } = await runCli(['secret', '--write', '.env'], {}, folder);
  const file = join(folder, '.env');
  assert.deepEqual([code, stderr, stdout], [0, '', `${file}: added ${NAMES.join(', ')}\n`]);
  assert.equal(modeOf(file), '600');
  const values = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>;
  assert.equal(readConfig({ MOLLIE_API_KEY: 'test_key', ...values }).port, 3000);

  const before = readFileSync(file, 'utf8');
  const again = await runCli(['secret', '--write', '.env', '--json'], {}, folder);
  assert.deepEqual(JSON.parse(again.stdout), { file, added: [] });
  assert.equal(readFileSync(file, 'utf8'), before);
});

test('secret --write keeps every other byte, and fills in what is there empty', async (t) => {
  const before = [
    '# Ours, und größer',
    'MOLLIE_API_KEY="test_key" # of the shop',
    'export INVOICE_SECRET=',
    "  PROXY_SECRET = ''  ",
    'NOTE="two',
    'lines"',
    '',
  ];
  const { text, values, stdout, file } = await written(t, before.join('\n'));
  const { INVOICE_SECRET, PROXY_SECRET, NOTIFY_SECRET } = values;
  const expected = before
    .with(2, `export INVOICE_SECRET=${INVOICE_SECRET}`)
    .with(3, `  PROXY_SECRET =${PROXY_SECRET}`);
  assert.equal(
    text,
    Buffer.from([...expected.slice(0, -1), `NOTIFY_SECRET=${NOTIFY_SECRET}`, ''].join('\n')).toString(
      'latin1',
    ),
  );
  assert.equal(values.NOTE, 'two\nlines');
  assert.equal(stdout, `${file}: added ${NAMES.join(', ')}\n`);
});

test('secret --write ends a last line that is not ended, with the line ends of the file', async (t) => {
  const unix = await written(t, 'INVOICE_SECRET=kept\nPROXY_SECRET=kept');
  assert.match(unix.text, /^INVOICE_SECRET=kept\nPROXY_SECRET=kept\nNOTIFY_SECRET=whsec_[^\r\n]+\n$/);
  const windows = await written(t, 'INVOICE_SECRET=\r\nPROXY_SECRET=kept');
  assert.match(
    windows.text,
    /^INVOICE_SECRET=[\w-]{43}\r\nPROXY_SECRET=kept\r\nNOTIFY_SECRET=whsec_[^\r\n]+\r\n$/,
  );
  const strange = await written(t, Buffer.from([0x23, 0xff, 0x00, 0xe2, 0x0a]));
  assert.equal(strange.text.slice(0, 5), Buffer.from([0x23, 0xff, 0x00, 0xe2, 0x0a]).toString('latin1'));
  assert.deepEqual(Object.keys(strange.values).toSorted(), NAMES.toSorted());
});

test('secret --write takes no line within quotes for a variable, and the last of several counts', async (t) => {
  const quoted = await written(t, 'NOTE="\nPROXY_SECRET=\n"\n');
  assert.equal(quoted.values.NOTE, '\nPROXY_SECRET=\n');
  assert.match(quoted.text, /^NOTE="\nPROXY_SECRET=\n"\n/);
  const twice = await written(t, 'PROXY_SECRET=\nPROXY_SECRET=\n');
  assert.match(twice.values.PROXY_SECRET!, /^[\w-]{43}$/);
});

test('secret --write adds no INVOICE_SECRET beside INVOICE_JWKS', async (t) => {
  const { values, stdout, file } = await written(t, 'INVOICE_JWKS=./keys.json\nINVOICE_SECRET=\n');
  assert.equal(values.INVOICE_SECRET, '');
  assert.equal(stdout, `${file}: added PROXY_SECRET, NOTIFY_SECRET\n`);
});

test('secret --write leaves a file to its owner alone, whoever could read it before', async (t) => {
  assert.equal(modeOf((await written(t, '', 0o644)).file), '600');
  assert.equal(modeOf((await written(t, '', 0o640)).file), '600');
  const whole = NAMES.map((name) => `${name}=kept\n`).join('');
  const { file, text } = await written(t, whole, 0o664);
  assert.deepEqual([modeOf(file), text], ['600', whole]);
});

test('secret --write leaves a link a link, and a file its owner', {
  skip: process.getuid?.() !== 0,
}, async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'shared'));
  const real = join(folder, 'shared', 'settings');
  writeFileSync(real, 'PORT=80\n', { mode: 0o600 });
  chownSync(real, 1234, 1235);
  symlinkSync('shared/settings', join(folder, '.env'));
  assert.equal((await runCli(['secret', '--write', '.env'], {}, folder)).code, 0);
  assert.ok(lstatSync(join(folder, '.env')).isSymbolicLink());
  const { uid, gid } = statSync(real);
  assert.deepEqual([uid, gid], [1234, 1235]);
  assert.match(readFileSync(real, 'utf8'), /^PORT=80\nINVOICE_SECRET=/);
  assert.deepEqual(readdirSync(join(folder, 'shared')), ['settings']);
});

test('secret --write says why it cannot, and leaves all as it was', async (t) => {
  const folder = temporaryFolder(t);
  const run = (file: string) => runCli(['secret', '--write', join(folder, file)]);
  const nowhere = await run('none/.env');
  assert.deepEqual(
    [nowhere.code, nowhere.stderr],
    [73, `${join(folder, 'none/.env')}: cannot be written (ENOENT)\n`],
  );
  mkdirSync(join(folder, 'folder'));
  assert.deepEqual((await run('folder')).code, 73);

  writeFileSync(join(folder, 'open'), 'NOTE="never closed\nPROXY_SECRET=');
  const open = await run('open');
  if (open.code !== 0)
    assert.equal(readFileSync(join(folder, 'open'), 'utf8'), 'NOTE="never closed\nPROXY_SECRET=');

  writeFileSync(join(folder, '.env'), 'PORT=80\n');
  writeFileSync(join(folder, '.env.part'), '');
  const busy = await run('.env');
  assert.equal(busy.code, 75);
  assert.match(busy.stderr, /is being written, as \S+\.env\.part tells/);
  assert.equal(readFileSync(join(folder, '.env'), 'utf8'), 'PORT=80\n');
  assert.ok(existsSync(join(folder, '.env.part')));
});

test('of many who write at once none undoes another', async (t) => {
  const folder = temporaryFolder(t);
  const runs = await Promise.all(
    Array.from({ length: 6 }, () => runCli(['secret', '--write', '.env', '--json'], {}, folder)),
  );
  const added = runs.filter(({ code }) => code === 0).flatMap(({ stdout }) => JSON.parse(stdout).added);
  assert.deepEqual(added, NAMES);
  for (const { code } of runs) assert.ok(code === 0 || code === 75, String(code));
  assert.equal(readFileSync(join(folder, '.env'), 'utf8').trim().split('\n').length, 3);
});
