import '../../widget/index.ts';
// Here before anything else is asked: what is late here are answers, not scripts.
import '../../widget/element/load-panel.ts';
import type { InvoicePayEventMap } from '../../widget/events/index.ts';
import type { InvoicePayButton } from '../../widget/index.ts';
import { isComplete, mount, mounted, part, spoken, text, unmountAll } from '../help/element.ts';
import { equal, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal, type Sent } from '../help/proxy-stub.ts';
import {
  asMerchant,
  connection,
  connections,
  eur,
  invoice,
  log,
  payment,
  states,
  token,
} from './fixtures.ts';

const VIEW = 'GET /v1/invoice';
const CREATE = 'POST /v1/invoice/payments';
const CHECK = 'POST /v1/invoice/refresh';

const EVENTS: readonly (keyof InvoicePayEventMap)[] = [
  'invoice-pay-status',
  'invoice-pay-created',
  'invoice-pay-copied',
  'invoice-pay-redirect',
  'invoice-pay-error',
];

/** What makes another conversation of it. */
const changes: Record<string, (element: InvoicePayButton) => void> = {
  'another token': (element) => {
    element.token = token('payer', 'inv-43');
  },
  'another token of the same invoice': (element) => {
    element.token = token('payer', 'inv-42', 7200);
  },
  'another proxy': (element) => {
    element.proxy = 'https://other.example/';
  },
  'another place': (element) => {
    document.body.append(document.createElement('section'));
    document.body.lastElementChild!.append(element);
  },
  'no place': (element) => element.remove(),
  'no token': (element) => element.removeAttribute('token'),
};

