/** What `docs/element/package.md` says is done in a project of somebody else, from above to below. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { snippetsOf } from '../help/snippets.ts';
import { emptyProject, installIn, packTarball, ROOT, runIn } from '../help/tarball.ts';

const PAGE = 'docs/element/package.md';
const snippets = snippetsOf(PAGE);
const folder = emptyProject();
const installed = (file: string) => join(folder, 'node_modules', file);

/** Runs commands as they stand there; the package itself is the one of this folder. */
async function runSnippet(code: string): Promise<void> {
  const commands = code.replace(/^(npm install) invoice-pay-button$/m, `$1 ${await packTarball()}`);
  const env = { npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };
  const { status, stderr } = runIn(folder, 'bash', ['--norc', '-euc', commands], env);
  assert.deepEqual([status, stderr], [0, ''], code);
}

test('the commands install what they say', async () => {
  const commands = snippets.filter(({ language }) => language === 'sh');
  assert.equal(commands.length, 2);
  for (const { code } of commands) await runSnippet(code);
  for (const name of ['invoice-pay-button', 'pg', 'ioredis']) assert.ok(existsSync(installed(name)), name);
});

test('the programs compile', () => {
  installIn(folder, ['@types/react@19']);
  const programs = snippets.filter(({ language }) => /^tsx?$/.test(language));
  const files = programs.map(({ code }) => {
    const file = /^\/\/ (\S+)$/m.exec(code)![1]!;
    writeFileSync(join(folder, file), code);
    return file;
  });
  assert.deepEqual(files, ['page.ts', 'own-name.ts', 'invoice.tsx']);
  const options = [
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--jsx',
    'react-jsx',
  ];
  const { status, stdout } = runIn(folder, join(ROOT, 'node_modules/.bin/tsc'), [
    ...options,
    '--types',
    '',
    ...files,
  ]);
  assert.equal(status, 0, stdout);
});

test('the settings name files that are there', () => {
  const { code } = snippets.find(({ language }) => language === 'json')!;
  const settings = JSON.parse(code) as Record<string, string[]>;
  assert.deepEqual(Object.keys(settings), ['html.customData', 'css.customData']);
  for (const path of Object.values(settings).flat()) {
    assert.ok(JSON.parse(readFileSync(join(folder, path), 'utf8')).version, path);
  }
});

test('the table has the exports of the package, and they name this test', () => {
  const { exports } = JSON.parse(readFileSync(installed('invoice-pay-button/package.json'), 'utf8'));
  const table = readFileSync(join(ROOT, PAGE), 'utf8').matchAll(/^\| `(invoice-pay-button[^`]*)` \|/gm);
  const listed = Array.from(table, ([, name]) => name!.replace(/^invoice-pay-button/, '.'));
  const expected = Object.keys(exports).filter((name) => name !== './package.json');
  assert.deepEqual(listed.sort(), expected.sort());
  for (const { test: named } of snippets) assert.equal(named, 'test/docs/package.test.ts');
});
