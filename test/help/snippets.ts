import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A block of code in a page of the documentation. */
export type Snippet = {
  /** Of its first line of code, from 1. */
  line: number;
  /** What stands behind the fence: `sh`, `php`. */
  language: string;
  code: string;
  /** The test that runs it, from the comment above it: `<!-- tested by test/docs/languages.test.ts -->`. */
  test: string | undefined;
  /** Whether the test only reads it, since it runs nowhere but with Docker or systemd: `<!-- checked by … -->`. */
  isOnlyChecked: boolean;
};

const BLOCK = /(?:<!-- (tested|checked) by (\S+) -->\n\n?)?^( *)```(\w*)[^\n]*\n(.*?)^ *```$/gms;

/** The blocks of code of a page, by its path in the project: `docs/hosts/php.md`. */
export function snippetsOf(page: string): Snippet[] {
  const text = readFileSync(fileURLToPath(new URL(`../../${page}`, import.meta.url)), 'utf8');
  return [...text.matchAll(BLOCK)].map(
    ({ 0: whole, 1: mark, 2: test, 3: indent, 4: language, 5: code, index }) => ({
      line: text.slice(0, index + whole.indexOf('```')).split('\n').length + 1,
      language: language!,
      code: code!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      test,
      isOnlyChecked: mark === 'checked',
    }),
  );
}
