import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import memoryDriver from 'unstorage/drivers/memory';
import type { ConnectionView } from '../../../shared/api.ts';
import { testKeyOf } from '../../help/merchants.ts';
import { createStage, type Stage } from '../../help/stage.ts';

/** One transparent pixel. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

let stage: Stage;

before(async () => {
  stage = await createStage({
    env: { BRAND_NAME: 'Of the environment', BRAND_COLOR: '#112233' },
    storage: { ...memoryDriver(), dispose: () => {} },
  });
  const apiKey = testKeyOf(stage.simulator, 'At Mollie');
  await stage.connection('PUT', 'shop', { apiKey });
});

after(() => stage.close());

const brandOf = (answer: { body: unknown }) => (answer.body as ConnectionView).brand;
const put = (brand: unknown, account: string | undefined = 'shop') =>
  stage.connection('PUT', account, { brand });

async function pageOf(account: string | undefined): Promise<string> {
  const { link } = await stage.view({ account });
  return (await fetch(link!)).text();
}

test('without a brand the profile’s name at Mollie stands on the page and in the merchant’s view', async () => {
  assert.match(await pageOf('shop'), /<bdi>At Mollie<\/bdi>/);
  assert.equal((await stage.view({ account: 'shop' })).merchantName, 'At Mollie');
  const payer = await stage.call('GET', '/v1/invoice', { token: await stage.payer({ account: 'shop' }) });
  assert.ok(!('merchantName' in payer.body));
});

test('what is set stands on the page, what is left out stays, null removes', async () => {
  assert.deepEqual(brandOf(await put({ name: 'Shop', color: '#AA0055' })), {
    name: 'Shop',
    logo: null,
    color: '#AA0055',
  });
  assert.equal(brandOf(await put({ logo: PNG })).name, 'Shop');
  const page = await pageOf('shop');
  assert.match(page, /<bdi>Shop<\/bdi>/);
  assert.match(page, /#AA0055/i);
  const { link } = await stage.view({ account: 'shop' });
  const logo = await fetch(`${link}/logo`);
  assert.deepEqual(
    [logo.status, logo.headers.get('content-type'), logo.headers.get('x-content-type-options')],
    [200, 'image/png', 'nosniff'],
  );
  assert.equal(brandOf(await put({ logo: null })).logo, null);
  assert.equal((await fetch(`${link}/logo`)).status, 404);
  assert.deepEqual(brandOf(await put(null)), { name: null, logo: null, color: null });
});

test('what is no logo, name or colour is refused', async () => {
  const large = `data:image/png;base64,${Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    Buffer.alloc(32 * 1024),
  ]).toString('base64')}`;
  const svg = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg"/>')}`;
  const wrong = [
    ...[large, svg, 'https://example.com/logo.png', 'data:image/png;base64,AAAA', ''].map((logo) => ({
      logo,
    })),
    ...[PNG.replace('image/png', 'image/jpeg'), PNG.replace('image/png', 'text/html')].map((logo) => ({
      logo,
    })),
    ...['red', '#12345', '#12345g', 7].map((color) => ({ color })),
    ...['', ' ', 'x'.repeat(101)].map((name) => ({ name })),
    { strange: true },
  ];
  for (const brand of wrong) {
    const { status, body } = await put(brand);
    assert.deepEqual([status, body.error?.code], [400, 'bad_request'], JSON.stringify(brand).slice(0, 80));
  }
});

test('BRAND_* is the default account’s alone, and what is set there comes first', async () => {
  assert.match(await pageOf(undefined), /<bdi>Of the environment<\/bdi>/);
  assert.doesNotMatch(await pageOf('shop'), /Of the environment/);
  assert.equal(brandOf(await put({ name: 'Set' }, 'default')).name, 'Set');
  const page = await pageOf(undefined);
  assert.match(page, /<bdi>Set<\/bdi>/);
  assert.match(page, /#112233/);
});

test('the default account’s page gets the profile’s name where the environment gives none', async () => {
  await put(null, 'default');
  await stage.restart({ BRAND_NAME: undefined });
  while ((await stage.proxy.watch()) > 0);
  const { profile } = (await stage.connection('GET', undefined)).body as unknown as ConnectionView;
  assert.match(await pageOf(undefined), new RegExp(`<bdi>${profile!.name}</bdi>`));
});
