/**
 * Writes `dist/THIRD-PARTY-NOTICES.txt`: the licences of the packages whose code the built files hold, as they tell in the
 * source maps beside them, in the words of the packages' own files.
 */
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

type Manifest = { name: string; version: string; license: string };

const LICENCE = /^(licen[cs]e|copying|notice)\b/i;

/** Parted by a line that no licence has. */
const RULE = `\n${'='.repeat(80)}\n`;

/** What the demo's pages load is copied as it is written, and all of it is ours. */
const OURS = 'dist/demo/public/';

const built = globSync('dist/**/*.js').filter((file) => !file.startsWith(OURS));
const folders = new Set(built.flatMap(packagesIn));
const notices = [...folders].sort().map(noticeOf);
writeFileSync(
  'dist/THIRD-PARTY-NOTICES.txt',
  ['The files beside this one hold code of these packages.\n', ...notices].join(RULE),
);

/** The folders of the packages of which a built file holds code. Entries that only name other files have no map. */
function packagesIn(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  if (!existsSync(`${file}.map`)) {
    if (/^((import|export)\b[^;]*;\s*)*$/.test(code)) return [];
    throw new Error(`${file}: expected a source map beside it`);
  }
  const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] };
  return sources.flatMap(
    (source) => /node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(source) ?? [],
  );
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const files = readdirSync(folder).filter((file) => LICENCE.test(file));
  if (files.length === 0) throw new Error(`${folder}: expected a file with its licence`);
  const texts = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim());
  return [`${name} ${version}, ${license}`, ...texts].join('\n\n').concat('\n');
}
