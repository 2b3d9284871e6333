/** The declarations of the package, as strictly as a compiler can be told, where nothing else is installed. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { snippetsOf } from '../help/snippets.ts';
import { emptyProject, installIn, packTarball, ROOT, runIn } from '../help/tarball.ts';

const folder = emptyProject();
installIn(folder, [await packTarball()]);
cpSync(join(ROOT, 'test/package/types'), folder, { recursive: true });

/** The compilers: this project's, and the one before, which most have. */
const COMPILERS = {
  own: join(ROOT, 'node_modules/.bin/tsc'),
  'of before': join(folder, 'node_modules/.bin/tsc'),
};

const RESOLVERS = [
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];

const BROWSER = { lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: [] as string[], jsx: 'react-jsx' };
const SERVER = { lib: ['ES2023'], types: ['node'] };

/** What a compiler says of files; nothing where they compile. */
function compile(compiler: keyof typeof COMPILERS, files: readonly string[], options: object): string {
  const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
  const config = { compilerOptions: { target: 'es2022', ...strict, ...options }, files };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { status, stdout, stderr } = runIn(folder, COMPILERS[compiler], ['-p', '.']);
  assert.equal(stdout === '' && stderr === '', status === 0, stdout + stderr);
  return stdout + stderr;
}

for (const resolver of RESOLVERS) {
  test(`the element compiles with nothing else installed, by ${resolver.moduleResolution}`, () => {
    assert.equal(compile('own', ['page.ts'], { ...BROWSER, ...resolver }), '');
  });
}

test('the element, React and a server compile by every resolver and with both compilers', () => {
  installIn(folder, ['@types/react@19', '@types/node@22', 'typescript@5.9']);
  for (const resolver of RESOLVERS) {
    assert.equal(compile('own', ['page.tsx'], { ...BROWSER, ...resolver }), '');
    assert.equal(compile('own', ['server.ts'], { ...SERVER, ...resolver }), '');
  }
  const files = ['page.ts', 'page.tsx', 'server.ts'];
  assert.equal(compile('of before', files, { ...BROWSER, types: ['node'], ...RESOLVERS[1] }), '');
});

test('the Worker of the documentation compiles', () => {
  const worker = snippetsOf('docs/runtimes/workers.md').find(({ language }) => language === 'ts');
  writeFileSync(join(folder, 'worker.ts'), worker!.code);
  const files = ['worker.ts', 'worker-env.d.ts'];
  assert.equal(compile('own', files, { ...SERVER, ...RESOLVERS[2] }), '');
});

test('a mistake is noticed', () => {
  const file = 'wrong.ts';
  const page = readFileSync(join(folder, 'page.ts'), 'utf8');
  writeFileSync(join(folder, file), page.replace("element.tokenUrl = '/token'", 'element.tokenUrl = 42'));
  assert.match(compile('own', [file], { ...BROWSER, ...RESOLVERS[0] }), /^wrong\.ts.* error TS2322: /);
});
