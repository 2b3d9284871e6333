/** Every regular expression of the source, and strings that are hard for it. */
import { readdir, readFile } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';
import { parseSync, Visitor } from 'vite';

export type Pattern = { source: string; flags: string; where: string };

const ROOT = new URL('../../', import.meta.url);

/** The regular expressions that stand in the files of a folder, as literals or as given to `RegExp`. */
export async function patternsIn(folder: string): Promise<Pattern[]> {
  const names = await readdir(new URL(folder, ROOT), { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
  const found = await Promise.all(
    files.map(async (file) => patternsOf(await readFile(new URL(file, ROOT), 'utf8'), file)),
  );
  return found.flat();
}

/** The regular expressions of a program. */
export function patternsOf(program: string, where: string): Pattern[] {
  const patterns: Pattern[] = [];
  const { program: tree, errors } = parseSync(where, program);
  if (errors.length > 0) throw new Error(`${where}: ${errors[0]!.message}`);
  new Visitor({
    Literal(node) {
      if ('regex' in node) patterns.push({ source: node.regex.pattern, flags: node.regex.flags, where });
    },
    NewExpression({ callee, arguments: [text] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return;
      if (text?.type !== 'TemplateLiteral') throw new Error(`${where}: made of what nobody knows`);
      const source = text.quasis.map(({ value }) => value.cooked).join('name');
      patterns.push({ source, flags: 'm', where });
    },
  }).visit(tree);
  return patterns;
}

/** One character for each thing that a pattern may want: its literals, its classes, the ends of its ranges. */
function alphabetOf({ source }: Pattern): string[] {
  const classes: Record<string, string> = { d: '0', w: 'a', s: ' ', p: '.', D: 'a', W: ' ', S: 'a', P: 'a' };
  const bare = source.replace(/\(\?<?[=!:]|\{\d+,?\d*\}|\\[pP]\{[^}]*\}/g, (piece) =>
    piece.includes('p{') ? '.' : '',
  );
  const pieces = bare.match(/\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|./gisu) ?? [];
  const characters = pieces.flatMap((piece) => {
    if (/^\\[ux]/.test(piece)) return [String.fromCharCode(Number.parseInt(piece.slice(2), 16))];
    if (piece.startsWith('\\')) return classes[piece[1]!] ? [classes[piece[1]!]!] : [piece[1]!];
    return /[()[\]|*+?^$]/.test(piece) ? [] : [piece === '.' ? 'a' : piece];
  });
  return characters;
}

/** Longer than this means: more than linear, and no use in waiting. Milliseconds. */
const PATIENCE = 5000;

/** How often pieces are repeated to find the hardest. */
const FEW = 600;

/**
 * The text that takes a pattern longest, with `n` repetitions: pieces of its own alphabet, behind what matches its
 * beginning.
 * @throws where one takes for ever
 */
export function hardestFor(pattern: Pattern): (n: number) => string {
  const alphabet = alphabetOf(pattern);
  const single = [...new Set(alphabet)].slice(0, 12);
  const pieces = [
    ...single,
    ...single.flatMap((a) => single.filter((b) => b !== a).map((b) => a + b)),
    alphabet.join(''),
  ];
  const starts = new Set(alphabet.map((_, at) => alphabet.slice(0, at).join('')).slice(0, 24));
  const tries = [...starts].flatMap((start) => pieces.map((piece) => [start, piece] as const));
  const times = timesFor(
    pattern,
    tries.map(([start, piece]) => start + piece.repeat(FEW)),
    2,
  );
  const slowest = times.indexOf(Math.max(...times));
  const [start = '', piece = ''] = tries[slowest] ?? [];
  return (n) => start + piece.repeat(n);
}

/** Milliseconds for each text before what does not match, the best of some rounds; somewhere where it can be stopped. */
export function timesFor({ source, flags }: Pattern, texts: readonly string[], rounds = 1): number[] {
  const context = createContext({ source, flags, texts, rounds, performance, times: [] });
  const program = `for (const text of texts) {
    let best = Infinity;
    for (let round = 0; round < rounds; round++) {
      const since = performance.now();
      (text + '\\0').replace(new RegExp(source, flags), '');
      best = Math.min(best, performance.now() - since);
    }
    times.push(best);
  }`;
  runInContext(program, context, { timeout: PATIENCE });
  return [...(context.times as number[])];
}
