import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import manifest from '../../package.json' with { type: 'json' };
import { type Integrity, pinnedTags } from '../../proxy/http/integrity.ts';
import { runCli } from '../help/cli.ts';
import { createStage, type Stage } from '../help/stage.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILT = join(ROOT, 'dist/widget');

const builtIntegrity: Integrity = JSON.parse(readFileSync(join(BUILT, 'integrity.json'), 'utf8'));
const { script, integrity, parts } = builtIntegrity;

let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage?.close());

const sha384 = (bytes: Uint8Array) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** The scripts that a build has made, with their content. */
function scriptsIn(folder: string): Map<string, string> {
  const names = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, 'assets', name), 'latin1')]));
}

test('the build writes down the integrity of every file of the element, under every address that it may be asked for at', () => {
  const built = [...scriptsIn(BUILT).keys()].filter((name) => !name.startsWith('pay-page-'));
  const others = built.map((name) => `assets/${name}`).filter((path) => path !== script);
  assert.ok(others.length >= 10);
  const expected = others.flatMap((path) => [path, `${path}?1`, `${path}?2`, `${path}?3`]);
  assert.deepEqual(Object.keys(parts).toSorted(), expected.toSorted());
  for (const [path, value] of Object.entries({ ...parts, [script]: integrity }))
    assert.equal(value, sha384(readFileSync(join(BUILT, path.split('?')[0]!))), path);
  assert.match(script, new RegExp(`^assets/invoice-pay-button-${manifest.version}-[0-9a-f]{6}\\.js$`));
});

test('the command prints the tags for an address, or for PUBLIC_URL', async () => {
  const expected = `${await pinnedTags(builtIntegrity, 'https://pay.example.com/a')}\n`;
  for (const [args, env] of [
    [['--url', 'https://pay.example.com/a/'], { PUBLIC_URL: 'https://other.example.com' }],
    [[], { PUBLIC_URL: ' https://pay.example.com/a ' }],
  ] as const) {
    const { code, stdout, stderr } = await runCli(['integrity', ...args], env);
    assert.deepEqual([code, stdout, stderr], [0, expected, '']);
  }
  const [comment, ...rest] = expected.split('\n');
  const map = /<script type="importmap">(.*?)<\/script>/s.exec(rest.join('\n'))![1]!;
  const hash = createHash('sha256').update(map).digest('base64');
  const policy = `script-src https://pay.example.com 'sha256-${hash}'; connect-src https://pay.example.com`;
  assert.equal(comment, `<!-- ${policy} -->`);
  const addresses = Object.entries(parts).map(([path, value]) => [
    `https://pay.example.com/a/${path}`,
    value,
  ]);
  assert.deepEqual(JSON.parse(map), { integrity: Object.fromEntries(addresses) });
});

test('it refuses what is no address of a proxy', async () => {
  const wrong = [[], ['--url', 'pay.example.com'], ['--url=javascript:1'], ['https://pay.example.com']];
  const runs = await Promise.all(wrong.map((args) => runCli(['integrity', ...args])));
  for (const { code, stdout, stderr } of runs) {
    assert.deepEqual([code, stdout], [64, '']);
    assert.match(stderr, /https:\/\/pay\.example\.com/);
  }
});

test('an address stands in the tags as HTML wants it', async () => {
  const tags = await pinnedTags(builtIntegrity, 'https://pay.example.com/a&lt=b');
  assert.match(tags, /src="https:\/\/pay\.example\.com\/a&amp;lt=b\/assets\/invoice-pay-button-/);
});

test('every file is sent as its integrity says, in any encoding, for good and for pages of any origin', async () => {
  for (const [path, value] of Object.entries({ ...parts, [script]: integrity })) {
    for (const encoding of ['br', 'gzip', 'identity']) {
      // Node's fetch takes the encoding off, as browsers do before they check.
      const response = await fetch(`${stage.url}/${path}`, { headers: { 'accept-encoding': encoding } });
      assert.equal(sha384(new Uint8Array(await response.arrayBuffer())), value, `${path} ${encoding}`);
      const { headers } = response;
      assert.ok([encoding, null].includes(headers.get('content-encoding')), `${path} ${encoding}`);
      assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable', path);
      assert.equal(headers.get('content-type'), 'text/javascript; charset=utf-8', path);
      assert.equal(headers.get('access-control-allow-origin'), '*', path);
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin', path);
    }
  }
});

test('the versioned address answers HEAD, and 304 to those who have it', async () => {
  const url = `${stage.url}/${script}`;
  const head = await fetch(url, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [200, '']);
  const known = await fetch(url, { headers: { 'if-none-match': head.headers.get('etag')! } });
  assert.deepEqual([known.status, await known.text()], [304, '']);
  assert.equal(known.headers.get('access-control-allow-origin'), '*');
  assert.equal(known.headers.get('cache-control'), 'public, max-age=31536000, immutable');
});

test('the plain address is asked about each time, and the address of another version is not there', async () => {
  const plain = await fetch(`${stage.url}/invoice-pay-button.js`);
  assert.equal(plain.headers.get('cache-control'), 'public, no-cache');
  const other = await fetch(`${stage.url}/assets/invoice-pay-button-0.0.1-abcdef.js`);
  assert.deepEqual([other.status, other.headers.get('cache-control')], [404, 'no-store']);
});

test('the same code has the same addresses; what is other code has others, and so has all that loads it', async (t) => {
  const [same, changed] = [await builtAgain(t), await builtAgain(t, 'Geheel')];
  const before = scriptsIn(BUILT);
  for (const [name, code] of same) assert.equal(code, before.get(name), name);
  const kept = [...changed.keys()].filter((name) => before.has(name));
  for (const name of kept) assert.equal(changed.get(name), before.get(name), name);
  const isOf = (part: string) => kept.some((name) => name.startsWith(`${part}-`));
  assert.deepEqual(['nl-payer', 'element', 'invoice-pay-button', 'en-payer'].map(isOf), [
    false,
    false,
    false,
    true,
  ]);
});

/** Builds the element into a folder of its own. @param word in place of one that stands in a Dutch text */
async function builtAgain(t: TestContext, word = 'Totaal'): Promise<Map<string, string>> {
  const outDir = mkdtempSync(join(tmpdir(), 'invoice-pay-built-'));
  t.after(() => rm(outDir, { recursive: true }));
  const change: Plugin = {
    name: 'change',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('texts/nl/payer.ts') ? code.replaceAll('Totaal', word) : undefined),
  };
  await build({ root: ROOT, mode: 'widget', logLevel: 'error', plugins: [change], build: { outDir } });
  return scriptsIn(outDir);
}
