import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createStage } from '../help/stage.ts';
import { FORM_TYPE } from '../help/strict-stage.ts';

const ORIGIN = 'http://127.0.0.1:8099';

/** Paths that PUBLIC_URL may have: none, deep ones, ones that are named like a route, and hard ones. */
const PREFIXES = [
  '',
  '/',
  '/pay',
  '/pay/',
  '/pay/pay',
  '/v1',
  '/v1/invoice',
  '/v1/invoices',
  '/a/b/',
  '/health',
  '/ready',
  '/assets',
  '/webhooks',
  '/webhooks/mollie',
  '/invoice-pay-button.js',
  '/shop-v1.2_~x',
  '/betalen/gr%C3%B6%c3%9fe',
  '/größe',
  `/pay/${'a'.repeat(32)}`,
];

/** One server below a path, reached through another that keeps the path or takes it off. */
async function stageBelow(t: TestContext, prefix: string, isKept: boolean) {
  const stage = await createStage({ env: { PUBLIC_URL: ORIGIN + prefix } });
  t.after(() => stage.close());
  const base = new URL(ORIGIN + prefix).pathname.replace(/\/$/, '');
  /** Asks for a public path. */
  const ask = async (path: string, init: RequestInit = {}) => {
    assert.ok(path.startsWith(`${base}/`), `${path} is below ${base}`);
    const behind = isKept ? path : path.slice(base.length);
    return stage.proxy.fetch(new Request(`http://127.0.0.1:3000${behind}`, init));
  };
  return { stage, base, ask };
}

for (const isKept of [true, false]) {
  test(`every route is found below any path, where the server in front ${isKept ? 'keeps it' : 'takes it off'}`, async (t) => {
    for (const prefix of PREFIXES) {
      const { stage, base, ask } = await stageBelow(t, prefix, isKept);
      const authorization = `Bearer ${await stage.merchant()}`;
      const admin = `Bearer ${await stage.admin()}`;
      const id = await stage.attempt();
      const { webhookUrl } = stage.simulator.ledger.get(id);
      const view = await (await ask(`${base}/v1/invoice`, { headers: { authorization } })).json();
      assert.ok(view.link.startsWith(`${ORIGIN}${base}/pay/`), prefix);
      const { pathname: link } = new URL(view.link);
      const entry = await ask(`${base}/invoice-pay-button.js`);
      const [chunk] = /assets\/element-\w+\.js/.exec(await entry.text())!;
      const statuses: Record<string, [string, RequestInit?, number?]> = {
        invoice: [`${base}/v1/invoice`, { method: 'PUT', headers: { authorization } }],
        payments: [`${base}/v1/invoice/payments`, { method: 'POST', headers: { authorization } }],
        refresh: [`${base}/v1/invoice/refresh`, { method: 'POST', headers: { authorization } }],
        log: [`${base}/v1/invoice/log`, { headers: { authorization } }],
        all: [`${base}/v1/log`, { headers: { authorization: admin } }],
        connection: [`${base}/v1/connection`, { headers: { authorization: admin } }],
        batch: [
          `${base}/v1/invoices`,
          { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"tokens":[]}' },
        ],
        page: [link],
        pressed: [link, { method: 'POST', headers: { 'content-type': FORM_TYPE } }, 303],
        qr: [`${link}/qr.svg`],
        typed: [`${link}).`, {}, 308],
        loud: [link.replace('/pay/', '/PAY/').toUpperCase().replace(base.toUpperCase(), base), {}, 308],
        chunk: [`${base}/${chunk}`],
        health: [`${base}/health`],
        ready: [`${base}/ready`],
        webhook: [
          new URL(webhookUrl!).pathname,
          { method: 'POST', headers: { 'content-type': FORM_TYPE }, body: `id=${id}` },
        ],
        wrongMethod: [`${base}/v1/invoice`, { method: 'POST' }, 405],
        unknown: [`${base}/v1/nothing`, {}, 404],
        unknownLink: [`${base}/pay/nothing`, {}, 404],
        nothing: [`${base}/nothing`, {}, 404],
      };
      for (const [name, [path, init, status = 200]] of Object.entries(statuses)) {
        const response = await ask(path, init);
        assert.equal(response.status, status, `${prefix} ${name} ${await response.clone().text()}`);
        const isPage = ['page', 'unknownLink'].includes(name);
        if (isPage) assert.match(response.headers.get('content-type')!, /^text\/html/, `${prefix} ${name}`);
        if (name.startsWith('unknown') && !isPage) {
          assert.equal((await response.json()).error.code, 'not_found', prefix);
        }
        if (status === 308) assert.equal(response.headers.get('location'), view.link, `${prefix} ${name}`);
      }
    }
  });

  test(`every address in a page is below that path, and is found, where it is ${isKept ? 'kept' : 'taken off'}`, async (t) => {
    for (const prefix of PREFIXES) {
      const { stage, base, ask } = await stageBelow(t, prefix, isKept);
      const { pathname: link } = new URL((await stage.put()).link);
      for (const path of [link, `${link}?lang=nl`, `${base}/pay/nothing`]) {
        const page = await (await ask(path)).text();
        const found = [...page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address!);
        const addresses = found.filter((address) => !/^(https?|data):/.test(address));
        assert.ok(addresses.length >= 3, page);
        for (const address of addresses) {
          const { status } = await ask(address.replaceAll('&amp;', '&'));
          assert.equal(status, path === `${base}/pay/nothing` ? 404 : 200, `${prefix}: ${address}`);
        }
      }
    }
  });
}

