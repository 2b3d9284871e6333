import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hardestFor, type Pattern, patternsIn, timesFor } from '../help/patterns.ts';
import { createStage, type Stage } from '../help/stage.ts';

/** What takes no longer than this is no trouble, and too short to be compared. Milliseconds. */
const SHORT = 40;

/** What doubles in length takes twice as long, or four times where it is quadratic. */
const GROWTH = 3;

/** Repetitions: a quadratic pattern takes some tenths of a second. */
const MANY = 20_000;

function isLinear(pattern: Pattern): boolean {
  try {
    return growsLinearly(pattern);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  }
}

function growsLinearly(pattern: Pattern): boolean {
  const text = hardestFor(pattern);
  for (let tries = 0; tries < 3; tries++) {
    const [once, twice] = timesFor(pattern, [text(MANY), text(2 * MANY)], 2) as [number, number];
    if (twice < SHORT || twice / once < GROWTH) return true;
  }
  return false;
}

const named = (source: string, flags = ''): Pattern => ({ source, flags, where: source });

test('a pattern that takes longer than its text is told from one that does not', () => {
  const linear = [
    '^\\s*charset=utf-8$',
    '^[a-z2-7]{32}$',
    '(?<!\\/)\\/+$',
    '[^,]+',
    '^(a|b)*c',
    '^Bearer +(\\S+) *$',
  ];
  const longer = ['^\\s*(charset="?utf-8"?)?\\s*$', '\\/+$', '^(a+)+$'];
  for (const source of linear) assert.ok(isLinear(named(source)), source);
  // Whatever else the machine does can make it look linear once.
  for (const source of longer)
    assert.ok(
      [1, 2, 3].some(() => !isLinear(named(source))),
      source,
    );
});

for (const folder of ['proxy', 'widget']) {
  test(`no pattern in ${folder}/ takes more than twice as long for twice the text`, async (t) => {
    const patterns = await patternsIn(folder);
    assert.ok(patterns.length > 3);
    for (const pattern of patterns) {
      const told = `${pattern.where}: /${pattern.source}/${pattern.flags}`;
      assert.ok(isLinear(pattern), told);
    }
    t.diagnostic(`${patterns.length} patterns`);
  });
}

let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage.close());

/** Pieces that some header, query or body is made of. */
const PIECES = [
  ...[' ', ',', ';', '"', '=', '/', '.', '-', 'a', '0', '%', '%41', '&', '\\', '\t', '*', '(', '[', '{', ':'],
  ...[
    'a,',
    'a;',
    'q=',
    ';q=0',
    ';q=0.1,',
    'nl-NL,',
    'nl;q=0.5,',
    'br;q=0,',
    '"a",',
    'W/"a",',
    ' ,',
    ', ;',
    '10.0.0.1,',
  ],
  ...[
    'a=',
    'a=b&',
    'expect=',
    'Bearer ',
    'a.',
    'eyJ',
    '[[',
    '{"a":',
    '"a":1,',
    '\\u0000',
    '{},',
    '../',
    '%2F',
  ],
];

/** Headers that are read, each with how it usually begins. */
const HEADERS = {
  'accept-encoding': 'br;',
  'accept-language': 'nl;',
  'access-control-request-headers': 'traceparent',
  authorization: 'Bearer eyJ',
  'content-type': 'application/json;',
  'if-none-match': 'W/"',
  origin: 'https://',
  'sec-fetch-site': 'cross-site',
  'x-forwarded-for': '10.0.0.1,',
  forwarded: 'for=',
};

/** How long an answer to long input may take before it is looked at more closely. Milliseconds. */
const SOON = 150;

/** Characters. Nothing on a wire is longer: headers are 32 kB, bodies 512 kB. */
const LONG = { header: 32_000, body: 500_000 };

/** Fails where a request takes more than twice as long with twice the input. */
async function staysLinear(
  told: string,
  length: number,
  ask: (length: number) => Promise<unknown>,
): Promise<void> {
  const timeOf = async (size: number) => {
    const since = performance.now();
    await ask(size);
    return performance.now() - since;
  };
  if ((await timeOf(length)) < SOON) return;
  for (let tries = 0; tries < 5; tries++) {
    const half = Math.min(await timeOf(length / 2), await timeOf(length / 2));
    const whole = Math.min(await timeOf(length), await timeOf(length));
    if (whole < SOON || whole / half < GROWTH) return;
  }
  assert.fail(`${told} takes more than twice as long for twice the input`);
}

const repeated = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

test('no header makes an answer take longer than it is long, on any kind of route', async () => {
  const { pathname } = new URL((await stage.put()).link);
  const asset = '/invoice-pay-button.js';
  const authorization = `Bearer ${await stage.payer()}`;
  const routes = [
    'GET /v1/invoice',
    'POST /v1/invoices',
    'OPTIONS /v1/invoice',
    `GET ${pathname}`,
    `GET ${asset}`,
    'GET /no',
  ];
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ');
    for (const [header, start] of Object.entries(HEADERS)) {
      for (const piece of PIECES) {
        await staysLinear(`${route} ${header}: ${start}${piece}…`, LONG.header, async (length) => {
          // What stands at the ends is cut off before it comes here.
          const headers = {
            authorization,
            origin: 'https://shop.example',
            [header]: `${start}${repeated(piece, length)}x`,
          };
          const body = method === 'POST' ? '{"tokens":[]}' : undefined;
          const response = await stage.proxy.request(path, { method, headers, ...(body && { body }) });
          assert.notEqual(response.status, 500, `${route} ${header}: ${piece}`);
          await response.arrayBuffer();
        });
      }
    }
  }
});

test('no address makes an answer take longer than it is long', async () => {
  for (const start of [
    '/',
    '/pay/',
    `/pay/${'a'.repeat(32)}`,
    '/assets/',
    '/v1/invoice/log?before=',
    '/v1/log?limit=',
    '/pay/a?lang=',
  ]) {
    for (const piece of PIECES) {
      await staysLinear(start + piece, LONG.header, async (length) => {
        const url = `${stage.url}${start}${repeated(piece, length)}x`;
        const response = await stage.proxy.request(url);
        assert.notEqual(response.status, 500, start + piece);
        await response.arrayBuffer();
      });
    }
  }
});

test('no body makes an answer take longer than it is long', async () => {
  const { pathname } = new URL((await stage.put()).link);
  const authorization = `Bearer ${await stage.merchant()}`;
  const { webhookUrl } = stage.simulator.ledger.get(await stage.attempt());
  const json = 'application/json';
  const form = 'application/x-www-form-urlencoded';
  const routes = [
    { path: '/v1/invoices', type: json, around: ['', '{"tokens":["', '{"tokens":[', '{"a'] },
    { path: '/v1/invoice/payments', type: json, around: ['{"expect":"', '{"without":["'] },
    { path: pathname, type: form, around: ['', 'expect=', 'lang='] },
    { path: new URL(webhookUrl!).pathname, type: form, around: ['', 'id='] },
  ];
  for (const { path, type, around } of routes) {
    for (const start of around) {
      for (const piece of PIECES) {
        await staysLinear(`${path} ${start}${piece}`, LONG.body, async (length) => {
          const headers = { authorization, 'content-type': type };
          const body = start + repeated(piece, length);
          const response = await stage.proxy.request(path, { method: 'POST', headers, body });
          assert.ok(response.status < 500, `${path} ${start}${piece} ${response.status}`);
          await response.arrayBuffer();
        });
      }
    }
  }
});
