/** What is in the package, and what those who look at packages say of it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packTarball, ROOT, runIn } from '../help/tarball.ts';

/** Bytes. */
const LIMIT = 400_000;

const tarball = await packTarball();
const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-unpacked-'));
assert.equal(spawnSync('tar', ['-xzf', tarball, '-C', folder]).status, 0);
const root = join(folder, 'package');
const files = globSync('**/*', { cwd: root }).filter((file) => statSync(join(root, file)).isFile());
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(textOf('package.json'));

test('it is small', () => {
  const { size } = statSync(tarball);
  assert.ok(size <= LIMIT, `${size} bytes`);
});

test('it holds what is built and what is to be read, and no source maps', () => {
  const others = files.filter((file) => !/^(dist|deploy)\//.test(file));
  assert.deepEqual(others.sort(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json']);
  assert.ok(files.includes('deploy/systemd/invoice-pay.service'));
  const code = files.filter((file) => file.endsWith('.js'));
  assert.ok(code.length > 20);
  assert.deepEqual(
    files.filter((file) => /\.map(\.|$)/.test(file)),
    [],
  );
  // Whoever names a map that is not there makes bundlers warn.
  assert.deepEqual(
    code.filter((file) => /^\/\/# sourceMappingURL=/m.test(textOf(file))),
    [],
  );
});

test('every file that package.json names is in it, with types before code', () => {
  type Target = string | { types: string; default: string };
  const exported = Object.values(manifest.exports as Record<string, Target>);
  for (const target of exported) {
    if (typeof target === 'string') continue;
    assert.deepEqual(Object.keys(target), ['types', 'default']);
  }
  const named = [
    ...exported.flatMap((target) => (typeof target === 'string' ? target : Object.values(target))),
    ...Object.values<string>(manifest.bin),
    manifest.customElements,
    manifest['web-types'],
  ].map((file: string) => file.replace(/^\.\//, ''));
  assert.ok(named.length > 12);
  assert.deepEqual(
    named.filter((file) => !files.includes(file)),
    [],
  );
});

test('it says whose it is and where it comes from, and runs nothing where it is installed', () => {
  const { repository, homepage, bugs, author, license, scripts } = manifest;
  const address = 'https://github.com/invoice-pay-button/invoice-pay-button';
  assert.deepEqual(
    { repository, homepage, bugs, author, license },
    {
      repository: { type: 'git', url: `git+${address}.git` },
      homepage: `${address}#readme`,
      bugs: `${address}/issues`,
      author: 'The invoice-pay-button authors',
      license: 'MIT',
    },
  );
  const INSTALLING = [
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'prepare',
    'postprepare',
  ];
  assert.deepEqual(
    INSTALLING.filter((name) => name in scripts),
    [],
  );
  assert.deepEqual(Object.keys(manifest.bin).sort(), ['invoice-pay-button', 'invoice-pay-proxy']);
});

test('every command that its texts tell of is fetched by the name of the package', () => {
  const texts = files
    .filter((file) => /\.(js|md|json|txt)$/.test(file))
    .map((file) => [file, textOf(file)] as const);
  const fetched = texts.flatMap(([file, text]) =>
    [...text.matchAll(/\bnpx((?: (?:-{1,2}\w[\w-]*(?:=[\w@-]+)?))*) ([a-z@][\w@/-]*)/g)].map(
      ([command, options, name]) => ({ file, command, options: options!, name: name! }),
    ),
  );
  assert.ok(fetched.length > 0);
  const strange = fetched.filter(
    ({ options, name }) => name !== 'invoice-pay-button' && !options.includes('--package=invoice-pay-button'),
  );
  assert.deepEqual(
    strange.map(({ file, command }) => `${file}: ${command}`),
    [],
  );
});

test('it holds the licence of every package of which it has code', () => {
  const notices = textOf('dist/THIRD-PARTY-NOTICES.txt');
  const sections = notices.split(/^={80}\n/m).slice(1);
  const named = sections.map((section) => section.slice(0, section.indexOf(' ')));
  // What is bundled beyond doubt: each is known by a text of its own in the built files.
  for (const [name, own] of [
    ['@mollie/api-client', /api\.mollie\.com:443/],
    ['lit-html', /litHtmlVersions/],
    ['@lit/reactive-element', /reactiveElementVersions/],
  ] as const) {
    assert.ok(
      files.some((file) => file.endsWith('.js') && own.test(textOf(file))),
      name,
    );
    assert.ok(named.includes(name), `${name} is not among ${named}`);
  }
  for (const [at, name] of named.entries()) {
    const installed = join(ROOT, 'node_modules', name);
    const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    assert.match(sections[at]!, new RegExp(`^${name} ${version.replaceAll('.', '\\.')}, `));
    const file = readdirSync(installed).find((entry) => /^(licen[cs]e|copying)/i.test(entry))!;
    assert.ok(sections[at]!.includes(readFileSync(join(installed, file), 'utf8').trim()), name);
  }
});

test('publint and attw find nothing', () => {
  const linted = runIn(ROOT, 'npx', ['--no-install', 'publint', 'run', tarball, '--strict']);
  assert.deepEqual([linted.status, linted.stderr], [0, ''], linted.stdout);
  assert.match(linted.stdout, /All good!/);
  const types = runIn(ROOT, 'npx', [
    '--no-install',
    'attw',
    tarball,
    '--profile',
    'esm-only',
    '--format',
    'json',
  ]);
  const { analysis, problems } = JSON.parse(types.stdout);
  assert.equal(types.status, 0, JSON.stringify(problems));
  assert.deepEqual(Object.keys(analysis.entrypoints).sort(), Object.keys(manifest.exports).sort());
});
