import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, type Environment, readConfig } from '../../proxy/config/index.ts';
import { createVerifier, type InvoiceToken } from '../../proxy/token/index.ts';
import { HOSTS } from '../help/host-names.ts';
import { INVOICE_SECRET, signToken } from '../help/stage.ts';

const GOOD: Environment = {
  MOLLIE_API_KEY: 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM',
  INVOICE_SECRET,
  PROXY_SECRET: `${INVOICE_SECRET}!`,
};
const LIVE: Environment = { ...GOOD, MOLLIE_API_KEY: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' };
const NOTIFY_SECRET = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** The variables that are wrong. */
function wrongIn(env: Environment): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.map((problem) => problem.split(':')[0]!);
  }
}

for (const [place, hosts] of Object.entries(HOSTS)) {
  const isLoopback = place === 'this machine';
  const isReachable = place === 'the internet';

  test(`webhooks are ${isReachable ? '' : 'not '}asked for to an address on ${place}`, () => {
    for (const host of hosts) {
      const PUBLIC_URL = `https://${host}:8443/pay`;
      assert.equal(readConfig({ ...GOOD, PUBLIC_URL }).webhooks, isReachable, host);
      assert.deepEqual(wrongIn({ ...LIVE, PUBLIC_URL }), isReachable ? [] : ['PUBLIC_URL'], host);
    }
  });

  test(`Mollie ${isLoopback ? 'may be' : 'is never'} spoken to over plain http on ${place}`, () => {
    const simulated = { PUBLIC_URL: 'http://localhost:3000' };
    for (const host of hosts) {
      const MOLLIE_API_ENDPOINT = `http://${host}:4010`;
      const wrong = isLoopback ? [] : ['MOLLIE_API_ENDPOINT'];
      assert.deepEqual(wrongIn({ ...GOOD, MOLLIE_API_ENDPOINT }), wrong, host);
      const endpoint = `https://${host}`;
      assert.equal(
        readConfig({ ...GOOD, ...simulated, MOLLIE_API_ENDPOINT: endpoint }).webhooks,
        isLoopback,
        host,
      );
      const live = { ...LIVE, ...simulated, MOLLIE_API_ENDPOINT: endpoint };
      assert.deepEqual(wrongIn(live), isLoopback ? [] : ['PUBLIC_URL'], host);
    }
  });

  test(`the host ${isReachable ? 'is never' : 'may be'} told over plain http on ${place}`, () => {
    for (const host of hosts) {
      const wrong = isReachable ? ['NOTIFY_URL'] : [];
      assert.deepEqual(wrongIn({ ...GOOD, NOTIFY_SECRET, NOTIFY_URL: `http://${host}/told` }), wrong, host);
    }
  });

  test(`an invoice ${isLoopback ? 'may' : 'may not'} be at a plain http address on ${place}`, async () => {
    const now = Date.now();
    const verify = createVerifier({ invoiceSecrets: [INVOICE_SECRET], invoiceJwks: [] }, () => now);
    for (const host of hosts) {
      const urlOf = async (url: string) =>
        ((await verify(await signToken(now, { url }))) as InvoiceToken).facts.url;
      const plain = `http://${host}/invoice`;
      if (isLoopback) assert.equal(await urlOf(plain), plain);
      else
        await assert.rejects(
          urlOf(plain),
          { code: 'invalid_invoice', params: { claim: 'url', expected: 'an https address' } },
          host,
        );
      const secure = `https://${host}/invoice`;
      assert.equal(await urlOf(secure), secure);
    }
  });
}
