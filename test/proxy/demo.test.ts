import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Demo, DemoError, startDemo } from '../../demo/demo.ts';
import { serveSimulator } from '../../demo/mollie/server.ts';
import type { BatchView, ConnectionView, ErrorBody, InvoiceView } from '../../shared/api.ts';
import { askAs, FROM_ELSEWHERE, OWN_HOSTS, STRANGE_HOSTS } from '../help/ask-as.ts';
import type { ConnectedView } from '../help/stage.ts';

const FREE = { proxy: 0, host: 0, simulator: 0 };

const start = (options: Parameters<typeof startDemo>[0] = {}) =>
  startDemo({ env: {}, ports: FREE, log: () => {}, ...options });

const pathsOf = (id: string) => [
  '/',
  '/invoices',
  `/invoices/${id}`,
  `/online/${id}`,
  '/connection',
  '/playground',
];

describe('the demo', () => {
  let demo: Demo;
  let host: string;
  let proxy: string;
  let id: string;

  before(async () => {
    demo = await start();
    host = new URL(demo.addresses.start).origin;
    ({ proxy } = demo.addresses);
    id = demo.addresses.merchantInvoice.split('/').at(-1)!;
  });
  after(() => demo.stop());

  const page = async (path: string) => (await fetch(host + path)).text();
  const tokenFrom = (path: string) => page(path);
  const ask = (method: string, path: string, token: string, body?: unknown) =>
    fetch(proxy + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const view = async (invoice: string) => {
    const answer = await ask('GET', '/v1/invoice', await tokenFrom(`/tokens/merchant?invoice=${invoice}`));
    return (await answer.json()) as ConnectedView;
  };
  const submit = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(host + path, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });

  test('answers every page with the script of the proxy and a strict policy', async () => {
    for (const path of pathsOf(id)) {
      const response = await fetch(host + path);
      const text = await response.text();
      assert.equal(response.status, 200, path);
      assert.ok(text.includes(`<script type="module" src="${proxy}/invoice-pay-button.js">`), path);
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.match(policy, new RegExp(`script-src 'self' ${proxy};`));
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.doesNotMatch(text, /<style|<script>| style=| on\w+=/);
    }
  });

  test('shows an element on every page but the first', async () => {
    for (const path of pathsOf(id).slice(1)) {
      const elements = (await page(path)).match(/<invoice-pay-button [^>]*token="eyJ[^"]+"/g) ?? [];
      assert.equal(elements.length, path === '/invoices' ? 24 : 1, path);
    }
  });

  test('speaks the language of the address, so that the element does', async () => {
    assert.match(await page('/invoices?lang=de'), /<html lang="de">[\s\S]*<h1>Rechnungen<\/h1>/);
    assert.match(await page('/connection?lang=nl'), /<html lang="nl">/);
  });

  test('names an unknown invoice, page or token as not found', async () => {
    for (const path of ['/invoices/none', '/online/none', '/tokens/payer?invoice=none', '/none']) {
      assert.equal((await fetch(host + path)).status, 404, path);
    }
  });

  test('hands out tokens that the proxy takes', async () => {
    const asked = [
      ['/v1/invoice', `/tokens/payer?invoice=${id}`],
      ['/v1/invoice', `/tokens/row?invoice=${id}`],
      ['/v1/invoice/log', `/tokens/merchant?invoice=${id}`],
      ['/v1/log', '/tokens/admin'],
      ['/v1/invoice', '/tokens/playground'],
    ];
    for (const [path, from] of asked) {
      assert.equal((await ask('GET', path!, await tokenFrom(from!))).status, 200, from);
    }
  });

  test('begins with an invoice of 121.00 of which 21.00 came from elsewhere', async () => {
    const { total, paidElsewhere, due, url } = await view(id);
    assert.deepEqual([total.value, paidElsewhere.value, due.value], ['121.00', '21.00', '100.00']);
    assert.equal(url, demo.addresses.onlineInvoice);
  });

  test('has invoices in every state', async () => {
    const tokens = [...(await page('/invoices')).matchAll(/token="(eyJ[^"]+)"/g)].map(([, token]) => token);
    const response = await fetch(`${proxy}/v1/invoices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tokens }),
    });
    const { invoices } = (await response.json()) as BatchView;
    const states = new Set(
      invoices.map((invoice) => ('status' in invoice ? invoice.status : invoice.error.code)),
    );
    assert.deepEqual([...states].sort(), [
      'charged_back',
      'nothing_due',
      'open',
      'overpaid',
      'paid',
      'partially_paid',
      'partially_refunded',
      'pending',
      'refunded',
      'void',
    ]);
  });

  test('offers Klarna and Billie to a business alone, by tokens on its pages that do not say who is billed', async () => {
    const [, business] = /\/online\/([\d-]+)">A business/.exec(await page('/'))!;
    const offered = async (invoice: string) => {
      for (;;) {
        const { methods } = await view(invoice);
        if (methods) return methods.map((method) => method.id).filter((name) => /klarna|billie/.test(name));
        await wait(20);
      }
    };
    assert.deepEqual(await offered(business!), ['klarna', 'billie']);
    assert.deepEqual(await offered(id), []);
    for (const path of [`/online/${business}`, `/invoices/${business}`, '/invoices']) {
      for (const [, payload] of (await page(path)).matchAll(/token="eyJ\w+\.([\w-]+)/g))
        assert.ok(!Buffer.from(payload!, 'base64url').toString().includes('customer'), path);
    }
    const connection = await ask('GET', '/v1/connection', await tokenFrom('/tokens/admin'));
    const { ok, findings } = (await connection.json()) as ConnectionView;
    assert.deepEqual([ok, findings.some(({ code }) => code === 'methods_need_customer')], [true, false]);
  });

  test('has a bank transfer under way', async () => {
    const ids = new Set((await page('/invoices')).match(/\d{4}-00\d\d/g));
    const views = await Promise.all([...ids].map(view));
    const started = views.filter(({ reasons }) => reasons.includes('bank_transfer_open'));
    assert.equal(started.length, 1);
    assert.match(started[0]!.payment!.bankTransfer!.epc!, /^BCD\n[\s\S]+\nEUR813\.12\n/);
  });

  test('links to the pay page for those without script', async () => {
    const { link } = await view(id);
    assert.ok((await page(`/online/${id}`)).includes(`href="${link}"`));
    assert.equal((await fetch(link!)).status, 200);
  });

  test('tells the proxy of what was booked, changed, withdrawn and reinstated', async () => {
    const [invoice] = (await page('/invoices')).match(/\d{4}-0040/) as [string];
    assert.equal((await view(invoice)).due.value, '114.95');

    assert.equal((await submit(`/invoices/${invoice}/book`, { amount: '14,95' })).status, 303);
    assert.equal((await view(invoice)).due.value, '100.00');

    assert.equal((await submit(`/invoices/${invoice}/total`, { amount: '84.95' })).status, 303);
    assert.equal((await view(invoice)).due.value, '70.00');

    assert.equal((await submit(`/invoices/${invoice}/withdraw`)).status, 303);
    const token = await tokenFrom(`/tokens/payer?invoice=${invoice}`);
    const refused = await ask('POST', '/v1/invoice/payments', token, {});
    assert.equal(refused.status, 409);
    assert.equal(((await refused.json()) as ErrorBody).error.code, 'void');

    assert.equal((await submit(`/invoices/${invoice}/reinstate`)).status, 303);
    assert.equal((await ask('POST', '/v1/invoice/payments', token, {})).status, 201);
  });

  test('changes nothing for what is no amount, or for a form on another site', async () => {
    const before = await view(id);
    for (const amount of ['', 'x', '1.5', '1e3', '9'.repeat(20)]) {
      assert.equal((await submit(`/invoices/${id}/book`, { amount })).status, 400, amount);
    }
    const foreign = await submit(`/invoices/${id}/withdraw`, {}, { origin: 'https://elsewhere.example' });
    assert.equal(foreign.status, 403);
    assert.deepEqual((await view(id)).paidElsewhere, before.paidElsewhere);
    assert.equal((await view(id)).status, before.status);
  });

  test('answers for this machine alone, tokens above all, and says which variable names others', async () => {
    for (const name of STRANGE_HOSTS) {
      for (const path of ['/', '/tokens/admin', `/tokens/merchant?invoice=${id}`, '/tokens/playground']) {
        const { status, text } = await askAs(name, host + path);
        assert.equal(status, 421, `${name} ${path}`);
        assert.match(text, /DEMO_HOSTS/);
      }
      assert.equal((await askAs(name, demo.addresses.simulator!)).status, 421, name);
    }
    for (const name of OWN_HOSTS) {
      assert.equal((await askAs(name, `${host}/tokens/admin`)).status, 200, name);
    }
  });

  test('lets no other page change an invoice, one on another port of this machine neither', async () => {
    const before = await view(id);
    for (const headers of FROM_ELSEWHERE) {
      const { status } = await askAs('127.0.0.1', `${host}/invoices/${id}/withdraw`, {
        method: 'POST',
        headers,
      });
      assert.equal(status, 403, JSON.stringify(headers));
    }
    assert.equal((await view(id)).status, before.status);
    const own = { origin: host, 'sec-fetch-site': 'same-origin' };
    const { status } = await askAs('127.0.0.1', `${host}/invoices/${id}/book`, {
      method: 'POST',
      headers: own,
    });
    assert.equal(status, 400);
  });

  test('signs in the playground just what the form says', async () => {
    const query =
      'aud=invoice-pay%3Amanage&sub=try-1&total=12.00&currency=EUR&booked=tr_abcd%2C+tr_efgh&rev=7&life=90';
    const token = await tokenFrom(`/tokens/playground?${query}`);
    const { iat, exp, ...claims } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    assert.equal(exp - iat, 90);
    assert.deepEqual(claims, {
      aud: 'invoice-pay:manage',
      sub: 'try-1',
      total: '12.00',
      currency: 'EUR',
      booked: ['tr_abcd', 'tr_efgh'],
      rev: 7,
    });
  });

  test('signs in the playground who is billed, and what is no JSON for the proxy to refuse', async () => {
    const signed = async (customer: string) => {
      const query = new URLSearchParams({ aud: 'invoice-pay', sub: 'try-2', total: '12.00', customer });
      const token = await tokenFrom(`/tokens/playground?${query}`);
      return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).customer;
    };
    assert.deepEqual(await signed('{"city": "Köln"}'), { city: 'Köln' });
    assert.equal(await signed('Köln'), 'Köln');
  });

  test('escapes what is written into the playground', async () => {
    const text = await page(
      `/playground?aud=invoice-pay&sub=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    assert.ok(!text.includes('<script>alert'));
  });
});

describe("the demo's second merchant", () => {
  const ACCOUNT = 'de-ketting';
  let demo: Demo;
  let origin: string;
  let id: string;

  before(async () => {
    demo = await start();
    ({ origin } = new URL(demo.addresses.start));
    id = /\/de-ketting\/online\/([\d-]+)/.exec(await page('/'))![1]!;
  });
  after(() => demo.stop());

  const page = async (path: string) => (await fetch(origin + path)).text();
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
  const tokensOn = (text: string) => [...text.matchAll(/ token="(eyJ[^"]+)"/g)].map(([, token]) => token!);
  const pagesOf = () => [
    '/de-ketting/invoices',
    `/de-ketting/invoices/${id}`,
    `/de-ketting/online/${id}`,
    '/de-ketting/connection',
  ];

  test('is reached from the first page, and by its address', async () => {
    const home = await page('/');
    for (const path of pagesOf().filter((path) => !path.endsWith(`/invoices/${id}`))) {
      assert.ok(home.includes(`href="${path}"`), path);
    }
    assert.equal(demo.addresses.secondMerchant, `${origin}/de-ketting/connection`);
  });

  test('has pages of its own, whose tokens all name its account, renewed ones too', async () => {
    for (const path of pagesOf()) {
      const text = await page(path);
      assert.match(text, /<title>[^<]* – Fietsatelier De Ketting<\/title>/, path);
      assert.ok(!text.includes('Van Dijk'), path);
      assert.ok(!/(href|action)="\/(invoices|online|connection|tokens)/.test(text), `${path} stays`);
      const tokens = tokensOn(text);
      assert.equal(tokens.length, path === '/de-ketting/invoices' ? 4 : 1, path);
      const renewals = [...text.matchAll(/token-url="([^"]+)"/g)].map(([, address]) => page(address!));
      for (const token of [...tokens, ...(await Promise.all(renewals))]) {
        assert.equal(claimsOf(token).account, ACCOUNT, path);
      }
    }
    for (const path of ['/invoices', '/connection']) {
      for (const token of tokensOn(await page(path))) assert.ok(!('account' in claimsOf(token)), path);
    }
  });

  test('may connect: its admin token lives for an hour at most', async () => {
    const { aud, iat, exp } = claimsOf(tokensOn(await page('/de-ketting/connection'))[0]!);
    assert.equal(aud, 'invoice-pay:admin');
    assert.ok(Number(exp) - Number(iat) <= 3600);
  });

  test('says in three languages which key of the simulator to connect, with a button that copies it', async () => {
    const words = { en: 'Copy key', nl: 'Sleutel kopiëren', de: 'Schlüssel kopieren' };
    for (const [language, button] of Object.entries(words)) {
      const text = await page(`/de-ketting/connection?lang=${language}`);
      assert.match(text, new RegExp(`<html lang="${language}">`));
      assert.match(text, new RegExp(`<button type="button" data-copy="key" [^>]*>${button}</button>`));
      const [, key] = /<code id="key">(test_\w+)<\/code>/.exec(text)!;
      const profile = await fetch(`${demo.addresses.simulator}v2/profiles/me`, {
        headers: { authorization: `Bearer ${key}` },
      });
      assert.equal(((await profile.json()) as { name: string }).name, 'Fietsatelier De Ketting');
      const [, dashboard] = /<a href="([^"]+\/dashboard\/[^"]+)"/.exec(text)!;
      assert.ok((await (await fetch(dashboard!)).text()).includes(key!));
    }
    assert.ok(!(await page('/connection')).includes('data-copy'), 'the first merchant has its key');
  });

  test('has no invoice of the first one, and the first has none of its', async () => {
    const first = demo.addresses.merchantInvoice.split('/').at(-1)!;
    for (const path of [`/invoices/${id}`, `/online/${id}`, `/tokens/merchant?invoice=${id}`]) {
      assert.equal((await fetch(origin + path)).status, 404, path);
      const other = `/${ACCOUNT}${path.replace(id, first)}`;
      assert.equal((await fetch(origin + other)).status, 404, other);
    }
  });

  test('is paid once it has connected the key of its page, and the first merchant sees nothing of it', {
    timeout: 60_000,
  }, async () => {
    const { proxy, simulator } = demo.addresses;
    const api = (method: string, path: string, token: string, body?: object) =>
      fetch(proxy + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    const merchant = () => page(`/de-ketting/tokens/merchant?invoice=${id}`);
    const admin = () => page('/de-ketting/tokens/admin');
    const view = async () =>
      (await (await api('GET', '/v1/invoice', await merchant())).json()) as InvoiceView;
    const code = async (answer: Response) => ((await answer.json()) as ErrorBody).error.code;

    const { link, mode, reasons, canPay } = await view();
    assert.deepEqual([link, mode, canPay], [null, null, false]);
    assert.ok(reasons.includes('not_connected'));
    assert.equal(
      await code(await api('POST', '/v1/invoice/payments', await merchant(), {})),
      'not_connected',
    );
    assert.ok(!(await page(`/de-ketting/online/${id}`)).includes('/pay/'));

    const [, apiKey] = /id="key">(test_\w+)</.exec(await page('/de-ketting/connection'))!;
    const connected = await api('PUT', '/v1/connection', await admin(), { apiKey });
    assert.equal(connected.status, 200);
    const { account, profile, key } = (await connected.json()) as ConnectionView;
    assert.deepEqual([account, profile?.name], [ACCOUNT, 'Fietsatelier De Ketting']);
    assert.equal(key.hint, `test_…${apiKey!.slice(-4)}`);

    // The proxy tells the host, which learns the links of the new pay pages.
    while (!(await page(`/de-ketting/online/${id}`)).includes('/pay/')) await wait(20);
    const { link: payPage } = await view();
    assert.ok((await page(`/de-ketting/online/${id}`)).includes(`href="${payPage}"`));
    assert.match(await (await fetch(payPage!)).text(), /Fietsatelier De Ketting/);

    const created = await api('POST', '/v1/invoice/payments', await merchant(), {});
    assert.equal(created.status, 201);
    const { payment } = (await created.json()) as { payment: { id: string; checkoutUrl: string } };
    assert.match(await (await fetch(payment.checkoutUrl)).text(), />Fietsatelier De Ketting</);
    const paid = { method: 'POST', body: JSON.stringify({ status: 'paid', method: 'bancontact' }) };
    await fetch(`${simulator}_simulator/payments/${payment.id}/status`, paid);
    while ((await view()).status !== 'paid') await wait(20);

    const log = async (token: string) => (await api('GET', '/v1/log?limit=200', token)).text();
    assert.ok((await log(await admin())).includes(payment.id));
    assert.ok(!(await log(await page('/tokens/admin'))).includes(payment.id));
  });

  test('hears of the proxy alone', async () => {
    const body = JSON.stringify({ type: 'connection.changed', data: { account: ACCOUNT } });
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1790000000',
      'webhook-signature': 'v1,AAAA',
    };
    for (const sent of [{}, headers]) {
      const { status } = await fetch(`${origin}/notifications`, { method: 'POST', headers: sent, body });
      assert.equal(status, 401);
    }
  });

  test('books, changes and withdraws on its own pages', async () => {
    const [, id] = /\/de-ketting\/invoices\/(\d{4}-0006)/.exec(await page('/de-ketting/invoices'))!;
    const act = (action: string, form: Record<string, string> = {}) =>
      fetch(`${origin}/de-ketting/invoices/${id}/${action}?lang=nl`, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      });
    const claims = async () => claimsOf(await page(`/de-ketting/tokens/merchant?invoice=${id}`));
    const { total } = await claims();
    assert.equal(total, '81.07');
    const booked = await act('book', { amount: '22,64' });
    assert.equal(booked.status, 303);
    assert.equal(booked.headers.get('location'), `/de-ketting/invoices/${id}?lang=nl`);
    assert.equal((await claims()).paidElsewhere, '42.64');
    await act('total', { amount: '200.00' });
    await act('withdraw');
    const { total: changed, void: isVoid, url } = await claims();
    assert.deepEqual([changed, isVoid, url], ['200.00', true, `${origin}/de-ketting/online/${id}`]);
  });
});

describe('a demo with a key', () => {
  test("asks for another profile's key for the second merchant, whose invoices are kept apart", async () => {
    const mollie = await serveSimulator();
    const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
    const env = { MOLLIE_API_KEY: `test_${'k'.repeat(30)}`, MOLLIE_API_ENDPOINT: mollie.endpoint };
    const stops: (() => Promise<void>)[] = [];
    try {
      const { addresses, stop } = await start({ env, folder });
      stops.push(stop);
      const words = {
        en: 'another Mollie profile',
        nl: 'een ander Mollie-profiel',
        de: 'eines anderen Mollie-Profils',
      };
      for (const [language, said] of Object.entries(words)) {
        const text = await (await fetch(`${addresses.secondMerchant}?lang=${language}`)).text();
        assert.ok(text.includes(said), language);
        assert.ok(!text.includes('id="key"'), language);
      }
      const kept = (name: string) =>
        (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { id: string }[]).map(({ id }) =>
          id.slice(-4),
        );
      assert.deepEqual(kept('demo-invoices-de-ketting.json'), ['0007', '0006', '0005', '0004']);
      assert.equal(kept('demo-invoices.json').length, 24);
    } finally {
      for (const stop of stops) await stop();
      await mollie.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('is refused where the key is live, without naming it', async () => {
    const error = await start({ env: { MOLLIE_API_KEY: 'live_abcdefghijklmnopqrstuvwxyz1234' } }).catch(
      (e) => e,
    );
    assert.ok(error instanceof DemoError);
    assert.match(error.message, /live key/);
    assert.doesNotMatch(error.message, /abcdef/);
  });

  test('keeps links and invoices over a restart', async () => {
    const mollie = await serveSimulator();
    const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
    const env = { MOLLIE_API_KEY: `test_${'k'.repeat(30)}`, MOLLIE_API_ENDPOINT: mollie.endpoint };
    const visit = async (change?: { path: string; amount: string }) => {
      const { addresses, stop } = await start({ env, folder });
      try {
        assert.equal(addresses.simulator, null);
        if (change) {
          const body = new URLSearchParams({ amount: change.amount });
          await fetch(addresses.merchantInvoice + change.path, { method: 'POST', body });
        }
        const text = await (await fetch(addresses.onlineInvoice)).text();
        const [, slug] = /href="[^"]*\/pay\/([a-z2-7]+)"/.exec(text) ?? [];
        return { slug, hasBooked: text.includes('36.00') };
      } finally {
        await stop();
      }
    };
    try {
      const first = await visit({ path: '/book', amount: '15.00' });
      const second = await visit();
      assert.ok(first.slug);
      assert.deepEqual(second, { slug: first.slug, hasBooked: true });
      assert.equal(mollie.simulator.ledger.list().length, 0);
    } finally {
      await mollie.close();
      rmSync(folder, { recursive: true });
    }
  });
});

test('answers for the names that DEMO_HOSTS adds, and so does its simulator', async () => {
  const { addresses, stop } = await start({ env: { DEMO_HOSTS: 'demo.test, Other.Test' } });
  try {
    for (const address of [addresses.start, addresses.simulator!]) {
      for (const name of ['demo.test', 'other.test'])
        assert.equal((await askAs(name, address)).status, 200, name);
      assert.equal((await askAs('nas', address)).status, 421);
    }
  } finally {
    await stop();
  }
});

test('takes the next free port where one is taken', async () => {
  const first = await start();
  const taken = Number(new URL(first.addresses.start).port);
  const second = await start({ ports: { ...FREE, host: taken } });
  try {
    assert.ok(Number(new URL(second.addresses.start).port) > taken);
    assert.equal((await fetch(second.addresses.start)).status, 200);
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
});

test('leaves nobody listening once it has stopped', async () => {
  const { addresses, stop } = await start();
  await stop();
  for (const address of [addresses.start, `${addresses.proxy}/health`, addresses.simulator!]) {
    await assert.rejects(fetch(address));
  }
});
