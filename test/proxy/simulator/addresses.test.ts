import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADDRESS } from './buyer.ts';
import { startSimulator } from './help.ts';

const MISSING = 'The following fields of the billingAddress are missing: ';

const WRONG: [name: string, address: unknown, field: string, detail?: string][] = [
  ['a text', 'Keizersgracht', 'billingAddress'],
  ['nothing', {}, 'billingAddress', `${MISSING}streetAndNumber, postalCode, city, country`],
  [
    'a name alone',
    { givenName: 'Piet' },
    'billingAddress',
    `${MISSING}streetAndNumber, postalCode, city, country`,
  ],
  ['no postal code', { ...ADDRESS, postalCode: '' }, 'billingAddress', `${MISSING}postalCode`],
  [
    'a place without a street',
    { email: 'a@b.nl', city: 'Gent' },
    'billingAddress',
    `${MISSING}streetAndNumber, postalCode, country`,
  ],
  ['a field that there is not', { ...ADDRESS, postcode: '1' }, 'billingAddress.postcode'],
  ['a country by its name', { ...ADDRESS, country: 'Nederland' }, 'billingAddress.country'],
  ['a country in small letters', { ...ADDRESS, country: 'nl' }, 'billingAddress.country'],
  ['a country that there is not', { ...ADDRESS, country: 'XX' }, 'billingAddress.country'],
  ['a Dutch postal code without letters', { ...ADDRESS, postalCode: '1015' }, 'billingAddress.postalCode'],
  [
    'a Belgian one of five figures',
    { ...ADDRESS, country: 'BE', postalCode: '90001' },
    'billingAddress.postalCode',
  ],
  ['a German one of four', { ...ADDRESS, country: 'DE', postalCode: '1011' }, 'billingAddress.postalCode'],
  ['no e-mail address', { ...ADDRESS, email: 'piet@example' }, 'billingAddress.email'],
  ['two e-mail addresses', { ...ADDRESS, email: 'a@b.nl c@d.nl' }, 'billingAddress.email'],
  ['a name of one letter', { ...ADDRESS, givenName: 'P' }, 'billingAddress.givenName'],
  ['a name of figures', { ...ADDRESS, familyName: '42' }, 'billingAddress.familyName'],
  ['a number as a street', { ...ADDRESS, streetAndNumber: 126 }, 'billingAddress.streetAndNumber'],
  ['a long city', { ...ADDRESS, city: 'x'.repeat(201) }, 'billingAddress.city'],
  ['a phone number with words', { ...ADDRESS, phone: 'call me' }, 'billingAddress.phone'],
];

test('an address that Mollie would refuse is refused, with its part', async (t) => {
  const { create, simulator } = await startSimulator(t);
  for (const [name, billingAddress, field, detail] of WRONG) {
    const answer = await create({ billingAddress });
    assert.equal(answer.status, 422, name);
    const refusal = (await answer.json()) as { detail: string; field: string };
    assert.equal(refusal.field, field, name);
    if (detail !== undefined) assert.equal(refusal.detail, detail, name);
  }
  const shipping = (await (await create({ shippingAddress: {} })).json()) as { field: string };
  assert.equal(shipping.field, 'shippingAddress');
  assert.equal(simulator.ledger.list().length, 0);
});

test('an e-mail address may stand alone, and empty parts are none', async (t) => {
  const { created } = await startSimulator(t);
  const email = { email: 'piet@example.org', givenName: 'Piet' };
  assert.deepEqual((await created({ billingAddress: email })).billingAddress, email);
  const { billingAddress } = await created({ billingAddress: { ...ADDRESS, region: '', title: null } });
  assert.deepEqual(billingAddress, ADDRESS);
});

test('postal codes are as each country writes them', async (t) => {
  const { create } = await startSimulator(t);
  for (const [country, postalCode] of [
    ['NL', '1015CW'],
    ['NL', '1015 cw'],
    ['BE', '9000'],
    ['DE', '01067'],
    ['IE', 'D02 AF30'],
    ['GB', 'SW1A 1AA'],
  ]) {
    const answer = await create({ billingAddress: { ...ADDRESS, country, postalCode } });
    assert.equal(answer.status, 201, `${country} ${postalCode}`);
  }
});
