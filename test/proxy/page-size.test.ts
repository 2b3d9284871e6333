import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Hono } from 'hono';
import { decidingHeader, type Variables } from '../../proxy/http/context.ts';
import { respondHtml } from '../../proxy/http/respond.ts';
import { inlineQr } from '../../proxy/lib/qr.ts';
import { headersOfAll } from '../../proxy/middleware/headers.ts';
import { createServer } from '../../proxy/node/server.ts';
import { createPages } from '../../proxy/pages/index.ts';
import { LANGUAGES } from '../../proxy/texts/languages.ts';
import type { Brand } from '../../shared/api.ts';
import { NOW } from '../help/invoice-views/view.ts';
import { createStage } from '../help/stage.ts';
import { exchange } from '../help/wire.ts';
import { inWords, speak } from '../pictures/answers.ts';
import { brands } from '../pictures/brands.ts';
import { pay } from '../pictures/states.ts';

/** Bytes on the wire, headers and all. */
const LIMIT = 6000;

const LINK = 'https://facturen.van-dijk-installatietechniek.example/betalen';

/** Everything that a browser may be told of the page, as bytes of one answer. */
const weigh = async (t: TestContext, address: string, path: string, encoding: string) =>
  (
    await exchange(
      t,
      address,
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`,
    )
  ).length;

/** Every state in every language, with the headers that the proxy gives it. */
async function serveStates(t: TestContext, brand: Brand): Promise<{ address: string; paths: string[] }> {
  const app = new Hono<{ Variables: Variables }>();
  app.use(headersOfAll(LINK));
  const { origin, pathname: base } = new URL(LINK);
  const pages = await createPages({ brand, origin, base, script: 'assets/pay-page-123abc.js' });
  const paths: string[] = [];
  for (const language of LANGUAGES) {
    const translator = speak(language);
    for (const [name, state] of Object.entries(pay)) {
      const slug = `/pay/h2ixi224nxygqtokhja27b2u3d4breb3`;
      const link = LINK + slug;
      const common = { translator, path: new URL(link).pathname, chosen: language };
      const html =
        'error' in state
          ? pages.error({ ...common, code: state.error, reference: 'k7m2-9xqd' })
          : pages.pay({
              ...common,
              view: { ...inWords(state.view, translator), link },
              link,
              description:
                'Onderhoud en reparatie van de warmtepomp, november 2026, volgens offerte 2026-117',
              paidWith: ['ideal', 'banktransfer'],
              now: new Date(NOW),
              transferred: state.transferred,
              message: state.message && {
                ...state.message,
                text: translator.error(state.message.code, { from: '€ 1.234,56', to: '€ 2.345,67' }),
              },
              qrSvg: inlineQr(link, state.view.number),
            });
      paths.push(`/${language}/${name}`);
      app.get(paths.at(-1)!, (c) => {
        for (const named of ['Accept-Language', 'Sec-Fetch-Site', 'Sec-Fetch-Mode']) decidingHeader(c, named);
        return respondHtml(c, html, { headers: { 'Content-Security-Policy': pages.csp } });
      });
    }
  }
  const server = createServer(app.fetch);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

for (const [name, brand] of Object.entries(brands)) {
  test(`a pay page is at most 6,000 bytes on the wire, in every state and language, with the brand that is ${name}`, async (t) => {
    const { address, paths } = await serveStates(t, brand);
    for (const encoding of ['br', 'gzip']) {
      let heaviest = 0;
      for (const path of paths) {
        const weight = await weigh(t, address, path, encoding);
        assert.ok(weight <= LIMIT, `${path} in ${encoding}: ${weight}`);
        heaviest = Math.max(heaviest, weight);
      }
      t.diagnostic(`${encoding}: ${heaviest}`);
    }
  });
}

test('so it is as the proxy itself answers, whatever the logo weighs', async (t) => {
  const BRAND_LOGO = `data:image/png;base64,${Buffer.from(crypto.getRandomValues(new Uint8Array(32_768))).toString('base64')}`;
  const stage = await createStage({ env: { BRAND_NAME: 'Bakkerij Jansen', BRAND_LOGO } });
  t.after(() => stage.close());
  const path = new URL((await stage.view()).link).pathname;
  for (const encoding of ['br', 'gzip', 'gzip, deflate, br, zstd']) {
    const weight = await weigh(t, stage.url, path, encoding);
    assert.ok(weight <= LIMIT, `${encoding}: ${weight}`);
    assert.ok(weight > LIMIT / 3, 'as much as a page is');
  }
});
