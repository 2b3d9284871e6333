import '../../widget/index.ts';
import { InvoicePayButton } from '../../widget/element/invoice-pay-button.ts';
import * as events from '../../widget/events/index.ts';
import { mount, part, unmountAll } from '../help/element.ts';
import { equal, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { asMerchant, connections, invoice, log, states, token } from './fixtures.ts';

type Named = { name: string };
type Declaration = Record<
  'attributes' | 'cssParts' | 'cssStates' | 'events' | 'slots' | 'members',
  Named[]
> & {
  cssProperties: (Named & { default: string })[];
};

/** What `npm run build` makes of the doc block. */
const MANIFEST = '/dist/custom-elements.json';

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

const names = (things: Named[]) => sorted(things.map(({ name }) => name));

describe('the manifest', () => {
  let proxy: ProxyStub;
  let declared: Declaration;

  before(async () => {
    const answer = await fetch(MANIFEST);
    ok(answer.ok, `${MANIFEST}: ${answer.status}; npm run build makes it`);
    const { modules } = await answer.json();
    declared = modules[0].declarations[0];
  });

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice/log', log()).on('GET /v1/log', log(true));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  /** Puts the element into each state in each view, and lets `look` look at it, also before anything is known. */
  async function everywhere(look: (element: InvoicePayButton) => void): Promise<void> {
    const show = async (audience: 'payer' | 'merchant' | 'admin') => {
      const element = mount({ token: token(audience), proxy: proxy.address });
      await element.updateComplete;
      look(element);
      await until(() => element.shadowRoot!.querySelector('[role="group"]'), audience);
      await until(
        () =>
          element.shadowRoot!.querySelector('[part="log"]') ||
          audience === 'payer' ||
          element.matches(':state(error)'),
      );
      look(element);
      part(element, 'disconnect-button')?.click();
      await element.updateComplete;
      look(element);
      element.remove();
    };
    for (const facts of Object.values(states)) {
      proxy.on('GET /v1/invoice', invoice(facts));
      await show('payer');
      proxy.on('GET /v1/invoice', asMerchant(invoice(facts)));
      await show('merchant');
    }
    proxy.on('GET /v1/invoice', refusal(401, 'invalid_token'));
    await show('payer');
    for (const view of Object.values(connections)) {
      proxy.on('GET /v1/connection', view);
      await show('admin');
    }
  }

  it('names every part and every slot that there is', async () => {
    const parts: string[] = [];
    const slots: string[] = [];
    await everywhere(({ shadowRoot }) => {
      for (const { part } of shadowRoot!.querySelectorAll('[part]')) parts.push(...part);
      for (const { name } of shadowRoot!.querySelectorAll('slot')) slots.push(name);
    });
    // Each method has one named after it besides.
    const ofAll = parts.filter((name) => !/^method-(?!button$)/.test(name));
    equal(names(declared.cssParts), sorted(ofAll));
    equal(names(declared.slots), sorted(slots));
  }).timeout(20_000);

  it('names every custom state, and the element has each of them at some time', async () => {
    const seen: string[] = [];
    await everywhere((element) => {
      for (const { name } of declared.cssStates) if (element.matches(`:state(${name})`)) seen.push(name);
      const status = element.status?.replaceAll('_', '-');
      if (status) ok(names(declared.cssStates).includes(status), status);
    });
    equal(names(declared.cssStates), sorted(seen));
  }).timeout(20_000);

  it('names every custom property with the default that it has', async () => {
    const used = new Map<string, string>();
    await everywhere(({ shadowRoot }) => {
      for (const sheet of shadowRoot!.adoptedStyleSheets) {
        for (const { cssText } of sheet.cssRules) {
          for (const [, name, fallback] of cssText.matchAll(
            /var\((--invoice-pay-[\w-]+), ((?:[^()]|\([^()]*\))+)\)/g,
          )) {
            // The first rule that has it is the element's own; a panel may have another default.
            if (!used.has(name!)) used.set(name!, fallback!);
          }
        }
      }
    });
    const line = used.get('--invoice-pay-line')!;
    const expected = [...used].map(
      ([name, fallback]) => `${name}: ${fallback.replace('var(--_line)', line)}`,
    );
    equal(
      sorted(declared.cssProperties.map(({ name, default: value }) => `${name}: ${value}`)),
      sorted(expected),
    );
  }).timeout(20_000);

  it('names every event, attribute and member', () => {
    const types = Object.keys(events).map((name) =>
      name
        .replace(/Event$/, '')
        .replace(/(?!^)[A-Z]/g, '-$&')
        .toLowerCase(),
    );
    equal(names(declared.events), sorted(types));
    equal(names(declared.attributes), sorted([...InvoicePayButton.observedAttributes, 'lang', 'status']));
    const element = new InvoicePayButton();
    for (const name of names(declared.members)) ok(name in element, name);
    const properties = [...InvoicePayButton.elementProperties.keys()].map(String);
    equal(names(declared.members), sorted([...properties, 'invoice', 'status', 'refresh']));
  });
});
