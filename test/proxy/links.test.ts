import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import memoryDriver from 'unstorage/drivers/memory';
import { isSlug } from '../../proxy/keys/index.ts';
import { createStage } from '../help/stage.ts';
import { createStrictStage, FORM_TYPE, type StrictStage } from '../help/strict-stage.ts';

let stage: StrictStage;
before(async () => {
  stage = await createStrictStage();
});
after(() => stage.close());

/** Not of any invoice: well formed, cut, changed, or meant for something else. */
function slugsOfNothing(): string[] {
  const slug = stage.payPath.split('/').at(-1)!;
  const nearly = [
    slug.slice(1),
    `${slug}a`,
    `${slug}%00`,
    `${slug}.html`,
    `${slug}/1`,
    `${slug})a`,
    `%20${slug}`,
    `${slug.slice(0, -1)}1)`,
  ];
  const flipped = (slug.startsWith('a') ? 'b' : 'a') + slug.slice(1);
  const hostile = '..%2F..%2Fetc%2Fpasswd connection document:connection __proto__ %E0%A4%A <script> * %';
  return [
    'a'.repeat(32),
    flipped,
    ...nearly,
    ...hostile.split(' '),
    'a'.repeat(8000),
    '2026-0042',
    'invoice-1',
  ];
}

test('the link is a slug that nobody guesses, and does not tell the invoice', () => {
  const slug = stage.payPath.split('/').at(-1)!;
  assert.ok(isSlug(slug));
  assert.ok(!stage.payPath.includes('0042'));
});

test('a link that leads to no invoice is a page that says so, for any method and the QR code too', async () => {
  for (const slug of slugsOfNothing()) {
    for (const route of [`GET /pay/${slug}`, `GET /pay/${slug}/qr.svg`])
      await stage.refuses(route, {}, 'not_found');
    const { response, text } = await stage.withoutTrace(() =>
      stage.send(`POST /pay/${slug}`, { type: FORM_TYPE }),
    );
    assert.equal(response.status, 404);
    assert.match(text, /<h1[^>]*>This link does not exist<\/h1>/);
  }
});

test('a link is found in any case of letters, and with what people and mail programs put behind it', async () => {
  const slug = stage.payPath.split('/').at(-1)!;
  const marks = [...'/.,);:!]}*_%>"\'', '//', '/.', ').', '...', '),', '&', '~', '|'];
  const encoded =
    '%2E %29 %2C %2F %3E %22 %E2%80%9D %C2%BB %E2%80%8B %20 %C2%A0 %3F %0A %0D %09 %0D%0A .%20%0A'.split(' ');
  const typed = [
    ...[...marks, ...encoded].map((behind) => `/pay/${slug}${behind}`),
    `/pay/${slug.toUpperCase()}`,
    `/PAY/${slug.toUpperCase()}`,
    `/Pay/${slug}`,
    `//pay/${slug}`,
    `/pay//${slug}`,
    `/PAY/${slug.toUpperCase()}/QR.SVG`,
    `/pay/${slug}/qr.svg)`,
    `/pay/${slug}/logo/`,
  ];
  for (const path of typed) {
    const more = /qr\.svg|logo/i.exec(path)?.[0].toLowerCase();
    for (const method of ['GET', 'HEAD', 'POST']) {
      for (const query of ['', '?lang=nl', '?lang=de&transferred']) {
        const { response } = await stage.send(`${method} ${path}${query}`, { type: FORM_TYPE });
        assert.equal(response.status, 308, `${method} ${path}`);
        const right = stage.url + stage.payPath + (more ? `/${more}` : '') + query;
        assert.equal(response.headers.get('location'), right, path);
        assert.equal(response.headers.get('cache-control'), 'no-store');
      }
    }
  }
});

test('pressing Pay on such a page pays, and the page of such a link is the invoice’s', async () => {
  const address = `${stage.url}${stage.payPath.toUpperCase()}).`;
  assert.match(await (await fetch(address)).text(), /2026-0042/);
  const { status, url } = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams({ expect: '121.00' }),
  });
  assert.deepEqual([status, new URL(url).origin], [200, new URL(stage.mollie.url).origin]);
});

