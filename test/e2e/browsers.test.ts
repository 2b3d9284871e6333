import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BROWSERS } from '../../vite.config.ts';
import { stylesIn, tooNewInScript, tooNewInStyle } from '../help/features.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the README names the browsers that the element is built for', async () => {
  const { chrome, firefox, safari } = BROWSERS;
  const readme = await readFile(`${root}README.md`, 'utf8');
  assert.match(readme, new RegExp(`Chrome and Edge ${chrome}, Firefox ${firefox} and Safari ${safari}\\b`));
});

test('nothing in the built script is newer than these browsers, or than what pages put in place of it', async () => {
  const files: string[] = [];
  for await (const file of glob('dist/widget/**/*.js', { cwd: root })) files.push(file);
  assert.ok(files.length > 10);
  let sheets = 0;
  for (const file of files) {
    const source = await readFile(root + file, 'utf8');
    assert.deepEqual(tooNewInScript(source, BROWSERS), [], file);
    for (const sheet of stylesIn(source)) {
      sheets++;
      assert.deepEqual(tooNewInStyle(sheet, BROWSERS), [], file);
    }
  }
  assert.ok(sheets >= 3, `${sheets} style sheets`);
});

test('what is too new is noticed', () => {
  for (const [source, name] of Object.entries({
    'let { promise } = Promise.withResolvers()': 'Promise.withResolvers',
    'Promise.try(() => 1)': 'Promise.try',
    'globalThis.Temporal': 'Temporal',
    'new Map().values().map((x) => x)': 'Iterator.prototype.map',
    'const all = "a".matchAll(/a/g).filter(Boolean)': 'Iterator.prototype.filter',
    'let a = new Set(); a.union(a)': '.union',
    'let { popover, isSubsetOf } = f(); function f() {}': '.isSubsetOf',
    'URL.parse(location.href)': 'URL.parse',
    'RegExp.escape("a")': 'RegExp.escape',
    'document.startViewTransition()': 'document.startViewTransition',
    'navigator.connection.saveData': 'navigator.connection',
    'f().moveBefore(f(), null); function f() {}': '.moveBefore',
    'new Nonesuch()': 'Nonesuch, which nothing is known of',
  })) {
    assert.deepEqual(tooNewInScript(source, BROWSERS), [name], source);
  }
  assert.deepEqual(tooNewInStyle('a{field-sizing:content;color:contrast-color(red)}', BROWSERS), [
    'field-sizing',
    'contrast-color',
  ]);
  assert.deepEqual(tooNewInStyle('dialog:open{}@starting-style{}', BROWSERS), ['open', 'starting-style']);
});

test('what has been there for long is not', () => {
  const source = `const a = [1].map(String); Object.values(a).map(Number); [...new Map().values()].map(f);
    function f({ length }, ...rest) { try { return Promise.allSettled([]) } catch (e) { return e } }
    class A extends HTMLElement { static b = 1; #c = new Intl.Locale('nl'); d() { return this.#c } }
    document.querySelector('a').checkVisibility(); URL.canParse(''); AbortSignal.timeout(1); f(A, undefined)`;
  assert.deepEqual(tooNewInScript(source, BROWSERS), []);
});
