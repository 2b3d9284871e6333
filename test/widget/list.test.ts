import '../../widget/index.ts';
import { isComplete, mount, part, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { invoice, states, token } from './fixtures.ts';

describe('a list of invoices', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    const answer = (sent: string) => {
      const { sub } = JSON.parse(atob(sent.split('.')[1]!));
      const error = { code: 'invalid_token', message: 'Not valid.', reference: 'r' };
      return sub === 'bad' ? { error } : invoice({ id: sub, number: sub });
    };
    proxy = new ProxyStub()
      .on('GET /v1/invoice', ({ token }) => answer(token!))
      .on('POST /v1/invoices', ({ body }) => ({ invoices: (body!.tokens as string[]).map(answer) }));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  const add = (sub: string) => mount({ token: token('payer', sub), proxy: proxy.address });

  it('of 200 makes at most three requests, and everyone gets their own', async () => {
    const elements = Array.from({ length: 200 }, (_, i) => add(`inv-${i}`));
    await until(() => elements.every((element) => part(element, 'amount')));
    equal(
      proxy.sent.map(({ method, path }) => `${method} ${path}`),
      ['POST /v1/invoices', 'POST /v1/invoices'],
    );
    equal(
      elements.every((element, i) => element.invoice!.id === `inv-${i}`),
      true,
    );
  });

  it('is sent as a list on pages whose script writes lists in its own way', async () => {
    const lists = Array.prototype as unknown as { toJSON?: () => string };
    lists.toJSON = () => '[]';
    try {
      for (const id of ['a', 'b', 'c', 'd']) add(id);
      await until(() => proxy.sent.length > 0);
    } finally {
      delete lists.toJSON;
    }
    equal((proxy.sent[0]!.body!.tokens as string[]).length, 4);
  });

  it('is asked for together, too, when it is asked again after a failure', async () => {
    proxy.on('POST /v1/invoices', new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const elements = Array.from({ length: 120 }, (_, i) => add(`inv-${i}`));
    await until(() => elements.every((element) => part(element, 'message')));
    proxy.sent.length = 0;
    let asked = 0;
    proxy
      .on('POST /v1/invoices', ({ body }) => {
        asked += (body!.tokens as string[]).length;
        return new Response('', { status: 502 });
      })
      .on('GET /v1/invoice', () => {
        asked++;
        return new Response('', { status: 502 });
      });
    window.dispatchEvent(new Event('online'));
    await until(() => asked === 120, 'all of them', 10_000);
    // A machine that has other things to do may let one come a moment later.
    ok(proxy.sent.length <= 3, `${proxy.sent.length} requests`);
  }).timeout(15_000);

  it('sends tokens in the body, none in the header', async () => {
    const elements = [add('a'), add('b'), add('c'), add('d')];
    await until(() => elements.every((element) => part(element, 'amount')));
    equal([proxy.sent[0]!.token, (proxy.sent[0]!.body!.tokens as string[]).length], [null, 4]);
  });

  it('of a few asks for each by itself, so that the proxy looks at Mollie for them', async () => {
    const elements = [add('a'), add('b'), add('c')];
    await until(() => proxy.sent.length === elements.length);
    equal([...new Set(proxy.sent.map(({ method, path }) => `${method} ${path}`))], ['GET /v1/invoice']);
  });

  it('shows the others where one fails', async () => {
    const [good, bad] = [add('good'), add('bad'), add('third'), add('fourth')] as const;
    await until(() => part(good, 'amount') && part(bad, 'message'));
    match(text(bad), /Not valid\. Reference: r/);
  });

  it('asks again together when the page is shown again', async () => {
    const elements = Array.from({ length: 120 }, (_, i) => add(`inv-${i}`));
    await until(() => elements.every(isComplete));
    window.dispatchEvent(new Event('focus'));
    await until(() => proxy.sent.length >= 4);
    equal(proxy.count('GET /v1/invoice'), 0);
  });

  it('of one asks the way that has the proxy look at Mollie', async () => {
    const element = add('alone');
    await until(() => part(element, 'amount'));
    equal(
      proxy.sent.map(({ method, path }) => `${method} ${path}`),
      ['GET /v1/invoice'],
    );
  });

  it('takes no more room than three lines where the page hides the rest by its parts', async () => {
    const style = document.createElement('style');
    style.textContent = `invoice-pay-button {
        --invoice-pay-border: none;
        --invoice-pay-padding: 0;
        width: 300px;
      }
      ::part(actions), ::part(message) { display: none; }
      ::part(facts) { min-height: 0; }`;
    document.head.append(style);
    for (const name of ['open', 'paid', 'bank-transfer', 'void']) {
      proxy.on('GET /v1/invoice', invoice({ ...states[name], id: name, dueDate: null }));
      const element = add(name);
      await until(() => isComplete(element));
      equal(element.offsetHeight, 80, name);
      element.remove();
    }
    style.remove();
  });
});
