import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { encode } from 'uqr';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const pathOf = async (claims: Claims = {}) => new URL((await stage.view(claims)).link).pathname;
const open = async (path: string, headers: Record<string, string> = {}) => {
  const { status, body } = await stage.call('GET', path, { headers });
  return { status, page: String(body).replaceAll('\u00a0', ' ') };
};
const press = (path: string, fields: Record<string, string> = {}) =>
  stage.call('POST', path, { body: new URLSearchParams(fields).toString(), headers: FORM });

test('opening a link creates nothing, however often and by whatever method', async () => {
  const path = await pathOf();
  for (const method of ['GET', 'HEAD', 'GET']) assert.equal((await stage.call(method, path)).status, 200);
  assert.deepEqual(stage.asked(), []);
  assert.deepEqual(await stage.story(), ['invoice.seen']);
});

test('pressing Pay leads to the checkout of a payment for what is due, twice to the same', async () => {
  const path = await pathOf({ paidElsewhere: '21.00' });
  const first = await press(path, { expect: '100.00' });
  const second = await press(path);
  assert.deepEqual([first.status, second.status], [303, 303]);
  assert.equal(first.headers.get('location'), second.headers.get('location'));
  assert.match(first.headers.get('location')!, new RegExp(`^${stage.mollie.url}/checkout/`));
  assert.equal(stage.simulator.ledger.list()[0]!.amount.value, '100.00');
});

test('a link whose payment has expired still pays', async () => {
  const path = await pathOf();
  const first = await press(path);
  await stage.advance(16 * MINUTE);
  assert.match((await open(path)).page, /Pay € 121\.00/);
  const second = await press(path);
  assert.equal(second.status, 303);
  assert.notEqual(second.headers.get('location'), first.headers.get('location'));
});

test('the link of a paid invoice shows the confirmation and creates nothing', async () => {
  const claims = { date: '2026-11-01', dueDate: '2026-12-01', url: 'https://books.example/2026-0042' };
  const path = await pathOf(claims);
  stage.simulator.settle(await stage.attempt(claims), 'paid', { method: 'ideal' });
  await stage.simulator.idle();
  const { status, page } = await open(path);
  assert.equal(status, 200);
  for (const fact of ['2026-0042', '1 November 2026', '1 December 2026', '€ 121.00', claims.url]) {
    assert.ok(page.includes(fact), fact);
  }
  const { status: refused, body } = await press(path);
  assert.equal(refused, 409);
  assert.match(String(body), /Paid/);
  assert.equal(stage.simulator.ledger.list().length, 1);
});

test('who had another amount on the screen is told before paying', async () => {
  const path = await pathOf({ rev: 1, paidElsewhere: '21.00' });
  await stage.put({ rev: 2, paidElsewhere: '71.00' });
  const { status, body } = await press(path, { expect: '100.00' });
  assert.equal(status, 409);
  const page = String(body).replaceAll('\u00a0', ' ');
  assert.match(page, /from € 100\.00 to € 50\.00/);
  assert.match(page, /name="expect" value="50\.00"/);
  assert.equal(stage.simulator.ledger.list().length, 0);
});

test('an older payment page is named with what it asks and how long it works', async () => {
  await stage.attempt({ rev: 1 });
  await stage.put({ rev: 2, paidElsewhere: '71.00' });
  const { page } = await open(await pathOf({ rev: 2, paidElsewhere: '71.00' }));
  assert.match(
    page,
    /An earlier payment page for € 121\.00 may still work until about [^.]*\d\d:\d\d\. Please do not pay both\./,
  );
});

test('the page speaks the language that was chosen, then the browser’s, then the invoice’s', async () => {
  const path = await pathOf({ locale: 'de_DE' });
  assert.match((await open(path)).page, /121,00 € bezahlen/);
  assert.match((await open(path, { 'accept-language': 'nl' })).page, /€ 121,00 betalen/);
  assert.match((await open(`${path}?lang=en`, { 'accept-language': 'nl' })).page, /Pay € 121\.00/);
});

test('the chosen language goes along to the checkout and back', async () => {
  const path = await pathOf({ locale: 'de_DE' });
  await press(`${path}?lang=nl`, { lang: 'nl' });
  const payment = stage.simulator.ledger.list()[0]!;
  assert.equal(payment.locale, 'nl_NL');
  assert.match(payment.redirectUrl, /\?lang=nl$/);
});

test('the checkout speaks the invoice’s language where none was chosen, and the browser’s where it has none', async () => {
  const asked = async (sub: string, locale: string | undefined, language: string) => {
    const headers = { ...FORM, 'accept-language': language };
    await stage.call('POST', await pathOf({ sub, locale }), { body: '', headers });
    const { locale: given, redirectUrl } = stage.simulator.ledger.list()[0]!;
    return [given, new URL(redirectUrl).search];
  };
  assert.deepEqual(await asked('1', 'de_DE', 'nl-BE'), ['de_DE', '']);
  assert.deepEqual(await asked('2', 'de_AT', 'de'), ['de_AT', '']);
  assert.deepEqual(await asked('3', undefined, 'nl'), [null, '']);
});