describe('an answer that comes too late', () => {
  let proxy: ProxyStub;
  let heard: string[];

  const hear = (event: Event) => {
    heard.push(event.type);
    if (event.type === 'invoice-pay-redirect') event.preventDefault();
  };

  beforeEach(() => {
    heard = [];
    for (const type of EVENTS) document.addEventListener(type, hear);
    proxy = new ProxyStub();
  });

  afterEach(() => {
    for (const type of EVENTS) document.removeEventListener(type, hear);
    unmountAll();
    for (const section of document.querySelectorAll('section')) section.remove();
    proxy.restore();
  });

  /** Each token's own invoice, of € 100.00, and of € 43.00 for that of 43. */
  const own = (sent: Sent) => {
    const { sub } = JSON.parse(atob(sent.token!.split('.')[1]!));
    const amount = eur(sub === 'inv-43' ? '43.00' : '100.00');
    return invoice({ id: sub, total: amount, remaining: amount, due: amount });
  };

  /** Long enough for whatever would still come of it. */
  const settle = async (element: InvoicePayButton) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    await element.updateComplete;
  };

  for (const [what, change] of Object.entries(changes)) {
    for (const [outcome, answer] of Object.entries({
      payment: () => ({ payment: payment(), invoice: invoice(states['under-way']) }),
      error: () => refusal(503, 'mollie_unavailable', { retryAfter: 60 }),
      conflict: () => refusal(409, 'amount_changed', { invoice: invoice({ due: eur('50.00') }) }),
    })) {
      it(`to Pay is dropped: ${outcome} and ${what}`, async () => {
        proxy.on(VIEW, own);
        const element = mount({ proxy: proxy.address });
        element.setAttribute('token', token());
        await until(() => isComplete(element));
        const late = proxy.hold(CREATE);
        part(element, 'pay-button')!.click();
        await until(() => proxy.count(CREATE) === 1);
        heard = [];
        change(element);
        late(answer());
        await settle(element);
        equal(
          heard.filter((type) => type !== 'invoice-pay-status'),
          [],
        );
        ok(!element.matches(':state(error)'));
        if (!element.isConnected) document.body.append(element);
        await settle(element);
        const pay = part(element, 'pay-button');
        equal(pay?.ariaBusy ?? 'false', 'false');
        equal([/changed|Sorry/.test(text(element)), spoken(element)], [false, '']);
        equal(
          heard.filter((type) => /error|redirect|created/.test(type)),
          [],
        );
        if (what === 'another token') match43(element);
      });
    }
  }

  const match43 = (element: InvoicePayButton) => {
    equal(element.invoice?.id, 'inv-43');
    equal(part(element, 'pay-button')!.textContent, 'Pay €\u00a043.00');
  };

  it('is dropped where a listener sets another token in between', async () => {
    proxy.on(VIEW, own).on(CREATE, { payment: payment(), invoice: invoice(states['under-way']) });
    const element = await mounted({ token: token(), proxy: proxy.address });
    heard = [];
    element.addEventListener('invoice-pay-created', () => {
      element.token = token('payer', 'inv-43');
    });
    part(element, 'pay-button')!.click();
    await until(() => element.invoice?.id === 'inv-43');
    await settle(element);
    equal(heard, ['invoice-pay-created', 'invoice-pay-status']);
  });

  it('does not send a press that waits for its script on to another invoice', async () => {
    proxy.on(VIEW, own).on(CREATE, { payment: payment(), invoice: invoice() });
    const element = mount({ token: token(), proxy: proxy.address });
    element.addEventListener(
      'invoice-pay-status',
      async () => {
        await element.updateComplete;
        part(element, 'pay-button')!.click();
        element.token = token('payer', 'inv-43');
        part(element, 'pay-button')!.click();
      },
      { once: true },
    );
    await until(() => isComplete(element) && element.invoice?.id === 'inv-43');
    await settle(element);
    equal(proxy.count(CREATE), 0);
  });

  it('to a look is dropped: a view and an error', async () => {
    for (const answer of [invoice(states.paid), refusal(401, 'invalid_token')]) {
      const late = proxy.hold(VIEW);
      const element = mount({ token: token(), proxy: proxy.address });
      await until(() => proxy.count(VIEW) === 1);
      proxy.on(VIEW, own);
      element.token = token('payer', 'inv-43');
      late(answer);
      await until(() => isComplete(element));
      await settle(element);
      match43(element);
      equal(heard, ['invoice-pay-status']);
      element.remove();
      proxy.sent.length = 0;
      heard = [];
    }
  });

  it('to a fresh token is dropped', async () => {
    proxy.on(VIEW, own);
    const late = proxy.hold('GET /fresh-token');
    const element = mount({ tokenUrl: '/fresh-token', proxy: proxy.address });
    await until(() => proxy.count('GET /fresh-token') === 1);
    Object.assign(element, { token: token('payer', 'inv-43'), tokenUrl: null });
    await until(() => isComplete(element));
    late(new Response(token()));
    await settle(element);
    match43(element);
    equal(proxy.count(VIEW), 1);
  });

  it('to Check now, to the log and to copying is dropped', async () => {
    const view = (sent: Sent) => asMerchant(own(sent));
    proxy.on(VIEW, view).on('GET /v1/invoice/log', log());
    let copied: (() => void) | undefined;
    const writeText = () =>
      new Promise<void>((resolve) => {
        copied = resolve;
      });
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    const element = await mounted({ token: token('merchant'), proxy: proxy.address });
    const lateCheck = proxy.hold(CHECK);
    const lateLog = proxy.hold('GET /v1/invoice/log');
    element.shadowRoot!.querySelector<HTMLDetailsElement>('details[part="log"]')!.open = true;
    part(element, 'copy-button')!.click();
    part(element, 'check-button')!.click();
    await until(() => proxy.count(CHECK) === 1 && proxy.count('GET /v1/invoice/log') === 1 && copied);
    heard = [];
    element.token = token('merchant', 'inv-43');
    lateCheck(asMerchant(invoice(states.paid)));
    lateLog(log());
    copied!();
    Reflect.deleteProperty(navigator, 'clipboard');
    await until(() => element.invoice?.id === 'inv-43' && part(element, 'qr'));
    await settle(element);
    equal([heard, element.status, spoken(element)], [['invoice-pay-status'], 'open', '']);
    ok(
      !/was paid with iDEAL|Link copied$/.test(text(element)) ||
        !part(element, 'log')!.querySelector('.entry'),
    );
  });

  it('to the connection check is dropped, also for another account', async () => {
    const late = proxy.hold('GET /v1/connection');
    proxy.on('GET /v1/log', log(true));
    const element = mount({ token: token('admin'), proxy: proxy.address });
    await until(() => proxy.count('GET /v1/connection') === 1);
    proxy.on('GET /v1/connection', connection({ profile: { name: 'Bakkerij Smit', status: 'verified' } }));
    element.token = token('admin', 'inv-42', 7200);
    late(connection());
    await until(() => /Bakkerij Smit/.test(text(element)));
    await settle(element);
    ok(!/Van Dijk/.test(text(element)));
  });

  it('to Check again is dropped, also where the log comes later', async () => {
    proxy.on('GET /v1/connection', connection()).on('GET /v1/log', log(true));
    const element = mount({ token: token('admin'), proxy: proxy.address });
    await until(() => part(element, 'log')?.querySelector('li'));
    proxy.on('GET /v1/connection', connections.broken!);
    const late = proxy.hold('GET /v1/log');
    part(element, 'check-button')!.click();
    await until(() => proxy.count('GET /v1/log') === 2);
    await settle(element);
    proxy.hold('GET /v1/connection');
    element.token = token('admin', 'inv-42', 7200);
    late(log(true));
    await settle(element);
    equal([/Payments are not possible/.test(text(element)), spoken(element)], [false, '']);
  });

  it('leaves a payer no words of a merchant who had the element before', async () => {
    for (const name of ['unconfirmed', 'failed', 'charged-back', 'void']) {
      proxy.on(VIEW, invoice(states[name]));
      const alone = text(await mounted({ token: token(), proxy: proxy.address }));
      proxy.on(VIEW, asMerchant(invoice(states[name])));
      const element = await mounted({ token: token('merchant'), proxy: proxy.address });
      proxy.on(VIEW, invoice(states[name]));
      element.token = token();
      await until(() => isComplete(element) && !part(element, 'log'));
      await settle(element);
      equal([text(element), spoken(element)], [alone, ''], name);
      unmountAll();
    }
  });

  it('of another invoice than the token’s is an error, whoever answers it', async () => {
    const other = invoice({ id: 'inv-43', due: eur('43.00') });
    proxy.on(VIEW, other);
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'message'));
    equal([element.invoice, heard], [null, ['invoice-pay-error']]);
    ok(!part(element, 'pay-button') && !/43/.test(text(element)));

    proxy.on(VIEW, own);
    await element.refresh();
    proxy.on(CREATE, { payment: payment(), invoice: other });
    await until(() => part(element, 'pay-button'));
    part(element, 'pay-button')!.click();
    await until(() => element.matches(':state(error)'));
    equal(element.invoice!.id, 'inv-42');
    ok(!heard.includes('invoice-pay-created') && !heard.includes('invoice-pay-redirect'));
  });

  it('is known by its id in any script', async () => {
    for (const id of ['Rechnung Nº 42/ä', '請求書-42', '🧾', 'a b\u0000c', '%C3%A4']) {
      proxy.on(VIEW, invoice({ id }));
      const element = mount({ token: unicodeToken(id), proxy: proxy.address });
      await until(() => element.invoice?.id === id, id);
      element.remove();
    }
  });

  it('in a list is each token’s own, or an error, in whatever order they come', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    proxy.on('POST /v1/invoices', {
      invoices: [invoice({ id: 'b' }), invoice({ id: 'a' }), invoice({ id: 'c' }), null],
    });
    const elements = ids.map((id) => mount({ token: token('payer', id), proxy: proxy.address }));
    await until(() => elements.every((element) => part(element, 'message') || part(element, 'amount')));
    equal(
      elements.map((element) => element.invoice?.id ?? null),
      [null, null, 'c', null, null],
    );
    equal(heard.sort(), [...Array(4).fill('invoice-pay-error'), 'invoice-pay-status']);
  });

  it('leaves nothing of the invoice where the token is gone', async () => {
    proxy.on(VIEW, own);
    const element = mount({ proxy: proxy.address }, '<a href="https://pay.example">Pay</a>');
    element.setAttribute('token', token());
    await until(() => isComplete(element));
    const pay = part(element, 'pay-button')!;
    element.removeAttribute('token');
    pay.click();
    await settle(element);
    equal([element.invoice, element.status, element.getAttribute('status')], [null, null, null]);
    ok(!/100/.test(text(element)) && element.querySelector('a')!.checkVisibility());
    await element.refresh();
    equal(proxy.sent.length, 1);
  });
});

/** As the host’s back end writes it: its bytes are UTF-8. */
function unicodeToken(sub: string): string {
  const part = (value: object) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  return `${part({ alg: 'HS256' })}.${part({ aud: 'invoice-pay', sub, exp: 4e9 })}.unsigned`;
}