test('a link all in capitals is found below a path in capitals, too', async (t) => {
  for (const prefix of ['/shop', '/pay', '/gr%C3%B6n']) {
    const { stage } = await stageBelow(t, prefix, true);
    const { link } = await stage.view();
    const response = await stage.proxy.request(new URL(link).pathname.toUpperCase());
    assert.deepEqual([response.status, response.headers.get('location')], [308, link]);
  }
});

test('below a path, a page takes no script of its origin but its own', async (t) => {
  for (const [prefix, escaped] of [
    ['/shop', '/shop'],
    ['/a;b,c/gr%C3%B6n', '/a%3Bb%2Cc/gr%C3%B6n'],
  ] as const) {
    const { stage, ask } = await stageBelow(t, prefix, true);
    const response = await ask(new URL((await stage.put()).link).pathname);
    const [, policy] = /script-src ([^;]+);/.exec(response.headers.get('content-security-policy')!)!;
    const [, script] = /<script type="module" src="([^"]+)">/.exec(await response.text())!;
    assert.equal(policy, ORIGIN + script!.replace(prefix, escaped));
    assert.equal((await ask(script!)).status, 200);
  }
});

test('customers come back from the checkout to the page below that path', async (t) => {
  const { stage } = await stageBelow(t, '/pay', false);
  const { redirectUrl } = stage.simulator.ledger.get(await stage.attempt());
  assert.equal(redirectUrl?.split('?')[0], (await stage.view()).link);
  assert.ok(redirectUrl?.startsWith(`${ORIGIN}/pay/pay/`));
});

test('a server in front may escape more of the path than is needed, or less: the link is found, and leads nowhere else', async (t) => {
  const forms: [prefix: string, written: string][] = [
    ['/shop~x', '/shop%7Ex'],
    ['/shop%7ex', '/shop~x'],
    ['/a(b)!/c', '/a%28b%29%21/c'],
    ['/gr%C3%B6n', '/gr%c3%b6n'],
    ['/%C3%96l', '/%c3%96l'],
    ['/100%25', '/100%25'],
  ];
  for (const [prefix, written] of forms) {
    const { stage, base } = await stageBelow(t, prefix, true);
    const { pathname } = new URL((await stage.put()).link);
    const asWritten = pathname.replace(base, written);
    for (const path of [asWritten, `${asWritten}/qr.svg`, `${written}/health`]) {
      assert.equal((await stage.proxy.request(path)).status, 200, path);
    }
    const typed = await stage.proxy.request(`${asWritten.replace('/pay/', '/PAY/')}.`);
    assert.deepEqual([typed.status, typed.headers.get('location')], [308, ORIGIN + pathname]);
  }
});
