/** The package that a release makes: from a clone, with nothing that this folder has besides. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packTarball, ROOT, runIn } from '../help/tarball.ts';

/** Names of files without what follows from their content, which may be newer here than the last commit. */
const withoutHashes = (names: readonly string[]) =>
  names.map((name) => name.replace(/-[\w-]{6,8}(?=\.js)/, '-HASH')).sort();

const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-clone-'));

/** The files may be another user's, such as those of a container's volume. */
const ANYBODYS = ['-c', 'safe.directory=*'];
const UPLOAD_PACK = "git -c 'safe.directory=*' upload-pack";

const skip = spawnSync('git', ['--version']).error
  ? 'git is not installed'
  : !existsSync(`${ROOT}.git`) && 'these files are no clone';
if (skip && process.env.CI === 'true') throw new Error(skip);

function run(command: string, ...args: string[]): string {
  const ran = runIn(folder, command, args);
  assert.equal(ran.status, 0, `${command} ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

test('npm pack builds everything in a clean clone, and packs the same files as here', { skip }, async () => {
  run('git', ...ANYBODYS, 'clone', '--quiet', '--upload-pack', UPLOAD_PACK, ROOT, '.');
  run('npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund');
  // What the installation has built is not needed.
  run('rm', '-rf', 'dist');
  const [{ files }] = JSON.parse(run('npm', 'pack', '--json')) as [{ files: { path: string }[] }];
  const here = runIn(ROOT, 'tar', ['-tzf', await packTarball()])
    .stdout.trim()
    .split('\n');
  assert.deepEqual(
    withoutHashes(files.map(({ path }) => path)),
    withoutHashes(here.map((path) => path.replace(/^package\//, ''))),
  );
  assert.equal(run('git', 'status', '--porcelain', '--untracked-files=no'), '');
});

test('changesets puts what is new above what the change log has', { skip }, () => {
  const before = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  const [heading, ...releases] = before.split('\n## ');
  const news = "---\n'invoice-pay-button': patch\n---\n\nA test says so.\n";
  writeFileSync(join(folder, '.changeset/of-a-test.md'), news);
  run('npx', '--no-install', 'changeset', 'version');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const [newHeading, newest, ...others] = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8').split('\n## ');
  assert.equal(newHeading, heading);
  assert.ok(newest!.startsWith(`${version}\n\n### `), newest);
  assert.match(newest!, /^- \w*:? ?A test says so\.$/m);
  assert.deepEqual(others, releases);
  assert.deepEqual(globSync('.changeset/*.md', { cwd: folder }), []);
});
