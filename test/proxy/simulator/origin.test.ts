import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAs, FROM_ELSEWHERE, OWN_HOSTS, STRANGE_HOSTS } from '../../help/ask-as.ts';
import { startSimulator, TEST_KEY } from './help.ts';

const PATHS = ['/', '/_simulator/payments', '/_simulator/clock', '/v2/payments'];

test('a page whose name leads to this machine gets nothing, and is told which option names others', async (t) => {
  const { url } = await startSimulator(t);
  const headers = { authorization: `Bearer ${TEST_KEY}` };
  for (const host of STRANGE_HOSTS) {
    for (const path of PATHS) {
      const { status, text } = await askAs(host, url + path, { headers });
      assert.equal(status, 421, `${host} ${path}`);
      assert.match(text, new RegExp(`Not for ${host}: .*--hosts`));
    }
  }
});

test('by each name of this machine, and those that it was given, it answers', async (t) => {
  const { url } = await startSimulator(t, { hosts: ['Mollie.Test'], origin: 'https://pay.test:8443' });
  for (const host of [...OWN_HOSTS, 'mollie.test', 'pay.test']) {
    assert.equal((await askAs(host, `${url}/_simulator/payments`)).status, 200, host);
  }
  assert.equal((await askAs('nas', `${url}/_simulator/payments`)).status, 421);
});

test('no other page may change anything, neither by the controls nor by the customer’s and the merchant’s forms', async (t) => {
  const { url, created, simulator } = await startSimulator(t);
  const { id } = await created();
  const paths = [
    `/_simulator/payments/${id}/expire`,
    '/_simulator/faults',
    `/dashboard/payments/${id}/expire`,
    `/checkout/select-method/${id}`,
    '/clock',
  ];
  for (const headers of FROM_ELSEWHERE) {
    for (const path of paths) {
      const { status } = await askAs('127.0.0.1', url + path, { method: 'POST', headers });
      assert.equal(status, 403, `${path} ${JSON.stringify(headers)}`);
    }
    const cleared = await askAs('127.0.0.1', `${url}/_simulator/requests`, { method: 'DELETE', headers });
    assert.equal(cleared.status, 403);
  }
  assert.equal(simulator.ledger.get(id).status, 'open');
});

test('its own pages may, also where they say no origin, and so may programs', async (t) => {
  const { url, created, simulator } = await startSimulator(t);
  for (const headers of [{}, { origin: url }, { origin: 'null', 'sec-fetch-site': 'same-origin' }] as Record<
    string,
    string
  >[]) {
    const { id } = await created();
    const path = `${url}/_simulator/payments/${id}/expire`;
    assert.equal((await askAs('127.0.0.1', path, { method: 'POST', headers })).status, 200);
    assert.equal(simulator.ledger.get(id).status, 'expired');
  }
});
