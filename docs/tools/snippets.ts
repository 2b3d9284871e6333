import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Snippet, snippetsOf } from '../../test/help/snippets.ts';
import { code, table } from './markdown.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What describes shapes and is not run. */
const SHAPES = ['', 'json', 'jsonc', 'text', 'mermaid', 'http', 'diff'];

/** The pages that people follow. */
export function pages(): string[] {
  const found = globSync('docs/**/*.md', {
    cwd: ROOT,
    exclude: (path) => /node_modules|\.vitepress/.test(path),
  });
  return ['README.md', ...found.sort()];
}

export type Listed = Snippet & { page: string };

/** Every command and program of every page. */
export function runnable(): Listed[] {
  return pages().flatMap((page) =>
    snippetsOf(page)
      .filter(({ language }) => !SHAPES.includes(language))
      .map((snippet) => ({ page, ...snippet })),
  );
}

/** Page and line, how it begins, and the test that runs it, or only checks it. */
export function snippetList(): string {
  const rows = runnable().map(({ page, line, code: text, test = '', isOnlyChecked }) => [
    `[${page}](${page}):${line}`,
    code(beginningOf(text)),
    isOnlyChecked ? `checked by ${code(test)}` : code(test),
  ]);
  return table(['where', 'begins with', 'run by'], rows);
}

/** The first line with something in it, short enough for a table. */
function beginningOf(text: string): string {
  const line = text.split('\n').find((each) => /\w/.test(each)) ?? '';
  const short = line.trim().replaceAll('`', "'");
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}
