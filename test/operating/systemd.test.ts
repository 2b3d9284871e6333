import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseArgs, parseEnv } from 'node:util';
import { EXIT } from '../../proxy/cli/exit-codes.ts';
import { temporaryFolder } from '../help/cli.ts';
import { freePort } from '../help/proxy-process.ts';
import { snippetsOf } from '../help/snippets.ts';
import { packTarball } from '../help/tarball.ts';
import { SECRETS } from './help/invoice.ts';
import { listening } from './help/listening.ts';

const unit = fileURLToPath(new URL('../../deploy/systemd/invoice-pay.service', import.meta.url));

/** The settings of the unit: `User`, `StateDirectory`. */
const settings = parseEnv(readFileSync(unit, 'utf8'));

/** What `systemd-analyze security` says of a unit that is hardened as far as Node lets it be; 10 is not at all. */
const EXPOSURE = 2;

const analyze = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });

const isMissing = analyze('--version').error !== undefined;
if (isMissing && process.env.CI === 'true') throw new Error('systemd is not installed');
const skip = isMissing && 'systemd is not installed';

test('systemd understands the unit', { skip }, () => {
  const { status, stderr } = analyze('verify', unit);
  assert.deepEqual([status, stderr], [0, '']);
});

test('the unit may do little', { skip }, () => {
  const { status, stdout } = analyze('security', '--offline=true', `--threshold=${EXPOSURE * 10}`, unit);
  assert.equal(status, 0, stdout);
});

test('the unit is started again, but where that cannot help', () => {
  assert.equal(settings.Restart, 'always');
  assert.equal(settings.RestartPreventExitStatus, `${EXIT.EX_USAGE} ${EXIT.EX_CONFIG}`);
});

test('commands of the page run as the unit does: its user, its store, its configuration', () => {
  const { code } = snippetsOf('docs/operating/systemd.md')[1]!;
  const [program, ...args] = code.replaceAll('\\\n', ' ').trim().split(/\s+/);
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      pipe: { type: 'boolean' },
      wait: { type: 'boolean' },
      property: { type: 'string', multiple: true },
      setenv: { type: 'string', multiple: true },
    },
  });
  assert.deepEqual([program, values.pipe, values.wait], ['systemd-run', true, true]);
  assert.deepEqual(positionals, ['invoice-pay-button', 'check']);
  assert.equal(settings.ExecStart, `/usr/bin/env ${positionals[0]} serve`);
  const { DynamicUser, User, UMask, StateDirectory, StateDirectoryMode } = settings;
  const { WorkingDirectory, EnvironmentFile, Environment } = settings;
  assert.deepEqual(
    { ...parseEnv(values.property!.join('\n')) },
    { DynamicUser, User, UMask, StateDirectory, StateDirectoryMode, WorkingDirectory, EnvironmentFile },
  );
  assert.deepEqual(values.setenv, Environment!.split(' '));
});

test('the steps of the page install what the unit starts', { skip }, async (t) => {
  const machine = temporaryFolder(t);
  const [page] = snippetsOf('docs/operating/systemd.md');
  writeFileSync(
    join(machine, '.env'),
    Object.entries(SECRETS)
      .map((pair) => `${pair.join('=')}\n`)
      .join(''),
  );
  mkdirSync(join(machine, 'etc/systemd/system'), { recursive: true });
  const steps = page!.code
    .replace('--global invoice-pay-button', `--global ${await packTarball()}`)
    .replace(
      'systemctl enable --now invoice-pay',
      `systemd-analyze verify ${machine}/etc/systemd/system/invoice-pay.service`,
    )
    .replaceAll(/ \/etc\//g, ` ${machine}/etc/`);
  const env = { ...process.env, npm_config_prefix: `${machine}/usr`, npm_config_prefer_offline: 'true' };
  const done = spawnSync('sh', ['-ec', steps], { cwd: machine, env, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);

  const variables = join(machine, 'etc/invoice-pay.env');
  assert.equal(statSync(variables).mode & 0o777, 0o600);
  const { ExecStart: command, Environment: own = '' } = settings;
  const state = `sqlite:${machine}/state/`;
  const served = spawn('sh', ['-c', `exec ${command}`], {
    env: {
      ...parseEnv(own.replaceAll(' ', '\n').replace('sqlite:/var/lib/invoice-pay/', state)),
      ...parseEnv(readFileSync(variables, 'utf8')),
      PATH: `${machine}/usr/bin:${process.env.PATH}`,
      PORT: String(await freePort()),
    },
  });
  t.after(() => served.kill());
  await listening(served);
  served.kill('SIGTERM');
  const [code] = await once(served, 'exit');
  assert.equal(code, 0);
  assert.ok(statSync(join(machine, 'state/invoice-pay.db')).isFile());
});
