import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createStrictStage, FORM_TYPE, type StrictStage } from '../help/strict-stage.ts';

let stage: StrictStage;
before(async () => {
  stage = await createStrictStage();
});
after(() => stage.close());

/** The label of an open invoice, by the header of the request and the locale of the token. */
const LABELS: [acceptLanguage: string | undefined, locale: string | undefined, label: string][] = [
  [undefined, undefined, 'Open'],
  ['nl', undefined, 'Openstaand'],
  ['de-AT', undefined, 'Offen'],
  ['nl', 'de_DE', 'Openstaand'],
  [undefined, 'de_DE', 'Offen'],
  ['*', 'nl-BE', 'Openstaand'],
  ['fr, es;q=0.9', 'de_CH', 'Offen'],
  ['fr, es', 'fr_FR', 'Open'],
  ['en;q=0.2, de;q=0.8, nl;q=0.5', undefined, 'Offen'],
  ['de;q=0, nl;q=0.1', undefined, 'Openstaand'],
  ['NL-nl', undefined, 'Openstaand'],
  ['x'.repeat(5000), 'nl_NL', 'Openstaand'],
  [';q=,,;;q=nl', 'nonsense', 'Open'],
];

for (const [acceptLanguage, locale, label] of LABELS) {
  test(`“${label}” is said to ${acceptLanguage?.slice(0, 40)} about an invoice in ${locale}`, async () => {
    const token = await stage.payer({ sub: 'own', locale, rev: Date.now() });
    const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
    const { text } = await stage.send('GET /v1/invoice', { authorization: `Bearer ${token}`, headers });
    assert.equal(JSON.parse(text).label, label);
  });
}

const messageOf = async (route: string, sent: Parameters<StrictStage['send']>[1]) =>
  JSON.parse((await stage.send(route, sent)).text).error.message;

test('errors are said in the language of the request, then of the invoice', async () => {
  const asked = { 'accept-language': 'nl' };
  assert.match(await messageOf('GET /v1/invoice', { headers: asked }), /pagina/);
  assert.match(await messageOf('GET /v1/invoice', {}), /page/);
  const authorization = `Bearer ${await stage.payer({ sub: 'free', total: '0.00', locale: 'de_DE' })}`;
  const unpaid = { authorization };
  assert.match(await messageOf('POST /v1/invoice/payments', unpaid), /nichts|kein/i);
  assert.match(await messageOf('POST /v1/invoice/payments', { ...unpaid, headers: asked }), /niets|geen/i);
});

test('pages are said in the language that was chosen, then of the browser, then of the invoice', async () => {
  const languageOf = async (query: string, accepted?: string) => {
    const headers = accepted === undefined ? {} : { 'accept-language': accepted };
    const { response, text } = await stage.send(
      `GET ${query.startsWith('/') ? query : `/pay/:slug${query}`}`,
      { headers },
    );
    assert.match(response.headers.get('content-type')!, /charset=utf-8/i);
    return /<html lang="(\w+)"/.exec(text)![1];
  };
  assert.equal(await languageOf(''), 'en');
  assert.equal(await languageOf('', 'de'), 'de');
  assert.equal(await languageOf('?lang=nl', 'de'), 'nl');
  assert.equal(await languageOf('?lang=fr', 'de'), 'de');
  assert.equal(await languageOf('/pay/unknown', 'nl'), 'nl');
  assert.equal(await languageOf('/pay/unknown?lang=de', 'nl'), 'de');
});

test('the language that was chosen on the page goes on to Mollie and comes back', async () => {
  const { link } = await stage.put({ sub: 'dutch', locale: 'de_DE' });
  const path = new URL(link).pathname;
  stage.simulator.requests.clear();
  await stage.send(`POST ${path}`, { type: FORM_TYPE, body: 'lang=nl' });
  const [request] = stage.simulator.requests.list({ endpoint: 'create' });
  const { locale, redirectUrl } = JSON.parse(request!.body);
  assert.deepEqual([locale, redirectUrl], ['nl_NL', `${link}?lang=nl`]);
});
