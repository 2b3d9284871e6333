import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Facts } from '../../proxy/token/claims.ts';
import { createVerifier, type InvoiceToken } from '../../proxy/token/index.ts';
import { INVOICE_SECRET, signToken } from '../help/stage.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const verify = createVerifier({ invoiceSecrets: [INVOICE_SECRET], invoiceJwks: [] }, () => NOW);

/** Values that each claim takes, with what is understood where it is not the value itself. */
const TAKEN: Partial<Record<keyof Facts, (unknown | [value: unknown, understood: unknown])[]>> = {
  sub: ['1', ' ', 'x'.repeat(200), '😀'.repeat(200), '../../secret', '__proto__', 'é', 'a\u0000b', '𝕏\u202e'],
  rev: [0, -1, 7],
  number: ['2026/0042', '<img src=x onerror=alert(1)>'],
  date: ['2026-11-01', '2024-02-29'],
  dueDate: ['2026-12-01'],
  currency: ['EUR', 'USD', 'HUF'],
  total: [
    ['121.00', 12_100],
    ['0.00', 0],
    ['-0.00', 0],
    ['-50.00', -5000],
    ['9999999999.99', 999_999_999_999],
  ],
  paidElsewhere: [
    ['21.00', 2100],
    ['-21.00', -2100],
    ['0.00', 0],
  ],
  booked: [['tr_abcd', 'tr_efgh']].map((ids) => [ids, ids]),
  void: [true, false],
  description: ['Invoice 42', 'two\nlines'],
  url: ['https://shop.example/i/42?a=b#c', 'http://localhost:8080/i', 'http://127.0.0.1/i', 'http://[::1]/i'],
  locale: ['nl_NL', 'nl-NL', 'xx_XX', 'nonsense'],
};

/** Values that each claim refuses. */
const REFUSED: Partial<Record<keyof Facts, unknown[]>> = {
  sub: [undefined, null, '', 'x'.repeat(201), '😀'.repeat(201), 42, ['a'], {}, '\ud800', 'a\udfff'],
  rev: ['', '1', 1.5, 1e21, true],
  number: ['  ', 42, '\udc00'],
  date: ['2026-02-30', '2025-02-29', '01-11-2026', '2026-1-1', '2026-11-01T00:00:00Z', ' ', 20261101],
  dueDate: ['soon', '2026-13-01'],
  currency: [undefined, null, '', 'eur', 'EURO', 'EUR\u0000', 'ZZZ', 978, ['EUR'], '__proto__'],
  total: [
    undefined,
    null,
    121,
    '121',
    '121.0',
    '121,00',
    '1e2',
    ' 121.00',
    '121.00 EUR',
    '+1.00',
    '10000000000.00',
    '',
    {},
  ],
  paidElsewhere: ['', 21, '21', 'NaN', '0x10', '９.00'],
  booked: [
    'tr_abcd',
    ['tr_x/../../profiles/me'],
    ['tr_abc'],
    ['tr_abcd', 7],
    [null],
    ['pl_abcd'],
    [`tr_${'a'.repeat(65)}`],
    ['xtr_abcd'],
    ['tr_abcd/'],
    {},
  ],
  void: ['', 'true', 1, 0, 'yes'],
  description: [' ', 42, '\ud800'],
  url: [
    'http://shop.example/i',
    'javascript:alert(1)',
    '//shop.example',
    'shop.example',
    'data:text/html,x',
    'ftp://shop.example',
    ' ',
    7,
  ],
  locale: [7, ['nl_NL'], {}],
};

for (const [claim, values] of Object.entries(TAKEN)) {
  test(`${claim} is taken as the host says it`, async () => {
    for (const given of values) {
      const [value, understood] = Array.isArray(given) ? given : [given, given];
      const { facts } = (await verify(await signToken(NOW, { [claim]: value }))) as InvoiceToken;
      assert.deepEqual(facts[claim as keyof Facts], understood, JSON.stringify(value).slice(0, 80));
    }
  });
}

for (const [claim, values] of Object.entries(REFUSED)) {
  test(`${claim} that is wrong is named, with what was expected`, async () => {
    for (const value of values) {
      const refused = verify(await signToken(NOW, { [claim]: value }));
      await assert.rejects(refused, ({ code, params }: { code: string; params: Record<string, string> }) => {
        assert.deepEqual([code, params.claim], ['invalid_invoice', claim], JSON.stringify(value));
        assert.match(params.expected!, /^(?!expected )\w/);
        return true;
      });
    }
  });
}

