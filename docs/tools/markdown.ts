/** A table of GitHub's Markdown; an empty head where its columns speak for themselves. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`.replaceAll('|  |', '| |');
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const cell = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/(?<!\\)\|/g, '\\|');

/** Text as code, also where it has backticks or begins like a tag. */
export const code = (text: string) => `\`${text}\``;

/**
 * A page with what is between `<!-- made by npm run docs:reference: NAME -->` and `<!-- end -->` replaced.
 * @throws where the page has no such place
 */
export function withPart(page: string, name: string, part: string): string {
  const start = `<!-- made by npm run docs:reference: ${name} -->`;
  const [before, rest] = page.split(start) as [string, string | undefined];
  const end = rest?.indexOf('<!-- end -->') ?? -1;
  if (rest === undefined || end < 0) throw new Error(`There is no place for ${name}`);
  return `${before}${start}\n\n${part}\n\n${rest.slice(end)}`;
}
