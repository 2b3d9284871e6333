import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { snippetsOf } from '../../help/snippets.ts';

/** Here Node finds the frameworks, and no other tool looks. */
const MADE = fileURLToPath(new URL('../.made/', import.meta.url));

/** The name of a file in the first line of its text, or in the second beneath Astro's `---`. */
const NAME = /^(?:---\n)?(?:\/\/|<!--) ([\w./[\]-]+)/;

/**
 * The programs of a page of the documentation as a project of its own, each in the file that its first line names.
 *
 * @param page within the project: `docs/element/react.md`
 * @param changes what stands in them for the addresses that the page has
 * @returns the project's folder
 */
export function writeProject(name: string, page: string, changes: Record<string, string>): string {
  const folder = join(MADE, name);
  rmSync(folder, { recursive: true, force: true });
  for (const { code } of snippetsOf(page)) {
    const [, file] = NAME.exec(code) ?? [];
    if (file === undefined) continue;
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, replaceAll(code, changes));
  }
  return folder;
}

/** A text with other addresses. */
export function replaceAll(text: string, changes: Record<string, string>): string {
  return Object.entries(changes).reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}
