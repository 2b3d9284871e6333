import '../../widget/index.ts';
// Here before time stands still, which the network does not know of.
import '../../widget/element/load-panel.ts';
import '../../widget/api/token-renewal.ts';
import '../../widget/i18n/texts/en/payer.ts';
import type { InvoicePayErrorEvent } from '../../widget/index.ts';
import { mount, mounted, next, part, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, realTime, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { FakeTime } from '../help/time.ts';
import { asMerchant, invoice, NOW, payment, token } from './fixtures.ts';

const RENEW = 'GET /fresh-token';

describe('the conversation with the proxy', () => {
  let proxy: ProxyStub;
  let time: FakeTime | undefined;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice', invoice());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    time?.restore();
    time = undefined;
  });

  it('says that the proxy is missing where nobody named one', async () => {
    const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
    const element = mount({ token: token() });
    equal((await failed).code, 'proxy_missing');
    await until(() => /address of the payment service is missing/.test(text(element)));
    equal(proxy.sent.length, 0);
  });

  it('takes an address with or without a slash, with a path, and relative to the page', async () => {
    for (const [address, path] of [
      ['https://pay.example', '/v1/invoice'],
      ['https://pay.example/a/b', '/a/b/v1/invoice'],
      ['/pay/', '/pay/v1/invoice'],
    ] as const) {
      proxy.on(`GET ${path}`, invoice());
      await mounted({ token: token(), proxy: address });
      equal(proxy.sent.at(-1)!.path, path);
    }
  });

  it('waits in silence for a token', async () => {
    const element = mount({ proxy: proxy.address });
    await element.updateComplete;
    ok(element.matches(':state(loading)'));
    element.token = token();
    await until(() => part(element, 'amount'));
  });

  it('fetches its first token where it has only an address for it', async () => {
    const fresh = token();
    proxy.on(RENEW, () => new Response(` ${fresh}\n`));
    await mounted({ tokenUrl: '/fresh-token', proxy: proxy.address });
    equal(proxy.sent.at(-1)!.token, fresh);
  });

  it('renews a token before it expires', async () => {
    const fresh = token();
    proxy.on(RENEW, () => new Response(fresh));
    const element = await mounted({
      token: token('payer', 'inv-42', 59),
      tokenUrl: '/fresh-token',
      proxy: proxy.address,
    });
    await element.refresh();
    equal(
      proxy.sent.filter(({ path }) => path === '/v1/invoice').map((sent) => sent.token),
      [fresh, fresh],
    );
    equal(proxy.count(RENEW), 1);
  });

  it('renews a token once when the proxy refuses it, and nobody notices', async () => {
    const [old, fresh] = [token(), token('payer', 'inv-42', 7200)];
    let errors = 0;
    document.addEventListener('invoice-pay-error', () => errors++, { once: true });
    proxy.on(RENEW, () => new Response(fresh));
    proxy.on('GET /v1/invoice', (sent) => (sent.token === old ? refusal(401, 'token_expired') : invoice()));
    const element = await mounted({ token: old, tokenUrl: '/fresh-token', proxy: proxy.address });
    equal([errors, proxy.count(RENEW), element.matches(':state(error)')], [0, 1, false]);
  });

  it('does not renew for ever', async () => {
    proxy.on(RENEW, () => new Response(token()));
    proxy.on('GET /v1/invoice', refusal(401, 'invalid_token'));
    const element = mount({ token: token(), tokenUrl: '/fresh-token', proxy: proxy.address });
    await until(() => element.matches(':state(error)'));
    equal([proxy.count(RENEW), proxy.count('GET /v1/invoice')], [1, 2]);
  });

  it('never asks another origin for a token', async () => {
    proxy.on(RENEW, () => new Response(token()));
    const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
    mount({ tokenUrl: 'https://evil.example/fresh-token', proxy: proxy.address });
    equal((await failed).code, 'token_unavailable');
    equal(proxy.sent.length, 0);
  });

  it('goes on with a token that is still good where it cannot be renewed', async () => {
    proxy.on(RENEW, new Response('', { status: 500 }));
    const old = token('payer', 'inv-42', 30);
    await mounted({ token: old, tokenUrl: '/fresh-token', proxy: proxy.address });
    equal(proxy.sent.at(-1)!.token, old);
  });

  it('tries a token that has expired by this clock alone, where it cannot be renewed: the proxy judges', async () => {
    const DAY = 24 * 3600;
    for (const answer of [new Response('', { status: 500 }), new Response('<p>Sign in</p>')]) {
      proxy.on(RENEW, answer);
      const old = token('payer', 'inv-42', -2 * DAY);
      const element = await mounted({ token: old, tokenUrl: '/fresh-token', proxy: proxy.address });
      equal([proxy.sent.at(-1)!.token, element.matches(':state(error)')], [old, false]);
      element.remove();
    }
  });

  it('does not renew at every question where this clock is wrong', async () => {
    const late = () => new Response(token('payer', 'inv-42', -3600));
    proxy.on(RENEW, late);
    const element = await mounted({ tokenUrl: '/fresh-token', proxy: proxy.address });
    await element.refresh();
    await element.refresh();
    equal([proxy.count(RENEW), proxy.count('GET /v1/invoice')], [1, 3]);
  });

  it('says that it could not renew where the proxy judges that it must', async () => {
    proxy.on(RENEW, new Response('', { status: 500 })).on('GET /v1/invoice', refusal(401, 'token_expired'));
    const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
    mount({ token: token(), tokenUrl: '/fresh-token', proxy: proxy.address });
    equal((await failed).code, 'token_unavailable');
    equal(proxy.count('GET /v1/invoice'), 1);
  });

  it('leaves alone who answers for tokens as long as asked, and goes on with the token at hand', async () => {
    proxy.on(RENEW, new Response('', { status: 503, headers: { 'retry-after': '60' } }));
    const old = token('payer', 'inv-42', 30);
    const element = await mounted({ token: old, tokenUrl: '/fresh-token', proxy: proxy.address });
    await element.refresh();
    equal([proxy.count(RENEW), proxy.count('GET /v1/invoice')], [1, 2]);
  });

  it('keeps its fresh token where it is moved', async () => {
    proxy.on(RENEW, () => new Response(token()));
    const element = await mounted({ tokenUrl: '/fresh-token', proxy: proxy.address });
    document.body.append(element);
    ok(part(element, 'amount'));
    await until(() => proxy.count('GET /v1/invoice') === 2);
    equal(proxy.count(RENEW), 1);
  });

  it('leaves another proxy’s wish to be left alone to that one', async () => {
    proxy.on('GET /v1/invoice', refusal(429, 'rate_limited', { retryAfter: 60 }));
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'message'));
    proxy.on('GET /pay/v1/invoice', invoice());
    element.proxy = '/pay/';
    await until(() => part(element, 'amount'));
  });

  it('gives up on a silent proxy after 20 seconds', async () => {
    time = new FakeTime(NOW);
    proxy.on('GET /v1/invoice', () => new Promise<object>(() => {}));
    const element = mount({ token: token(), proxy: proxy.address });
    await time.pass(19_900);
    ok(element.matches(':state(loading)'));
    await time.pass(200);
    ok(element.matches(':state(error)'));
    await until(() => part(element, 'message'));
    match(text(element), /The payment service does not answer\./);
  });

  it('never asks before Retry-After, then asks by itself', async () => {
    time = new FakeTime(NOW);
    proxy.on('GET /v1/invoice', refusal(503, 'mollie_unavailable', { retryAfter: 30 }));
    const element = mount({ token: token(), proxy: proxy.address });
    await time.pass(100);
    await until(() => part(element, 'message'));
    ok(element.matches(':state(error)'));
    proxy.on('GET /v1/invoice', invoice());
    window.dispatchEvent(new Event('focus'));
    await element.refresh();
    part(element, 'check-button')!.click();
    await time.pass(29_000);
    equal(proxy.sent.length, 1);
    await time.pass(1_500);
    equal(proxy.sent.length, 2);
    equal(element.status, 'open');
  });

  it('keeps to Retry-After with another token too, then asks with that', async () => {
    time = new FakeTime(NOW);
    proxy.on('GET /v1/invoice', refusal(429, 'rate_limited', { retryAfter: 30 }));
    const element = mount({ token: token(), proxy: proxy.address });
    await time.pass(100);
    await until(() => part(element, 'message'));
    proxy.on('GET /v1/invoice', invoice());
    const other = token('payer', 'inv-43');
    element.token = other;
    await time.pass(29_000);
    equal(proxy.sent.length, 1);
    await time.pass(1_500);
    equal([proxy.sent.length, proxy.sent[1]!.token], [2, other]);
  });

  /** Refuses a look, and wants to be left alone. */
  const rest = (headers: Record<string, string>) =>
    proxy.on('GET /v1/invoice', () => new Response('', { status: 503, headers }));
  const date = (distance: number) => new Date(NOW + distance).toUTCString();

  it('does not rest until a time that is over, nor asks again and again', async () => {
    time = new FakeTime(NOW);
    rest({ 'retry-after': date(-60_000) });
    const element = mount({ token: token(), proxy: proxy.address });
    await time.pass(3_000);
    await until(() => part(element, 'message'));
    equal(proxy.sent.length, 1);
    proxy.on('GET /v1/invoice', invoice());
    part(element, 'check-button')!.click();
    await time.pass(100);
    await until(() => part(element, 'amount'));
  });

  it('rests until a time by the clock of who answered', async () => {
    time = new FakeTime(NOW);
    const DAY = 24 * 3_600_000;
    rest({ 'retry-after': date(DAY + 30_000), date: date(DAY) });
    const element = mount({ token: token(), proxy: proxy.address });
    await time.pass(100);
    await until(() => part(element, 'message'));
    await time.pass(29_000);
    equal(proxy.sent.length, 1);
    await time.pass(1_500);
    equal(proxy.sent.length, 2);
  });

  it('rests five minutes at most until a time by a clock that nobody knows', async () => {
    time = new FakeTime(NOW);
    rest({ 'retry-after': date(3 * 24 * 3_600_000) });
    const element = mount({ token: token(), proxy: proxy.address });
    await time.pass(100);
    await until(() => part(element, 'message'));
    await time.pass(298_000);
    equal(proxy.sent.length, 1);
    await time.pass(3_000);
    equal(proxy.sent.length, 2);
  });

  it('says so where it rests, whichever token comes meanwhile', async () => {
    proxy.on('GET /v1/invoice', refusal(429, 'rate_limited', { retryAfter: 60 }));
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'message'));
    for (const other of [token('payer', 'inv-43'), token('merchant', 'inv-44'), token('admin')]) {
      element.token = other;
      await element.updateComplete;
      await until(() => element.matches(':state(error)') && /service cannot be reached/.test(text(element)));
      equal(proxy.sent.length, 1);
    }
  });

  it('shows for how long, where people try again meanwhile', async () => {
    proxy.on('GET /v1/invoice', refusal(429, 'rate_limited', { retryAfter: 60 }));
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'check-button'));
    part(element, 'check-button')!.click();
    await until(() => /Please wait another \d+ seconds\./.test(text(element)));
  });

  it('gives up after 20 seconds, too, where the page has a fetch that heeds no signal', async () => {
    for (const facts of [{ token: token() }, { tokenUrl: '/fresh-token' }]) {
      time = new FakeTime(NOW);
      globalThis.fetch = () => new Promise<Response>(() => {});
      const element = mount({ ...facts, proxy: proxy.address });
      await time.pass(19_900);
      ok(element.matches(':state(loading)'));
      await time.pass(200);
      ok(element.matches(':state(error)'));
      element.remove();
      time.restore();
    }
  });

  it('asks nothing of another invoice that was pressed for this one', async () => {
    const CREATE = 'POST /v1/invoice/payments';
    proxy.on(CREATE, ({ token: sent }) =>
      sent === old ? refusal(401, 'token_expired') : { payment: payment(), invoice: invoice() },
    );
    const old = token();
    const stay = (event: Event) => event.preventDefault();
    document.addEventListener('invoice-pay-redirect', stay);
    for (const clock of [0, 2 * 3_600_000]) {
      for (const other of [token('payer', 'inv-43', 9_000), ofAccount('other')]) {
        proxy.sent.length = 0;
        proxy.on(RENEW, () => new Response(other));
        const element = await mounted({ token: old, tokenUrl: '/fresh-token', proxy: proxy.address });
        const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
        Date.now = () => realTime.now() + clock;
        part(element, 'pay-button')!.click();
        equal((await failed).code, 'token_unavailable');
        Date.now = realTime.now;
        equal(
          proxy.sent.filter(({ method }) => method === 'POST').map((sent) => sent.token),
          clock ? [] : [old],
        );
        element.remove();
      }
    }
    document.removeEventListener('invoice-pay-redirect', stay);
  });

  it('does not leave beside an error what was said before it', async () => {
    proxy.on('GET /v1/invoice', asMerchant(invoice())).on('POST /v1/invoice/refresh', asMerchant(invoice()));
    const element = await mounted({ token: token('merchant'), proxy: proxy.address });
    part(element, 'check-button')!.click();
    await until(() => /Nothing new since the last check/.test(text(element)));
    proxy.on('GET /v1/invoice', refusal(503, 'mollie_unavailable'));
    await element.refresh();
    await until(() => /Sorry/.test(text(element)));
    ok(!/Nothing new/.test(text(element)), text(element));
  });

  it('follows a renewed token to another invoice where nothing was pressed', async () => {
    proxy.on(RENEW, () => new Response(token('payer', 'inv-43', 9_000)));
    proxy.on('GET /v1/invoice', ({ token: sent }) =>
      invoice({ id: JSON.parse(atob(sent!.split('.')[1]!)).sub }),
    );
    const element = await mounted({ token: token(), tokenUrl: '/fresh-token', proxy: proxy.address });
    Date.now = () => realTime.now() + 2 * 3_600_000;
    await element.refresh();
    Date.now = realTime.now;
    equal(element.invoice!.id, 'inv-43');
  });
});

/** The same invoice’s token, of another account. */
function ofAccount(account: string): string {
  const [head, body, signature] = token('payer', 'inv-42', 9_000).split('.') as [string, string, string];
  const claims = btoa(JSON.stringify({ ...JSON.parse(atob(body)), account })).replaceAll('=', '');
  return `${head}.${claims}.${signature}`;
}