test('whoever mistypes a link reads a page, in any case of letters', async () => {
  for (const path of ['/PAY/nothing', '/Pay/', '/pay', '/PAY/a/b', `/PAY/${'A'.repeat(33)}`]) {
    const { response, text } = await stage.send(`GET ${path}`);
    assert.equal(response.status, 404, path);
    assert.match(text, /<h1[^>]*>This link does not exist<\/h1>/, path);
  }
});

test('a link that is typed wrong leads nowhere else, and asks nothing of the store', async () => {
  const slug = 'a'.repeat(32);
  for (const path of [
    `//evil.example/pay/${slug}`,
    `/\\evil.example/pay/${slug}.`,
    `/%2F%2Fevil.example/pay/${slug}`,
  ]) {
    const response = await stage.proxy.request(`${stage.url}${path}`, { redirect: 'manual' });
    assert.deepEqual([response.status, response.headers.get('location')], [404, null], path);
  }
  const { response } = await stage.withoutTrace(() => stage.send(`GET /pay/${slug}.`));
  assert.equal(response.headers.get('location'), `${stage.url}/pay/${slug}`);
});

test('what stands in an address is not repeated in its page as markup', async () => {
  for (const path of ['/pay/%3Cscript%3Ealert(1)%3C%2Fscript%3E', '/pay/x?lang=%22%3E%3Cscript%3Ealert(1)']) {
    const { text } = await stage.send(`GET ${path}`);
    assert.ok(!text.includes('<script>alert'), path);
  }
});

test('opening a link creates nothing, with GET and HEAD, however often', async () => {
  await stage.withoutTrace(async () => {
    for (const method of ['GET', 'HEAD', 'GET']) {
      const { response } = await stage.send(`${method} /pay/:slug`);
      assert.equal(response.status, 200);
    }
  });
});

test('a page about an amount that has changed shows the invoice with what is due now', async () => {
  const sent = { type: FORM_TYPE, body: 'expect=100.00' };
  const { response, text } = await stage.send('POST /pay/:slug', sent);
  assert.equal(response.status, 409);
  assert.match(response.headers.get('content-type')!, /^text\/html/);
  assert.match(text, /from €\s100\.00 to €\s121\.00/);
  assert.match(text, /2026-0042/);
});

test('the form pays from a page without origin, and from another site’s too', async () => {
  for (const origin of ['null', 'https://mail.example', undefined]) {
    const headers = origin === undefined ? {} : { origin };
    const { response } = await stage.send('POST /pay/:slug', {
      type: FORM_TYPE,
      body: 'expect=121.00',
      headers,
    });
    assert.equal(response.status, 303);
    assert.ok(response.headers.get('location')!.startsWith(stage.mollie.url));
    assert.equal(response.headers.get('cache-control'), 'no-store');
  }
});

test('the address in a request decides nothing: links are those of the proxy', async () => {
  const headers = {
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example',
    'x-forwarded-proto': 'ftp',
  };
  const { text } = await stage.send('GET /v1/invoice', {
    authorization: `Bearer ${await stage.payer()}`,
    headers,
  });
  assert.equal(JSON.parse(text).link, stage.url + stage.payPath);
  const request = new Request(`http://evil.example${stage.payPath}`);
  assert.ok(!(await (await stage.proxy.fetch(request)).text()).includes('evil.example'));
});

test('while the store is down a link is a page to try again, and the cause is kept to the log', async (t) => {
  const driver = memoryDriver();
  const { getItem } = driver;
  const small = await createStage({ storage: driver });
  t.after(() => small.close());
  const path = new URL((await small.view()).link).pathname;

  driver.getItem = () => Promise.reject(new Error('disk /dev/sdb failed'));
  for (const method of ['GET', 'POST']) {
    const { status, headers, body } = await small.call(method, path);
    assert.equal(status, 503);
    assert.equal(headers.get('retry-after'), '5');
    assert.match(String(body), /Not available at the moment/);
    assert.ok(!String(body).includes('/dev/sdb'));
  }
  assert.equal((await small.call('GET', '/ready')).body.error.code, 'store_unavailable');
  assert.equal((await small.call('GET', '/health')).status, 200);
  assert.ok(small.logged.some(({ cause }) => String(cause).includes('/dev/sdb')));

  driver.getItem = getItem;
  assert.equal((await small.call('GET', path)).status, 200);
  assert.equal((await small.call('GET', '/ready')).status, 200);
});
