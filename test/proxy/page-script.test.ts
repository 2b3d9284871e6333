import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPagesOf } from '../../proxy/compose/pages.ts';
import type { Asset, Assets } from '../../proxy/http/assets.ts';

const SCRIPT = 'assets/pay-page-123abc.js';
const FILE: Asset = { body: new Uint8Array(), type: 'text/javascript', etag: '"1"' };
const BRAND = { name: null, logo: null, color: null };

/** The pages, with the files that each answer of `files` stands for, and what the log is told. */
function pagesWith(files: (() => Assets)[]) {
  const log: Record<string, unknown>[] = [];
  const assets = async () => (files.length > 1 ? files.shift()! : files[0]!)();
  const pagesOf = createPagesOf({}, { assets, log: (entry) => log.push(entry) });
  const pages = () => pagesOf(BRAND);
  return { pages, log, hasScript: async () => (await pages()).csp.includes("script-src 'self'") };
}

test('pages whose script cannot be read come without it, the log says so once, and the next request tries again', async () => {
  const fail = () => {
    throw new Error('no disk');
  };
  const { hasScript, pages, log } = pagesWith([fail, fail, () => new Map([[SCRIPT, FILE]])]);
  assert.equal(await hasScript(), false);
  assert.equal(await hasScript(), false);
  assert.equal(await hasScript(), true);
  assert.equal(await pages(), await pages());
  assert.deepEqual(
    log.map(({ level, code }) => [level, code]),
    [['warn', 'pay_page_script_missing']],
  );
  assert.match(String(log[0]!.message), /npm run build:widget.*createProxy.*`assets`/);
});

test('files without the script are told of once, too', async () => {
  const { hasScript, log } = pagesWith([() => new Map()]);
  assert.equal(await hasScript(), false);
  assert.equal(await hasScript(), false);
  assert.equal(log.length, 1);
});

test('where the script is there, the log says nothing', async () => {
  const { hasScript, log } = pagesWith([() => new Map([[SCRIPT, FILE]])]);
  assert.equal(await hasScript(), true);
  assert.deepEqual(log, []);
});
