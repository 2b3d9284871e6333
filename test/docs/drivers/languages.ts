/**
 * The six languages of docs/hosts/: how the code of a page, as it is published, becomes a program, by a driver that
 * stands here in the same language. A driver has three commands: `vectors` takes a {@link Job} and answers
 * {@link Results}, `state` tells a proxy of an invoice and prints its link, and `serve PORT` is a host that receives
 * notifications and writes what it gives its database to standard error, one {@link Statement} a line.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { snippetsOf } from '../../help/snippets.ts';

const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
const JACKSON = ['annotations', 'core', 'databind'].map((part) => `/usr/share/java/jackson-${part}.jar`);

export type Claims = Record<string, unknown>;
export type Tag = { token: string; link: string; number: string };
/** What the snippet had the database do. */
export type Statement = { sql: string; values: (string | number)[] };
export type Stated = { invoice: Claims; proxy: string; secret: string };
/** In seconds since 1970: `now`. */
export type Message = { secret: string; now: number; headers: Record<string, string>; body: string };
export type Job = { tokens: { claims: Claims; secret: string }[]; notifications: Message[]; tags: Tag[] };
export type Results = {
  tokens: string[];
  notifications: { status: number; statements: Statement[] }[];
  tags: string[];
};

export type Language = {
  name: string;
  page: string;
  /** As fences name it. */
  fence: string;
  /** Programs that print their version when asked so, and files. */
  needs: readonly string[];
  /** The file with the page's code, and what stands around it there; other files and where they go. */
  source: string;
  around?: (code: string) => string;
  files: Record<string, string>;
  build?: readonly string[];
  run: readonly string[];
  /** Where the server is started otherwise. */
  serve?: (port: number) => readonly string[];
};

export const LANGUAGES: readonly Language[] = [
  {
    name: 'TypeScript',
    page: 'docs/hosts/typescript.md',
    fence: 'ts',
    needs: [],
    source: 'snippets.ts',
    files: { 'driver.ts': 'driver.ts' },
    build: [
      process.execPath,
      TSC,
      ...'--noEmit --strict --module nodenext --target es2024 --types node snippets.ts'.split(' '),
    ],
    run: [process.execPath, '--disable-warning=ExperimentalWarning', 'driver.ts'],
  },
  {
    name: 'PHP',
    page: 'docs/hosts/php.md',
    fence: 'php',
    needs: ['php'],
    source: 'snippets.php',
    files: { 'driver.php': 'driver.php' },
    run: ['php', 'driver.php'],
    serve: (port) => ['php', '-S', `127.0.0.1:${port}`, 'driver.php'],
  },
  {
    name: 'Python',
    page: 'docs/hosts/python.md',
    fence: 'python',
    needs: ['python3'],
    source: 'snippets.py',
    files: { 'driver.py': 'driver.py' },
    run: ['python3', 'driver.py'],
  },
  {
    name: 'Ruby',
    page: 'docs/hosts/ruby.md',
    fence: 'ruby',
    needs: ['ruby'],
    source: 'snippets.rb',
    files: { 'driver.rb': 'driver.rb' },
    run: ['ruby', 'driver.rb'],
  },
  {
    name: 'Go',
    page: 'docs/hosts/go.md',
    fence: 'go',
    needs: ['go'],
    source: 'invoicepay/invoicepay.go',
    files: { 'main.go': 'main.go' },
    build: ['go', 'build', '-o', 'driver', '.'],
    run: ['./driver'],
  },
  {
    name: 'Java',
    page: 'docs/hosts/java.md',
    fence: 'java',
    needs: ['javac', 'java', ...JACKSON],
    source: 'InvoicePay.java',
    around: (code) => code.replace(/^((?:import .*|)\n)+/, '$&final class InvoicePay {\n').concat('}\n'),
    files: {
      'Driver.java': 'Driver.java',
      'JdbcTemplate.java': 'org/springframework/jdbc/core/JdbcTemplate.java',
    },
    build: ['javac', '-cp', [...JACKSON, '.'].join(':'), 'Driver.java'],
    run: ['java', '-XX:TieredStopAtLevel=1', '-cp', [...JACKSON, '.'].join(':'), 'Driver'],
  },
];

const VERSION: Record<string, string> = { go: 'version', java: '-version', javac: '-version' };

/** Why a language is skipped; false where it is installed, or where none may be skipped. */
export function without({ name, needs }: Language): string | false {
  const isThere = (need: string) =>
    need.startsWith('/') ? existsSync(need) : spawnSync(need, [VERSION[need] ?? '--version']).status === 0;
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length === 0) return false;
  const why = `${name}: ${missing.join(', ')} not installed`;
  if (process.env.CI === 'true') throw new Error(why);
  return why;
}

/** The published code of a page, all in one. */
export function codeOf({ page, fence }: Pick<Language, 'page' | 'fence'>): string {
  return snippetsOf(page)
    .filter(({ language }) => language === fence)
    .map(({ code }) => code)
    .join('\n');
}