test('an account is named by a few plain characters, whoever the token is for; anything else is refused, not guessed', async () => {
  for (const aud of ['invoice-pay', 'invoice-pay:manage', 'invoice-pay:admin']) {
    for (const account of [
      '',
      'a'.repeat(65),
      'bäckerei',
      'a/b',
      'a\n',
      null,
      'Default',
      ' default',
      7,
      ['default'],
      {},
      false,
    ]) {
      const refused = verify(await signToken(NOW, { aud, account }));
      await assert.rejects(refused, ({ code, params }: { code: string; params: Record<string, string> }) => {
        assert.deepEqual(
          [code, params.claim, params.expected],
          ['invalid_invoice', 'account', '1 to 64 of a-z, 0-9, ".", "_" and "-"'],
        );
        return true;
      });
    }
    for (const account of ['default', 'bakery', '.', '-', '0.9_z-a', 'a'.repeat(64)]) {
      assert.equal((await verify(await signToken(NOW, { aud, account }))).account, account);
    }
    assert.equal((await verify(await signToken(NOW, { aud }))).account, 'default');
  }
});

test('null is as if nothing was said, where nothing need be said', async () => {
  const optional = [
    'rev',
    'number',
    'date',
    'dueDate',
    'paidElsewhere',
    'booked',
    'void',
    'description',
    'url',
    'locale',
  ];
  const nulls = Object.fromEntries(optional.map((claim) => [claim, null]));
  const nothing = Object.fromEntries(optional.map((claim) => [claim, undefined]));
  assert.deepEqual(await verify(await signToken(NOW, nulls)), await verify(await signToken(NOW, nothing)));
});

test('an empty text is as if nothing was said, where a text need not be said', async () => {
  const texts = ['number', 'date', 'dueDate', 'description', 'url', 'locale'];
  const empty = Object.fromEntries(texts.map((claim) => [claim, '']));
  const nothing = Object.fromEntries(texts.map((claim) => [claim, undefined]));
  assert.deepEqual(await verify(await signToken(NOW, empty)), await verify(await signToken(NOW, nothing)));
});

test('decimals are those of the currency', async () => {
  const totalIn = async (currency: string, total: string) =>
    ((await verify(await signToken(NOW, { currency, total }))) as InvoiceToken).facts.total;
  assert.equal(await totalIn('JPY', '1000'), 1000);
  assert.equal(await totalIn('ISK', '1000'), 1000);
  assert.equal(await totalIn('HUF', '1000.00'), 100_000);
  for (const [currency, total] of [
    ['JPY', '1000.00'],
    ['ISK', '1000.0'],
    ['HUF', '1000'],
  ] as const) {
    await assert.rejects(totalIn(currency, total), { code: 'invalid_invoice' }, currency);
  }
});

const HTTPS = 'an https address';
const CODE = 'an ISO 4217 code';
const PAYMENTS = 'a list of ids of payments, tr_…';

/** What each claim that is wrong is answered with. */
const ANSWERS: [claim: string, value: unknown, expected: string, currency?: string][] = [
  ['sub', 7, 'a text'],
  ['sub', '\ud800', 'well-formed Unicode'],
  ['sub', '', '1 to 200 characters'],
  ['rev', '1', 'an integer'],
  ['number', ' ', 'a text that is not empty'],
  ['date', 'soon', 'YYYY-MM-DD'],
  ['dueDate', 'soon', 'YYYY-MM-DD'],
  ['currency', 978, CODE],
  ['currency', 'eur', CODE],
  ['total', 121, 'a decimal string such as "121.00"'],
  ['total', '121', 'at most 12 digits, 2 of them decimals'],
  ['total', '121.00', 'at most 12 digits, without decimals', 'JPY'],
  ['total', '121.00', 'at most 12 digits, 3 of them decimals', 'KWD'],
  ['paidElsewhere', 21, 'a decimal string such as "21.00"'],
  ['paidElsewhere', '21', 'at most 12 digits, 2 of them decimals'],
  ['booked', {}, PAYMENTS],
  ['booked', [7], PAYMENTS],
  ['booked', ['pl_abcd'], PAYMENTS],
  ['void', 1, 'true or false'],
  ['description', ' ', 'a text that is not empty'],
  ['url', 7, HTTPS],
  ['url', 'http://shop.example.com', HTTPS],
  ['locale', 7, 'a locale such as nl_NL'],
];

test('each claim that is wrong is answered with what to write instead', async () => {
  for (const [claim, value, expected, currency = 'EUR'] of ANSWERS) {
    const refused = verify(await signToken(NOW, { currency, [claim]: value }));
    const params = { claim, expected };
    await assert.rejects(refused, { code: 'invalid_invoice', params }, `${claim}: ${JSON.stringify(value)}`);
  }
});
