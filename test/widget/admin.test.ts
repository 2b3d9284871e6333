import '../../widget/index.ts';
import { mount, part, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { connections, log, token } from './fixtures.ts';

describe('what an administrator sees', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/connection', connections.ready!).on('GET /v1/log', log(true));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  const show = async () => {
    const element = mount({ token: token('admin'), proxy: proxy.address });
    await until(() => part(element, 'log')?.querySelector('li'));
    return element;
  };

  it('is whether payments can be made, the facts of the connection, and no invoice', async () => {
    const element = await show();
    match(
      text(element),
      /Everything is ready for payments.*Van Dijk Tuinen, verified.*iDEAL \| Wero, Card, Bank transfer/,
    );
    equal([element.status, proxy.count('GET /v1/invoice')], [null, 0]);
    ok(!element.matches(':state(loading)'));
  });

  it('names every finding with what to do about it', async () => {
    proxy.on('GET /v1/connection', connections.broken!);
    const element = await show();
    for (const { message, hint } of connections.broken!.findings) {
      ok(text(element).includes(`${message} ${hint}`), message);
    }
    ok(element.matches(':state(test-mode)'));
  });

  it('checks again', async () => {
    const element = await show();
    proxy.on('GET /v1/connection', connections.broken!);
    part(element, 'check-button')!.click();
    await until(() => /Payments are not possible at the moment/.test(text(element)));
  });

  it('has the log of the whole integration, each entry with its invoice', async () => {
    const element = await show();
    match(part(element, 'log')!.textContent!, /Invoice 2026-0042/);
    part(element, 'log')!.querySelector('button')!.click();
    await until(() => part(element, 'log')!.querySelectorAll('li').length === 8);
    match(proxy.sent.at(-1)!.path, /^\/v1\/log\?limit=20&before=older$/);
  });

  it('is told what failed, and can try again', async () => {
    proxy.on('GET /v1/connection', refusal(503, 'store_unavailable'));
    const element = mount({ token: token('admin'), proxy: proxy.address });
    await until(() => part(element, 'check-button'));
    proxy.on('GET /v1/connection', connections.ready!);
    part(element, 'check-button')!.click();
    await until(() => part(element, 'connection'));
  });
});
