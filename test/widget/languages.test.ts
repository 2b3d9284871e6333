import '../../widget/index.ts';
import { formatAmount, formatDate } from '../../widget/i18n/format.ts';
import { localeFor } from '../../widget/i18n/locale.ts';
import { texts as deFirst } from '../../widget/i18n/texts/de/basic.ts';
import { texts as deOffice } from '../../widget/i18n/texts/de/office.ts';
import { texts as dePayer } from '../../widget/i18n/texts/de/payer.ts';
import { texts as enFirst } from '../../widget/i18n/texts/en/basic.ts';
import { texts as enOffice } from '../../widget/i18n/texts/en/office.ts';
import { texts as enPayer } from '../../widget/i18n/texts/en/payer.ts';
import { texts as nlFirst } from '../../widget/i18n/texts/nl/basic.ts';
import { texts as nlOffice } from '../../widget/i18n/texts/nl/office.ts';
import { texts as nlPayer } from '../../widget/i18n/texts/nl/payer.ts';
import { mounted, part, press, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, eur, invoice, log, payment, states, token } from './fixtures.ts';

type Words = Record<string, unknown>;

const en = { first: enFirst, payer: enPayer, office: enOffice };
const nl = { first: nlFirst, payer: nlPayer, office: nlOffice };
const de = { first: deFirst, payer: dePayer, office: deOffice };

describe('languages', () => {
  it('have the same keys, and a text for each', () => {
    const paths = (words: Words, before = ''): string[] =>
      Object.entries(words).flatMap(([key, value]) => {
        if (typeof value === 'object') return paths(value as Words, `${before}${key}.`);
        ok(typeof value === 'function' || String(value).trim(), `${before}${key} is empty`);
        return [before + key];
      });
    equal(paths(nl).sort(), paths(en).sort());
    equal(paths(de).sort(), paths(en).sort());
  });

  it('have no text that nothing uses', async () => {
    const source = (await sources('/widget/index.ts')).join('\n');
    const { first, payer, office } = en;
    const unused = Object.keys({ ...first, ...payer, ...office }).filter(
      (key) => !new RegExp(`\\.${key}\\b`).test(source),
    );
    equal(unused, []);
    equal(
      Object.keys(payer.errors).filter((code) => !source.includes(`"${code}"`)),
      [],
    );
  });

  it('fall back from a region to its language, and from others to English', () => {
    const expected = {
      'nl-BE': 'nl-BE',
      nl: 'nl',
      'de-AT': 'de-AT',
      'en-US': 'en-US',
      en: 'en-GB',
      fr: 'en-GB',
      '': 'en-GB',
      nl_BE: 'en-GB',
      constructor: 'en-GB',
    };
    for (const [tag, locale] of Object.entries(expected)) equal(localeFor(tag), locale, tag);
  });

  it('write amounts with the decimals that the amount has', () => {
    const plain = (text: string) => text.replace(/\s/g, ' ');
    equal(plain(formatAmount(eur('1234.50'), 'nl')), '€ 1.234,50');
    equal(plain(formatAmount(eur('100.00'), 'de')), '100,00 €');
    equal(plain(formatAmount({ currency: 'JPY', value: '1000' }, 'en-GB')), 'JP¥ 1,000');
    equal(plain(formatAmount({ currency: 'HUF', value: '1000.50' }, 'en-GB')), 'HUF 1,000.50');
    equal(formatAmount(eur('999999999999.99'), 'en-GB'), '€\u00a0999,999,999,999.99');
    equal(formatAmount(eur('-50.00'), 'en-GB'), '-€\u00a050.00');
  });

  it('write a day as it stands, whatever the time zone', () => {
    equal(formatDate('2026-12-01', 'en-GB'), '1 December 2026');
    equal(formatDate('2026-01-31', 'nl'), '31 januari 2026');
  });
});

