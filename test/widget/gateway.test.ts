import '../../widget/index.ts';
// Here before time stands still, which the network does not know of.
import '../../widget/element/load-panel.ts';
import '../../widget/api/token-renewal.ts';
import '../../widget/views/office/office-panels.ts';
import '../../widget/i18n/texts/en/payer.ts';
import '../../widget/i18n/texts/en/office.ts';
import type { InvoicePayButton, InvoicePayErrorEvent } from '../../widget/index.ts';
import { isComplete, mount, mounted, next, part, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { Faults } from '../help/faults.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { FakeTime } from '../help/time.ts';
import { asMerchant, attempt, connection, invoice, log, NOW, payment, states, token } from './fixtures.ts';

const VIEW = 'GET /v1/invoice';
const CREATE = 'POST /v1/invoice/payments';
const RENEW = 'GET /fresh-token';

const html = (status: number, headers = {}) =>
  new Response('<h1>Sign in to the Wi-Fi</h1>', {
    status,
    headers: { 'content-type': 'text/html', ...headers },
  });
const json = (value: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(value), { status, headers });
const without = (view: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(view).filter(([name]) => !names.includes(name)));

/** What others answer in place of a proxy. */
const answers: Record<string, () => Response> = {
  'a page': () => html(200),
  'a page of an error': () => html(502),
  nothing: () => new Response(null, { status: 204 }),
  'an empty text': () => new Response(''),
  null: () => json(null),
  'null as an error': () => json(null, 500),
  'an empty object': () => json({}),
  'an empty list': () => json([]),
  'a list as an error': () => json([], 503),
  'a text': () => json('ok'),
  'a number': () => json(42),
  'another’s error': () => json({ error: { code: 502, message: 'Bad gateway' } }, 502),
  'an error that is a text': () => json({ error: 'bad_gateway' }, 502),
  'an error of nothing': () => json({ error: null }, 500),
};

const transfer = (bankTransfer: unknown) => ({
  ...invoice(states['bank-transfer']),
  payment: { ...payment({ method: 'banktransfer' }), bankTransfer },
});

/** Views that nobody can draw. */
const views: Record<string, object> = {
  'without due': without(invoice(), 'due'),
  'without total': without(invoice(), 'total'),
  'without reasons': without(invoice(), 'reasons'),
  'without a status': without(invoice(), 'status'),
  'with an amount as a number': { ...invoice(), due: { currency: 'EUR', value: 100 } },
  'with an amount as a text': { ...invoice(), due: '100.00' },
  'with a currency that is none': { ...invoice(), due: { currency: 'EURO', value: '100.00' } },
  'with a figure that is none': { ...invoice(), due: { currency: 'EUR', value: '1e2' } },
  'with a link that is none': { ...invoice(), link: 42 },
  'with a mode that is none': { ...invoice(), mode: {} },
  'with a merchant that is none': { ...asMerchant(invoice()), merchantName: {} },
  'with a label that is none': { ...invoice(), label: { en: 'Open' } },
  'with reasons that are none': { ...invoice(), reasons: 'paid' },
  'with a payment that is none': { ...invoice(), payment: 'open' },
  'with a payment without an amount': { ...invoice(), payment: without(payment(), 'amount') },
  'with a time that is none': { ...invoice(states['under-way']), payment: payment({ expiresAt: 'soon' }) },
  'with a day that is none': { ...invoice(), dueDate: 20261201 },
  'with a payment whose method is none': { ...invoice(states.failed), payment: { ...payment(), method: {} } },
  'with bank details that are none': transfer(null),
  'with bank details without an account': transfer({ transferReference: 'RF12' }),
  'with bank details of nothing': transfer({ bankAccount: 42, transferReference: 'RF12' }),
  'with a bank that is none': transfer({ bankName: {}, bankAccount: 'NL53', transferReference: 'RF12' }),
  'with attempts of nothing': { ...asMerchant(invoice()), attempts: null },
  'with attempts that are none': { ...asMerchant(invoice()), attempts: {} },
  'with an attempt that is none': { ...asMerchant(invoice()), attempts: [null] },
  'with a number of attempts that is none': { ...asMerchant(invoice()), attemptsOmitted: {} },
  ...Object.fromEntries(
    [
      { id: null },
      { amount: null },
      { createdAt: undefined },
      { paidAt: 'soon' },
      { refunded: null },
      { chargedBack: undefined },
      { captured: '60.00' },
      { captured: {} },
      { captureBefore: 'soon' },
      { notVisibleSince: {} },
      { otherCurrencies: null },
      { otherCurrencies: [null] },
      { method: {} },
      { dashboardUrl: {} },
      { bankTransfer: null },
    ].map((facts) => [
      `with an attempt of ${JSON.stringify(facts)}`,
      { ...asMerchant(invoice()), attempts: [{ ...attempt(), ...facts }] },
    ]),
  ),
  ...Object.fromEntries(
    [null, {}, 'ideal', [null], ['ideal'], [{ id: 'ideal' }], [{ id: 7, label: 'iDEAL' }]].map((methods) => [
      `with methods of ${JSON.stringify(methods)}`,
      { ...invoice(), methods },
    ]),
  ),
  'with older payments that are none': { ...invoice(), stillPayable: [null] },
};

describe('what others answer in place of the proxy', () => {
  let proxy: ProxyStub;
  let time: FakeTime | undefined;
  let faults: Faults;

  beforeEach(() => {
    faults = new Faults();
    proxy = new ProxyStub()
      .on(VIEW, invoice())
      .on('GET /v1/invoice/log', log())
      .on('GET /v1/log', log(true))
      .on('GET /v1/connection', connection());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    time?.restore();
    time = undefined;
    faults.end();
  });

  const FALLBACK = '<a href="https://pay.example">Pay</a>';

  /** What anybody sees of it: words, the link, and what to do. */
  const saysSo = async (element: InvoicePayButton, name: string) => {
    await until(() => element.matches(':state(error)') && part(element, 'message'), name);
    match(text(element), /The payment service cannot be reached\..*Code: unreachable/);
    ok(element.querySelector('a')!.checkVisibility() && !element.matches(':state(loading)'), name);
  };

  it('to a look is said to be no answer, and shown once', async () => {
    for (const audience of ['payer', 'merchant'] as const) {
      const bad = Object.entries(views).map(([name, view]) => [name, () => json(view)] as const);
      for (const [name, answer] of [...Object.entries(answers), ...bad]) {
        proxy.sent.length = 0;
        proxy.on(VIEW, answer);
        const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
        const element = mount({ token: token(audience), proxy: proxy.address }, FALLBACK);
        await saysSo(element, name);
        equal([(await failed).code, element.invoice, proxy.sent.length], ['unreachable', null, 1], name);
        proxy.on(VIEW, invoice());
        part(element, 'check-button')!.click();
        await until(() => part(element, 'amount') && !element.matches(':state(error)'), name);
        element.remove();
      }
    }
  }).timeout(30_000);

  it('leaves what is known where it answers a later look', async () => {
    const element = await mounted({ token: token(), proxy: proxy.address }, FALLBACK);
    for (const [name, answer] of Object.entries(answers)) {
      proxy.on(VIEW, answer);
      await element.refresh();
      await saysSo(element, name);
      equal([element.status, part(element, 'amount')!.textContent], ['open', '€\u00a0100.00']);
      proxy.on(VIEW, invoice());
      await element.refresh();
    }
  });

  it('to a later look is drawn by nobody either', async () => {
    for (const audience of ['payer', 'merchant'] as const) {
      proxy.on(VIEW, invoice());
      const element = await mounted({ token: token(audience), proxy: proxy.address }, FALLBACK);
      for (const [name, view] of Object.entries(views)) {
        proxy.on(VIEW, view);
        await element.refresh();
        await saysSo(element, name);
        equal(part(element, 'amount')!.textContent, '€\u00a0100.00', name);
        ok(!/object Object/.test(text(element)), name);
      }
      element.remove();
    }
  }).timeout(30_000);

  it('to a list is no answer for each of it', async () => {
    const lists = [
      ...Object.values(answers),
      () => json({ invoices: null }),
      () => json({ invoices: {} }),
      () => json({ invoices: [] }),
      () => json({ invoices: [null, 42, 'x', {}] }),
      () => json({ invoices: [{ error: null }, { error: 'x' }, { error: {} }, { error: { code: 5 } }] }),
    ];
    for (const answer of lists) {
      proxy.on('POST /v1/invoices', answer);
      const elements = ['a', 'b', 'c', 'd'].map((id) =>
        mount({ token: token('payer', id), proxy: proxy.address }, FALLBACK),
      );
      for (const element of elements) await saysSo(element, String(answer));
      unmountAll();
    }
  }).timeout(20_000);

  it('to a press is no payment, and leads nowhere', async () => {
    const left: string[] = [];
    const leave = (event: Event) => {
      left.push(event.type);
      event.preventDefault();
    };
    for (const type of ['invoice-pay-redirect', 'invoice-pay-created'])
      document.addEventListener(type, leave);
    const element = await mounted({ token: token(), proxy: proxy.address }, FALLBACK);
    const created: Record<string, () => Response> = {
      ...answers,
      'no payment': () => json({ invoice: invoice(), payment: null }, 201),
      'no invoice': () => json({ payment: payment() }, 201),
      'a payment of nothing': () => json({ payment: {}, invoice: invoice() }, 201),
      'no view': () => json({ payment: payment(), invoice: without(invoice(), 'due') }, 201),
    };
    for (const [name, answer] of Object.entries(created)) {
      proxy.on(CREATE, answer);
      part(element, 'pay-button')!.click();
      await saysSo(element, name);
      await until(() => part(element, 'pay-button')?.ariaBusy === 'false', name);
      await element.refresh();
    }
    equal(left, []);
    for (const type of ['invoice-pay-redirect', 'invoice-pay-created'])
      document.removeEventListener(type, leave);
  });

  it('to Check now and to the log is said to be no answer', async () => {
    proxy.on(VIEW, asMerchant(invoice()));
    const element = await mounted({ token: token('merchant'), proxy: proxy.address }, FALLBACK);
    const fold = element.shadowRoot!.querySelector<HTMLDetailsElement>('details[part="log"]')!;
    for (const [name, answer] of Object.entries({
      ...answers,
      'a page of nothing': () => json({ entries: [null], before: null }),
    })) {
      proxy.on('POST /v1/invoice/refresh', answer).on('GET /v1/invoice/log', answer);
      part(element, 'check-button')!.click();
      await saysSo(element, name);
      await element.refresh();
      fold.open = true;
      await saysSo(element, name);
      // No placeholder that would stay.
      await until(() => !fold.querySelector('i') && /Try again/.test(fold.textContent), name);
      fold.open = false;
      await element.refresh();
    }
    proxy.on('GET /v1/invoice/log', log());
    fold.open = true;
    await until(() => fold.querySelector('.entry'));
  }).timeout(20_000);

  it('to the connection check is said to be no answer', async () => {
    const { methods: _, ...rest } = connection();
    for (const [name, answer] of Object.entries({
      ...answers,
      'without methods': () => json(rest),
      'without a webhook': () => json(without(connection(), 'webhook')),
      'with a webhook of nothing': () => json({ ...connection(), webhook: null }),
      'without a store': () => json(without(connection(), 'store')),
      'with a profile that is none': () => json({ ...connection(), profile: 'x' }),
      'without a key': () => json(without(connection(), 'key')),
      'with a key that is none': () => json({ ...connection(), key: 'test_…4Fd9' }),
      'without a brand': () => json(without(connection(), 'brand')),
      'with a logo that is none': () => json({ ...connection(), brand: { ...connection().brand, logo: {} } }),
      'with findings that are none': () => json({ ...connection(), findings: {} }),
    })) {
      proxy.on('GET /v1/connection', answer);
      const element = mount({ token: token('admin'), proxy: proxy.address }, FALLBACK);
      await saysSo(element, name);
      proxy.on('GET /v1/connection', connection());
      part(element, 'check-button')!.click();
      await until(() => part(element, 'connection'), name);
      element.remove();
    }
  }).timeout(20_000);

  it('in place of a fresh token is none: the one at hand is kept', async () => {
    const bad = {
      ...answers,
      'a token in JSON': () => json({ token: token() }),
      'a token in quotes': () => json(token()),
    };
    for (const [name, answer] of Object.entries(bad)) {
      proxy.on(RENEW, answer);
      const old = token('payer', 'inv-42', 30);
      const kept = await mounted({ token: old, tokenUrl: '/fresh-token', proxy: proxy.address });
      equal(proxy.sent.at(-1)!.token, old, name);
      kept.remove();
      const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
      const none = mount({ tokenUrl: '/fresh-token', proxy: proxy.address }, FALLBACK);
      equal((await failed).code, 'token_unavailable', name);
      await until(() => part(none, 'message'), name);
      match(text(none), /could not renew its access/);
      proxy.on(RENEW, () => new Response(token()));
      part(none, 'check-button')!.click();
      await until(() => part(none, 'amount'), name);
      none.remove();
    }
  }).timeout(20_000);

  it('counts by its status: a refused token is renewed, once', async () => {
    proxy.on(RENEW, () => new Response(token('payer', 'inv-42', 7200)));
    proxy.on(VIEW, ({ token: sent }) => (proxy.count(VIEW) === 1 && sent ? html(401) : invoice()));
    await mounted({ token: token(), tokenUrl: '/fresh-token', proxy: proxy.address });
    equal([proxy.count(RENEW), proxy.count(VIEW)], [1, 2]);

    unmountAll();
    proxy.on(VIEW, html(401));
    const element = mount({ token: token(), tokenUrl: '/fresh-token', proxy: proxy.address }, FALLBACK);
    await saysSo(element, '401');
    equal([proxy.count(RENEW), proxy.count(VIEW)], [2, 4]);
  });

  for (const [name, answer] of Object.entries({
    'a page with 429': () => html(429, { 'retry-after': '30' }),
    'a page with 503': () => html(503, { 'retry-after': '30' }),
    'nothing with 503': () => new Response(null, { status: 503, headers: { 'retry-after': '30' } }),
    'a page': () => html(200, { 'retry-after': '30' }),
  })) {
    it(`counts by its headers: it is left alone as long as it asks for, ${name}`, async () => {
      time = new FakeTime(NOW);
      proxy.on(VIEW, answer);
      const element = mount({ token: token(), proxy: proxy.address }, FALLBACK);
      await time.pass(100);
      await until(() => part(element, 'check-button'));
      for (const type of ['online', 'focus', 'online']) window.dispatchEvent(new Event(type));
      part(element, 'check-button')!.click();
      await element.refresh();
      await time.pass(29_000);
      equal(proxy.sent.length, 1);
      proxy.on(VIEW, invoice());
      await time.pass(1_500);
      equal([proxy.sent.length, element.status], [2, 'open']);
    });
  }

  it('also where it answers for a fresh token', async () => {
    time = new FakeTime(NOW);
    proxy.on(RENEW, () => html(503, { 'retry-after': '30' }));
    const element = mount({ tokenUrl: '/fresh-token', proxy: proxy.address }, FALLBACK);
    await time.pass(100);
    await until(() => element.matches(':state(error)'));
    window.dispatchEvent(new Event('online'));
    await time.pass(29_000);
    equal(proxy.sent.length, 1);
  });

  it('is not asked in quick succession, however often people come back', async () => {
    for (const view of [undefined, invoice(states['under-way'])]) {
      proxy.sent.length = 0;
      proxy.on(VIEW, view ?? answers.null!);
      const element = mount({ token: token(), proxy: proxy.address }, FALLBACK);
      await until(() => part(element, 'message'));
      proxy.on(VIEW, answers.null!);
      await element.refresh();
      const asked = proxy.sent.length;
      const begin = performance.now();
      for (let i = 0; i < 40; i++) {
        for (const type of ['focus', 'online', 'pageshow']) window.dispatchEvent(new Event(type));
        document.dispatchEvent(new Event('visibilitychange'));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      // After one second, then two, four and so on.
      const most = 2 + Math.log2(1 + (performance.now() - begin) / 1000);
      ok(proxy.sent.length - asked <= most, `${proxy.sent.length - asked} times`);
      element.remove();
    }
  }).timeout(10_000);

  it('is asked less often while a payment is under way', async () => {
    time = new FakeTime(NOW);
    proxy.on(VIEW, invoice(states['under-way']));
    const element = mount({ token: token(), proxy: proxy.address }, FALLBACK);
    await time.pass(10);
    await until(() => isComplete(element));
    proxy.on(VIEW, answers['a page']!);
    await time.pass(3_100);
    equal(proxy.sent.length, 2);
    await time.pass(9_000);
    equal(proxy.sent.length, 2);
    await time.pass(60_000);
    ok(proxy.sent.length <= 5, `${proxy.sent.length} times`);
  });

  it('is asked again by itself when the network is back', async () => {
    for (const refused of [undefined, refusal(404, 'not_found')]) {
      proxy.on(VIEW, refused ?? answers.null!);
      const element = mount({ token: token(), proxy: proxy.address }, FALLBACK);
      await until(() => part(element, 'message'));
      proxy.on(VIEW, invoice());
      window.dispatchEvent(new Event('online'));
      await until(() => part(element, 'amount'));
      element.remove();
    }
  });
});
