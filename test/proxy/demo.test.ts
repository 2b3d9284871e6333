import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Demo, DemoError, startDemo } from '../../demo/demo.ts';
import { serveSimulator } from '../../demo/mollie/server.ts';
import type { BatchView, ErrorBody } from '../../shared/api.ts';
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

  test('links to the pay page for those without script', async () => {
    const { link } = await view(id);
    assert.ok((await page(`/online/${id}`)).includes(`href="${link}"`));
    assert.equal((await fetch(link)).status, 200);
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

  test('escapes what is written into the playground', async () => {
    const text = await page(
      `/playground?aud=invoice-pay&sub=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    assert.ok(!text.includes('<script>alert'));
  });
});

describe('a demo with a key', () => {
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
