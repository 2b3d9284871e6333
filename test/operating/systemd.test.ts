import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const unit = fileURLToPath(new URL('../../deploy/systemd/invoice-pay.service', import.meta.url));

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

test('what the unit calls are commands of the package', () => {
  const text = readFileSync(unit, 'utf8');
  const { bin } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const [, command = ''] = /^ExecStart=\/usr\/bin\/env (\S+) serve$/m.exec(text)!;
  assert.ok(command in bin, command);
});