describe('the language of an element', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice', invoice(states.paid));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    document.documentElement.lang = 'en';
  });

  it('is the nearest one, and follows it', async () => {
    document.documentElement.lang = 'nl-BE';
    const element = await mounted({ token: token(), proxy: proxy.address });
    match(text(element), /Betaald op 3 november 2026/);
    equal(proxy.sent.at(-1)!.language, 'nl-BE');
    element.lang = 'de';
    await until(() => /Bezahlt am 3\. November 2026/.test(text(element)));
    await until(() => proxy.sent.at(-1)!.language === 'de');
  });

  it('goes along with every question, so that the way back from the checkout has it', async () => {
    document.documentElement.lang = 'nl-BE';
    proxy
      .on('GET /v1/invoice', asMerchant(invoice()))
      .on('POST /v1/invoice/payments', { payment: payment(), invoice: asMerchant(invoice()) })
      .on('POST /v1/invoice/refresh', asMerchant(invoice()))
      .on('GET /v1/invoice/log', log());
    const element = await mounted({ token: token('merchant'), proxy: proxy.address });
    await press(element, 'create-button');
    await press(element, 'check-button');
    (part(element, 'log') as HTMLDetailsElement).open = true;
    await until(() => proxy.count('GET /v1/invoice/log') > 0);
    equal(
      proxy.sent.map(({ language }) => language),
      proxy.sent.map(() => 'nl-BE'),
    );
    equal(proxy.count('POST /v1/invoice/payments'), 1);
    equal(proxy.count('POST /v1/invoice/refresh'), 1);
  });

  it('is followed by the proxy’s words, too, where it changes while they are on their way', async () => {
    let answer!: (view: object) => void;
    const held = () =>
      new Promise<object>((resolve) => {
        answer = resolve;
      });
    const inGerman = invoice({}, 'de');
    proxy.on('GET /v1/invoice', invoice());
    const element = await mounted({ token: token(), proxy: proxy.address });
    proxy.on('GET /v1/invoice', ({ language }) => (language === 'de' ? inGerman : held()));
    element.refresh();
    await until(() => answer);
    element.lang = 'de';
    await until(() => /Zu zahlen/.test(text(element)));
    answer(invoice());
    await until(() => part(element, 'status')!.textContent === inGerman.label, 'a look');

    element.lang = 'en';
    proxy
      .on('GET /v1/invoice', ({ language }) => (language === 'de' ? inGerman : invoice()))
      .on('POST /v1/invoice/payments', held);
    await until(() => part(element, 'status')!.textContent === 'Open');
    await press(element, 'pay-button');
    await until(() => proxy.count('POST /v1/invoice/payments'));
    element.lang = 'de';
    await until(() => part(element, 'status')!.textContent === inGerman.label);
    const stay = (event: Event) => event.preventDefault();
    document.addEventListener('invoice-pay-redirect', stay, { once: true });
    answer({ payment: payment(), invoice: invoice(states['under-way']) });
    await until(() => element.invoice!.payment);
    await until(() => part(element, 'status')!.textContent === inGerman.label, 'a press');
  });

  it('is found within an SVG', async () => {
    const host = document.createElement('div');
    host.innerHTML = '<svg lang="de"><foreignObject></foreignObject></svg>';
    document.body.append(host);
    const element = await mounted({ token: token(), proxy: proxy.address });
    host.querySelector('foreignObject')!.append(element);
    await until(() => /Bezahlt am/.test(text(element)));
    host.remove();
  });

  it('is found through the borders of shadow trees', async () => {
    const host = document.createElement('div');
    host.lang = 'de';
    document.body.append(host);
    const element = await mounted({ token: token(), proxy: proxy.address });
    host.attachShadow({ mode: 'open' }).append(element);
    await until(() => /Bezahlt am/.test(text(element)));
    host.remove();
  });

  it('is followed where it changes in a shadow tree around it, in a closed one too', async () => {
    const outer = document.createElement('div');
    const inner = document.createElement('div');
    document.body.append(outer);
    outer.attachShadow({ mode: 'closed' }).append(inner);
    const place = document.createElement('section');
    place.lang = 'nl';
    inner.attachShadow({ mode: 'open' }).append(place);
    const element = await mounted({ token: token(), proxy: proxy.address });
    place.append(element);
    await until(() => /Betaald op/.test(text(element)));
    place.lang = 'de';
    await until(() => /Bezahlt am/.test(text(element)));
    place.removeAttribute('lang');
    inner.lang = 'nl';
    await until(() => /Betaald op/.test(text(element)));
    outer.remove();
  });
});

/** A module and all that it imports, as the browser gets them; the languages themselves left out. */
async function sources(path: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(path) || /\/texts\/|node_modules|\.css/.test(path)) return [];
  seen.add(path);
  const source = await (await fetch(path)).text();
  const imports = [...source.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g)];
  const below = imports.map(([, to]) => sources(new URL(to!, location.origin + path).pathname, seen));
  return [source, ...(await Promise.all(below)).flat()];
}
