import '../../widget/index.ts';
import type {
  InvoicePayButton,
  InvoicePayConnectionEvent,
  InvoicePayErrorEvent,
} from '../../widget/index.ts';
import { mount, next, part, press, spoken, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { connection, connections, log, token } from './fixtures.ts';

const GET = 'GET /v1/connection';
const PUT = 'PUT /v1/connection';
const DELETE = 'DELETE /v1/connection';

const KEY = 'test_anyKeyDoesAtTheSimulator123456';
const none = connections['not-connected']!;
const inTest = connection({ mode: 'test', key: { source: 'stored', hint: 'test_…3456' } });

describe('an administrator', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on(GET, none).on('GET /v1/log', log(true));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    document.documentElement.lang = 'en';
  });

  const show = async (view = none, given = token('admin')) => {
    proxy.on(GET, view);
    const element = mount({ token: given, proxy: proxy.address });
    await until(() => part(element, 'log')?.querySelector('li'), 'a connection', 4_000);
    return element;
  };
  const field = (element: Element, id: string) =>
    element.shadowRoot!.querySelector<HTMLInputElement>(`#${id}`)!;
  const type = (element: Element, id: string, value: string) => {
    field(element, id).value = value;
    field(element, id).dispatchEvent(new Event('input', { bubbles: true }));
  };
  const focused = (element: Element) => element.shadowRoot!.activeElement;
  /** What was sent to change something. */
  const changes = () =>
    proxy.sent.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body]);
  const connect = async (element: InvoicePayButton, key = KEY) => {
    type(element, 'key', key);
    await press(element, 'connect-button');
  };
  /** All that anybody could read out of the element, now. */
  const everything = (element: Element) => {
    const { shadowRoot } = element;
    const values = [...shadowRoot!.querySelectorAll('input')].map(({ value }) => value);
    return [element.outerHTML, shadowRoot!.innerHTML, ...values].join('\n');
  };

  it('without a key reads what one is for and where it is found, and has one field for it', async () => {
    const element = await show();
    match(
      text(element),
      /^Connection Not connected to Mollie yet.*can pay their invoices online.*API access tokens/,
    );
    ok(!text(element).includes('No account is connected'), 'says it once');
    equal(
      ['connected', 'paused', 'error'].map((name) => element.matches(`:state(${name})`)),
      [false, false, false],
    );
    for (const name of ['pause-button', 'replace-button', 'disconnect-button'])
      equal(part(element, name), null);
  });

  it('enters the key where password managers keep away, hidden until it is to be seen', async () => {
    const element = await show();
    const input = field(element, 'key');
    equal(
      ['type', 'name', 'autocomplete', 'spellcheck', 'data-1p-ignore', 'data-lpignore', 'data-bwignore'].map(
        (name) => input.getAttribute(name),
      ),
      [null, null, 'off', 'false', '', 'true', 'true'],
    );
    const isHidden = () => getComputedStyle(input).getPropertyValue('-webkit-text-security') === 'disc';
    ok(isHidden());
    const toggle = [...element.shadowRoot!.querySelectorAll('button')].find((each) =>
      /Show key/.test(each.textContent),
    )!;
    toggle.click();
    await until(() => !isHidden() && /Hide key/.test(toggle.textContent));
    equal(changes(), []);
  });

  it('is told of what is no key before anything is sent', async () => {
    const element = await show();
    for (const [typed, words] of [
      ['  ', /Please enter the API key/],
      ['access_4fd9', /no API key of Mollie/],
      ['test-123', /no API key of Mollie/],
      ['my live_123 key', /no API key of Mollie/],
    ] as const) {
      await connect(element, typed);
      await until(() => words.test(spoken(element)), typed);
      match(text(element), words);
      equal([field(element, 'key').ariaInvalid, focused(element)?.id], ['true', 'key']);
    }
    equal(changes(), []);
  });

  it('connects, and reads what the check has found', async () => {
    const element = await show();
    const answer = proxy.hold(PUT);
    const changed = next<InvoicePayConnectionEvent>('invoice-pay-connection');
    await connect(element, `  ${KEY} `);
    await until(() => part(element, 'connect-button')!.ariaBusy === 'true');
    ok(!everything(element).includes(KEY), 'the key is still there while it is on its way');
    answer(inTest);
    const event = await changed;
    equal(event.connection, inTest);
    equal(changes(), [['PUT', { apiKey: KEY }]]);
    await until(() => !part(element, 'connect') && focused(element) === part(element, 'check-button'));
    match(
      text(element),
      /Test Everything is ready.*Connected to Van Dijk Tuinen\. This is test mode.*test_…3456/,
    );
    match(spoken(element), /Connected to Van Dijk Tuinen\. This is test mode/);
    equal(
      ['connected', 'test-mode'].map((name) => element.matches(`:state(${name})`)),
      [true, true],
    );
    ok(!everything(element).includes(KEY));
  });

  it('is not told that customers pay for real before they can', async () => {
    const finding = { code: 'profile_unverified', message: 'Not verified.', hint: 'Wait.' };
    for (const [answer, words] of [
      [connection(), /Connected to Van Dijk Tuinen\. Your customers now pay for real\./],
      [
        connection({ ok: false, findings: [finding] }),
        /Tuinen\. Not everything is ready yet: see below\. Not verified\./,
      ],
    ] as const) {
      const element = await show();
      proxy.on(PUT, answer);
      await connect(element);
      await until(() => words.test(text(element)), String(words));
      element.remove();
    }
  });

  it('sees by itself what the search for earlier payments comes to', async () => {
    const element = await show();
    const finding = { code: 'list_not_searched', message: 'Still searching.', hint: 'Wait.' };
    proxy.on(PUT, { ...inTest, ok: false, findings: [finding] }).on(GET, inTest);
    await connect(element);
    await until(() => /Payments are not possible.*Still searching/.test(text(element)));
    await until(() => /Everything is ready/.test(text(element)), 'the next look', 4_000);
    match(spoken(element), /Everything is ready/);
    equal(proxy.count(GET), 2);
  });

  it('is told at the field why a key is refused, and has to enter it again', async () => {
    const element = await show();
    for (const answer of [
      refusal(422, 'key_refused', { message: 'Mollie does not know this key.' }),
      refusal(400, 'bad_request', { message: 'This is too short.' }),
      refusal(409, 'key_in_environment', { message: 'The environment has one.' }),
    ]) {
      const { error } = await answer.json();
      proxy.on(PUT, answer);
      const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
      await connect(element);
      equal([(await failed).code, (await failed).reference], [error.code, 'ref-1']);
      await until(() => spoken(element).includes(error.message), error.code);
      ok(text(element).includes(`${error.message} (Reference: ref-1) For safety`), error.code);
      equal([focused(element)?.id, element.matches(':state(error)')], ['key', false]);
      ok(!everything(element).includes(KEY));
    }
  });

  it('is told what failed besides, and nothing of the key stays', async () => {
    const element = await show();
    proxy.on(PUT, refusal(503, 'mollie_unavailable'));
    await connect(element);
    await until(() => element.matches(':state(error)'));
    match(text(element), /Sorry: mollie_unavailable.*For safety, this page has not kept the key/);
    ok(!everything(element).includes(KEY));
  });

  it('is warned of a key with another account’s payments, and may use it all the same', async () => {
    const element = await show();
    proxy.on(PUT, ({ body }) => (body?.shared ? inTest : refusal(409, 'key_of_other_account')));
    await connect(element);
    await until(() => part(element, 'question'), 'a question');
    match(
      part(element, 'question')!.textContent!,
      /key_of_other_account.*the money of both accounts goes to one profile.*ref-1/s,
    );
    await until(() => /Cancel/.test(focused(element)?.textContent ?? ''));
    ok(!everything(element).includes(KEY), 'the key waits in memory alone');
    await press(element, 'connect-button');
    await until(() => part(element, 'replace-button'));
    equal(changes(), [
      ['PUT', { apiKey: KEY }],
      ['PUT', { apiKey: KEY, shared: true }],
    ]);
  });

  it('may leave such a key alone, and a page with another token has forgotten it', async () => {
    const element = await show();
    proxy.on(PUT, refusal(409, 'key_of_other_account'));
    await connect(element);
    await until(() => part(element, 'question'));
    part(element, 'question')!.querySelector<HTMLElement>('.cancel')!.click();
    await until(() => focused(element)?.id === 'key');
    await connect(element);
    await until(() => part(element, 'question'));
    element.token = token('admin', 'inv-42', 1800);
    await until(() => !part(element, 'question') && part(element, 'connect'));
    equal(changes().length, 2);
  });

  it('pauses and resumes, and reads what that means', async () => {
    const element = await show(connection());
    match(text(element), /While payments are paused, nothing new can be paid/);
    proxy.on(PUT, connections.paused!);
    await press(element, 'pause-button');
    await until(() => element.matches(':state(paused)'));
    match(text(element), /Payments are paused.*What is under way goes on/);
    ok(!text(element).includes('Resume them.'), 'says it once');
    match(spoken(element), /Payments are paused/);
    equal(part(element, 'pause-button')!.textContent, 'Resume');
    proxy.on(PUT, connection());
    await press(element, 'pause-button');
    await until(() => !element.matches(':state(paused)'));
    equal(changes(), [
      ['PUT', { paused: true }],
      ['PUT', { paused: false }],
    ]);
  });

  it('replaces the key, or does not', async () => {
    const element = await show(connection());
    part(element, 'replace-button')!.click();
    await until(() => focused(element)?.id === 'key');
    [...element.shadowRoot!.querySelectorAll('button')]
      .find((each) => each.textContent === 'Cancel')!
      .click();
    await until(() => focused(element) === part(element, 'replace-button'));
    part(element, 'replace-button')!.click();
    await until(() => part(element, 'connect'));
    proxy.on(PUT, inTest);
    await connect(element);
    await until(() => /test_…3456/.test(text(element)) && !part(element, 'connect'));
    equal(changes(), [['PUT', { apiKey: KEY }]]);
  });

  it('disconnects only after a question, which takes the focus and gives it back', async () => {
    const element = await show(connection());
    part(element, 'disconnect-button')!.click();
    await until(() => part(element, 'question'));
    match(part(element, 'question')!.textContent!, /Disconnect Mollie\?.*no longer followed/s);
    await until(() => focused(element)?.textContent === 'Stay connected');
    focused(element)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await until(() => focused(element) === part(element, 'disconnect-button') && !part(element, 'question'));
    equal(changes(), []);

    part(element, 'disconnect-button')!.click();
    await until(() => part(element, 'question'));
    proxy.on(DELETE, new Response(null, { status: 204 })).on(GET, none);
    const changed = next<InvoicePayConnectionEvent>('invoice-pay-connection');
    await press(element, 'disconnect-button');
    equal((await changed).connection, none);
    await until(() => part(element, 'connect') && /Mollie is disconnected/.test(spoken(element)));
    equal([changes(), element.matches(':state(connected)')], [[['DELETE', null]], false]);
  });

  it('with a key from the environment pauses, and is told who replaces it', async () => {
    const element = await show(connection({ key: { source: 'environment', hint: 'live_…4Fd9' } }));
    match(text(element), /live_…4Fd9, from the proxy’s configuration.*MOLLIE_API_KEY/);
    equal(
      ['pause-button', 'brand', 'replace-button', 'disconnect-button'].map(
        (name) => part(element, name) !== null,
      ),
      [true, true, false, false],
    );
  });

  it('with access for more than an hour looks on, and is told so', async () => {
    for (const [life, isReadOnly] of [
      [3600, false],
      [3601, true],
    ] as const) {
      for (const view of [connection(), none]) {
        const element = await show(view, token('admin', 'inv-42', 1800, life));
        await until(() => /not change it/.test(text(element)) === isReadOnly, `${life}`);
        const buttons = ['connect', 'pause-button', 'replace-button', 'disconnect-button', 'brand'];
        equal(
          buttons.every((name) => part(element, name) === null),
          isReadOnly,
        );
        element.remove();
      }
    }
  });

  it('sees the answer to a change, not an older one that comes later', async () => {
    const element = await show(connection());
    const late = proxy.hold(GET);
    const refreshed = element.refresh();
    await until(() => proxy.count(GET) === 2);
    proxy.on(PUT, connections.paused!);
    await press(element, 'pause-button');
    await until(() => element.matches(':state(paused)'));
    late(connection());
    await refreshed;
    ok(element.matches(':state(paused)'));
  });

  it('tells test and live apart at a glance', async () => {
    for (const [view, word] of [
      [inTest, 'Test'],
      [connection(), 'Live'],
    ] as const) {
      const element = await show(view);
      equal(element.shadowRoot!.querySelector('.facts .ribbon')!.textContent, word);
      element.remove();
    }
  });

  it('has room for all of it at 280 pixels, in every language', async () => {
    for (const lang of ['en', 'nl', 'de']) {
      document.documentElement.lang = lang;
      for (const [view, opener] of [
        [none, ''],
        [connection(), 'replace-button'],
        [connection(), 'disconnect-button'],
      ] as const) {
        const element = await show(view);
        element.style.width = '280px';
        part(element, opener)?.click();
        for (const details of element.shadowRoot!.querySelectorAll('details')) details.open = true;
        await element.updateComplete;
        const box = element.shadowRoot!.querySelector('.box')!;
        ok(box.scrollWidth <= 280, `${lang}, ${opener}: ${box.scrollWidth} pixels`);
        element.remove();
      }
    }
  });
});