test('while Mollie is down, Pay answers a page that says so, and the link stays', async () => {
  const path = await pathOf();
  stage.simulator.faults.add({ endpoint: 'create', kind: 'error', status: 500 });
  const { status, body, headers } = await press(path);
  assert.equal(status, 503);
  assert.match(headers.get('content-type')!, /html/);
  assert.ok(headers.get('retry-after'));
  assert.match(String(body), /Mollie cannot be reached/);
});

test('an unknown link is a page of its own', async () => {
  for (const slug of ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'x', '..%2f..%2fv1', '%00']) {
    const { status, page } = await open(`/pay/${slug}`);
    assert.equal(status, 404);
    assert.match(page, /This link does not exist/);
  }
});

test('what a host wrote is shown as text, whatever it is', async () => {
  const number = '<img src=x onerror=alert(1)>"\'{{7*7}}</script>';
  const { page } = await open(await pathOf({ number }));
  assert.ok(!page.includes('<img src=x'));
  assert.match(page, /&lt;img src=x onerror=alert\(1\)&gt;/);
});

test('the QR code is of the link, and may be shown on any site', async () => {
  const { status, headers, body } = await stage.call('GET', `${await pathOf()}/qr.svg`);
  assert.equal(status, 200);
  assert.match(headers.get('content-type')!, /^image\/svg\+xml/);
  assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
  const { data } = encode((await stage.view()).link, { ecc: 'M', border: 4 });
  assert.deepEqual(modulesOf(String(body), data.length), data);
});

/** What is dark in a QR code, by the lines of its path. */
function modulesOf(svg: string, size: number): boolean[][] {
  const modules = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [, y, row] of svg.matchAll(/M0 (\d+)\.5([mh\d ]+)/g)) {
    let x = 0;
    for (const [, step, length] of row!.matchAll(/([mh])(\d+)( 0)?/g)) {
      if (step === 'h') modules[Number(y)]!.fill(true, x, x + Number(length));
      x += Number(length);
    }
  }
  return modules;
}

test('the page finds its script and its logo beside itself; the logo runs nothing, whatever it is', async () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const logos: [type: string, logo: string, content: string][] = [
    ['image/png', `data:image/png;base64,${btoa('a picture')}`, 'a picture'],
    ['image/png', `data:image/png;BASE64,${btoa('a picture')}`, 'a picture'],
    [
      'image/png',
      `data:image/PNG; base64,${btoa('a picture').slice(0, 4)}%20 ${btoa('a picture').slice(4)}`,
      'a picture',
    ],
    ['image/svg+xml', `data:image/svg+xml,${encodeURIComponent(drawing)}`, drawing],
    [
      'image/svg+xml',
      'data:image/svg+xml;charset=utf-8,<svg width="100%" id="é%C3%a9"/>',
      '<svg width="100%" id="éé"/>',
    ],
  ];
  for (const [type, BRAND_LOGO, content] of logos) {
    await stage.restart({ BRAND_LOGO });
    const { page } = await open(await pathOf());
    const [, script] = /<script type="module" src="([^"]+)">/.exec(page)!;
    const served = await stage.call('GET', script!);
    assert.equal(served.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.match(String(served.body), /addEventListener/);
    const [, logo] = /<img src="([^"]+)" alt="">/.exec(page)!;
    const { status, headers, body } = await stage.call('GET', logo!);
    assert.deepEqual([status, headers.get('content-type')], [200, type]);
    assert.equal(String(body), content);
    assert.match(headers.get('content-security-policy')!, /^default-src 'none';.* sandbox$/);
    const etag = headers.get('etag')!;
    assert.equal((await stage.call('GET', logo!, { headers: { 'if-none-match': etag } })).status, 304);
    assert.equal((await stage.call('GET', logo!, { headers: { 'if-none-match': '"other"' } })).status, 200);
    assert.equal((await stage.call('GET', `/pay/${'a'.repeat(32)}/logo`)).status, 404);
  }
  await stage.restart();
  const { page } = await open(await pathOf());
  assert.doesNotMatch(page, /<img/);
  assert.equal((await stage.call('GET', `${await pathOf()}/logo`)).status, 404);
});

test('the policy of the page allows nothing but what is on it', async () => {
  const { headers } = await stage.call('GET', await pathOf());
  const policy = headers.get('content-security-policy')!;
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.ok(policy.includes("form-action 'self' https: http://127.0.0.1:* http://localhost:*"));
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
});

test('links outlive a change of the secret', async () => {
  const path = await pathOf();
  await stage.restart({
    PROXY_SECRET: 'a new proxy secret of thirty-two bytes!!,a proxy secret of at least thirty-two bytes',
  });
  assert.equal(await pathOf(), path);
});
