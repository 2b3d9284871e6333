import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pages, runnable } from '../../docs/tools/snippets.ts';
import { snippetsOf } from '../help/snippets.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

/** Where a page of the project stands on the web, also for those who read it at the registry. */
const ADDRESS =
  /https:\/\/(?:github\.com|raw\.githubusercontent\.com)\/invoice-pay-button\/invoice-pay-button\/(?:blob\/|edit\/|tree\/)?main\/([^)"\s#]+)(?:#([\w-]+))?/g;

test('every command and program of README and the documentation names the test that runs it', () => {
  const all = runnable();
  assert.ok(all.length > 20);
  assert.deepEqual(
    all.filter(({ test }) => test === undefined).map(({ page, line }) => `${page}:${line}`),
    [],
  );
});

test('only what needs Docker or systemd is checked in place of run', () => {
  for (const { page, line, code, isOnlyChecked } of runnable())
    if (isOnlyChecked) assert.match(code, /^(docker|systemd-run) /, `${page}:${line}`);
});

test('each of these tests is there, and takes the text from that page', () => {
  const wrong = runnable().filter(({ page, test }) => {
    if (test === undefined || !existsSync(new URL(test, ROOT))) return true;
    return !names(test, page);
  });
  assert.deepEqual([...new Set(wrong.map(({ page, line, test }) => `${page}:${line} by ${test}`))], []);
});

/**
 * Whether a test or what it imports of the tests names the page; also by a part of it, as in `docs/element/${name}.md`.
 */
function names(test: string, page: string): boolean {
  const text = sourcesOf(test).map(read).join('\n');
  const [, folder = '', stem = ''] = /^(.*\/)?([\w-]+)\.md$/.exec(page)!;
  return text.includes(page) || (text.includes(`${folder}\${`) && new RegExp(`\\b${stem}\\b`).test(text));
}

function sourcesOf(path: string, found: string[] = []): string[] {
  if (found.includes(path) || !path.startsWith('test/') || !existsSync(new URL(path, ROOT))) return found;
  found.push(path);
  for (const [, imported = ''] of read(path).matchAll(/from '(\.[^']+\.[tj]s)'/g))
    sourcesOf(new URL(imported, new URL(path, 'file:///')).pathname.slice(1), found);
  return found;
}

test('no block of a page is missed', () => {
  for (const page of pages()) {
    const fences = read(page).match(/^ *```/gm)?.length ?? 0;
    assert.equal(snippetsOf(page).length * 2, fences, page);
  }
});

test('the files of a Worker are those of its page', () => {
  for (const name of ['wrangler.jsonc', 'src/index.ts', 'resync.mjs']) {
    const block = snippetsOf('docs/runtimes/workers.md').find(({ code }) => code.startsWith(`// ${name}\n`));
    assert.equal(read(`deploy/workers/${name}`), block?.code, name);
  }
});

/** What npx may fetch: this package, and tools that are meant by their own names. */
const FETCHED = ['invoice-pay-button', 'wrangler'];

test('npx is told the name of the package everywhere, not of its other command: that would fetch what strangers publish', () => {
  const texts = [...pages(), 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('.changeset/*.md', { cwd: ROOT })];
  const fetched = texts.flatMap((page) =>
    [...read(page).matchAll(/\b(?:npx|bunx)((?: -{1,2}\w[\w-]*(?:=[\w@-]+)?)*) ([a-z@][\w@/-]*)/g)].map(
      ([command, options, name]) => ({ page, command, options: options!, name: name! }),
    ),
  );
  assert.ok(fetched.length > 20);
  const strange = fetched.filter(
    ({ options, name }) => !FETCHED.includes(name) && !options.includes('--package=invoice-pay-button'),
  );
  assert.deepEqual(
    strange.map(({ page, command }) => `${page}: ${command}`),
    [],
  );
});

test('the links and pictures of README and SECURITY, which are in the package, are whole addresses', () => {
  const text = ['README.md', 'SECURITY.md']
    .map(read)
    .join('\n')
    .replaceAll(/^```.*?^```$/gms, '');
  const targets = [...text.matchAll(/\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
    ([, link, source]) => link ?? source!,
  );
  assert.ok(targets.length > 20);
  assert.deepEqual(
    targets.filter((target) => !target.startsWith('https://')),
    [],
  );
});

test('whatever README, SECURITY and the documentation name of the project by its address is there, headings too', () => {
  const missing: string[] = [];
  for (const page of [...pages(), 'SECURITY.md'])
    for (const [, path = '', heading] of read(page).matchAll(ADDRESS)) {
      if (!existsSync(new URL(path, ROOT))) missing.push(`${page}: ${path}`);
      else if (heading && !headingsOf(path).includes(heading)) missing.push(`${page}: ${path}#${heading}`);
    }
  assert.deepEqual(missing, []);
});

test('so is whatever they link to within the documentation', () => {
  const missing: string[] = [];
  for (const page of pages())
    for (const [, link = ''] of read(page).matchAll(/\]\((?!https?:|#|<)([^)]+)\)/g)) {
      const { pathname, hash } = new URL(link, new URL(page, 'file:///'));
      const path = pathname.slice(1);
      if (!existsSync(new URL(path, ROOT))) missing.push(`${page}: ${link}`);
      else if (hash && !headingsOf(path).includes(hash.slice(1))) missing.push(`${page}: ${link}`);
    }
  assert.deepEqual(missing, []);
});

/** The anchors of a page, as GitHub and VitePress make them of its headings. */
function headingsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(/\s+/g, '-'),
  );
}
