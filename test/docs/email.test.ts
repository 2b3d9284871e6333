/** The parts of docs/hosts/email.md with the link of a real proxy. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { encode } from 'uqr';
import { snippetsOf } from '../help/snippets.ts';
import { createStage, type Stage } from '../help/stage.ts';

const [html, plain, printed] = snippetsOf('docs/hosts/email.md').map(({ code }) => code);

const CLAIMS = { rev: 1, locale: 'nl_NL' };

let stage: Stage;
let link: string;
beforeEach(async () => {
  stage = await createStage();
  link = (await stage.put(CLAIMS)).link;
});
afterEach(() => stage.close());

const filled = (code: string) => code.replaceAll('{{link}}', link).replaceAll('{{number}}', '2026-0042');
const addressesIn = (code: string) =>
  [...code.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address]) => address!);

/** All that opening a link could change. */
async function traces() {
  return {
    asked: stage.asked(),
    story: await stage.story(CLAIMS),
    status: (await stage.view(CLAIMS)).status,
  };
}

test('the button and the written link lead to the page, as often as scanners open them, and nothing changes', async () => {
  const before = await traces();
  const addresses = addressesIn(filled(html!));
  assert.deepEqual(addresses, [link, link]);
  for (const method of ['HEAD', 'GET', 'GET']) {
    for (const address of addresses) assert.equal((await fetch(address, { method })).status, 200);
  }
  assert.match(await (await fetch(link)).text(), /<form[^>]* method="post"/);
  assert.deepEqual(await traces(), before);
  // Only pressing Pay creates.
  const pressed = await fetch(link, { method: 'POST', redirect: 'manual' });
  assert.equal(pressed.status, 303);
  assert.ok(stage.asked().includes('POST /v2/payments'));
});

test('the page is in the language of the token, and in another where the link asks for it', async () => {
  const languageOf = async (address: string) =>
    /<html lang="(\w+)"/.exec(await (await fetch(address)).text())?.[1];
  assert.deepEqual([await languageOf(link), await languageOf(`${link}?lang=de`)], ['nl', 'de']);
});

test('in the plain text the link is on a line of its own, and what is typed behind it is taken off', async () => {
  const lines = filled(plain!).trim().split('\n');
  assert.equal(lines.at(-1), link);
  for (const behind of ['.', ')', '/']) {
    const { status, headers } = await fetch(link + behind, { redirect: 'manual' });
    assert.deepEqual([status, new URL(headers.get('location')!, link).href], [308, link]);
  }
});

test('the QR code for paper is the link', async () => {
  const [address] = addressesIn(filled(printed!));
  const response = await fetch(address!);
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/svg+xml']);
  const svg = await response.text();
  const { size, data } = encode(link, { ecc: 'M', border: 4 });
  assert.match(svg, new RegExp(`viewBox="0 0 ${size} ${size}"`));
  assert.deepEqual(modulesOf(svg, size), data);
});

/** What the strokes of the drawing make black. */
function modulesOf(svg: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [, y, strokes] of svg.matchAll(/M0 (\d+)\.5((?:h\d+|m\d+ 0)+)/g)) {
    let x = 0;
    for (const [, pen, length] of strokes!.matchAll(/([hm])(\d+)/g)) {
      const end = x + Number(length);
      if (pen === 'h') rows[Number(y)]!.fill(true, x, end);
      x = end;
    }
  }
  return rows;
}
