import '../../../widget/index.ts';
import type { InvoiceView } from '../../../widget/index.ts';
import { mount, mounted, part, press, text, unmountAll } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { adminToken, mollie, newInvoice, PROXY, payerToken, tokenUrl } from '../../help/real.ts';

describe('a page of the host, with a real proxy', () => {
  afterEach(unmountAll);

  it('has its expired token renewed without anyone noticing', async () => {
    const claims = newInvoice();
    const now = Math.floor(Date.now() / 1000);
    let errors = 0;
    const count = () => errors++;
    document.addEventListener('invoice-pay-error', count);
    const element = await mounted({
      token: await payerToken({ ...claims, iat: now - 7_200, exp: now - 3_600 }),
      tokenUrl: tokenUrl(claims),
      proxy: PROXY,
    });
    document.removeEventListener('invoice-pay-error', count);
    equal([errors, element.status, element.matches(':state(error)')], [0, 'partially_paid', false]);
  });

  it('shows an expired token as such where nobody renews it, with the reference', async () => {
    const now = Math.floor(Date.now() / 1000);
    const token = await payerToken({ ...newInvoice(), iat: now - 7_200, exp: now - 3_600 });
    const element = mount({ token, proxy: PROXY }, '<a href="/pay/x">Pay invoice</a>');
    await until(() => part(element, 'message'), 'an error');
    match(text(element), /Reference: \S+/);
    ok(element.querySelector('a')!.assignedSlot, 'the fallback is still there');
  });

  it('of 200 invoices asks at most three times', async () => {
    const tokens = await Promise.all(Array.from({ length: 200 }, () => payerToken(newInvoice())));
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(1_000);
    const elements = tokens.map((token) => mount({ token, proxy: PROXY }));
    await until(() => elements.every((element) => part(element, 'amount')), 'all of them', 8_000);
    const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/'));
    ok(asked.length <= 3, `asked ${asked.length} times`);
    const ids = new Set(elements.map(({ invoice }) => (invoice as InvoiceView).id));
    equal(ids.size, 200);
  }).timeout(15_000);

  it('tells an administrator what is wrong with the connection, and that it was mended', async () => {
    await mollie.settings({ methods: [] });
    try {
      const element = mount({ token: await adminToken(), proxy: PROXY });
      await until(() => part(element, 'connection'), 'findings');
      match(text(element), /Payments are not possible at the moment.*method.*Simulated Shop.*Activity/);
      await mollie.settings({ methods: ['ideal', 'creditcard'] });
      await press(element, 'check-button');
      await until(() => /Everything is ready for payments/.test(text(element)), 'all to be well');
      match(text(element), /iDEAL/);
    } finally {
      await mollie.settings({ methods: ['ideal', 'creditcard', 'paypal', 'bancontact', 'banktransfer'] });
    }
  });
});
