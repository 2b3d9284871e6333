import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPages } from '../../proxy/pages/index.ts';
import { formatAmount, formatDate, formatTime } from '../../proxy/texts/format.ts';
import { LANGUAGES, texts } from '../../proxy/texts/languages.ts';
import { pickLanguage, pickLocale } from '../../proxy/texts/pick-language.ts';
import { createTranslator, type Translator, translatorFor } from '../../proxy/texts/translator.ts';
import type { InvoiceView } from '../../shared/api.ts';
import { INVOICES } from '../help/invoice-views/states.ts';
import { NOW } from '../help/invoice-views/view.ts';

/** Every text by its path, such as `page.actions.pay`. */
function leaves(table: object, path: string[] = []): [string, unknown][] {
  return Object.entries(table).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, [...path, key])
      : [[[...path, key].join('.'), value] as [string, unknown]],
  );
}

/** Spaces that do not break are right, and hard to read in a test. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const AMOUNT = { currency: 'EUR', value: '100.00' };

/** One entry of each event, with all that its sentence may use. */
const DETAILS = {
  id: 'tr_test',
  type: 'invoice.paid',
  total: AMOUNT,
  amount: AMOUNT,
  excess: AMOUNT,
  method: 'ideal',
  title: 'Unprocessable Entity',
  detail: 'The amount is lower than the minimum',
  status: 422,
  hint: 'test_…4Fd9',
  profile: 'Bakkerij Jansen',
  field: 'amount',
  rev: 7,
  changes: {
    total: { from: AMOUNT, to: { currency: 'EUR', value: '150.00' } },
    paidElsewhere: { from: AMOUNT, to: AMOUNT },
    dueDate: { from: null, to: '2026-12-01' },
    void: { from: false, to: true },
    others: ['description'],
  },
};

test('every language has the same texts, each of the same kind', () => {
  const kinds = (table: object) => leaves(table).map(([path, value]) => `${path}: ${typeof value}`);
  for (const language of LANGUAGES) assert.deepEqual(kinds(texts(language)), kinds(texts('en')), language);
});

test('no text is empty, and none has a double space or one at its end', () => {
  for (const language of LANGUAGES) {
    for (const [path, text] of leaves(texts(language))) {
      if (typeof text !== 'string') continue;
      assert.notEqual(text, '', `${language} ${path}`);
      assert.equal(text, text.replace(/ {2,}/g, ' ').trim(), `${language} ${path}`);
    }
  }
});

test('every text of the pages is on some page, in every language', async () => {
  const pages = await createPages({ brand: { name: null, logo: null, color: null } });
  for (const language of LANGUAGES) {
    const { translator, unused } = recording(createTranslator(language));
    for (const view of Object.values<InvoiceView>(INVOICES)) {
      const page = {
        view,
        translator,
        now: new Date(NOW),
        link: 'https://pay.example/pay/x',
        path: '/pay/x',
      };
      pages.pay({ ...page, message: { code: 'x', text: 'x', reference: 'x' } });
      pages.pay({ ...page, transferred: true, description: 'x', paidWith: ['ideal'] });
    }
    for (const code of ['not_found', 'rate_limited', 'too_large'])
      pages.error({ code, translator, path: '/pay/x' });
    assert.deepEqual(unused(), [], language);
  }
});

/** A translator that knows which texts of the pages were never asked for. */
function recording(translator: Translator): { translator: Translator; unused: () => string[] } {
  const unused = new Set<string>();
  const watch = <T extends object>(table: T, path: string): T => {
    for (const [key, value] of Object.entries(table))
      if (typeof value !== 'object') unused.add(`${path}.${key}`);
    return new Proxy(table, {
      get(target, key) {
        const value = Reflect.get(target, key);
        unused.delete(`${path}.${String(key)}`);
        return watched.get(value) ?? value;
      },
    });
  };
  const { page } = translator.texts;
  const watched = new Map<unknown, object>(
    Object.entries(page)
      .filter(([, value]) => typeof value === 'object')
      .map(([key, value]) => [value, watch(value as object, key)]),
  );
  const texts = { ...translator.texts, page: watch(page, 'page') };
  return { translator: { ...translator, texts }, unused: () => [...unused] };
}

test('every event of the log is a sentence in every language', () => {
  for (const language of LANGUAGES) {
    const translator = createTranslator(language);
    for (const event of Object.keys(texts('en').log)) {
      const message = translator.log(event, DETAILS);
      assert.match(message, /^\S.*\S$/, `${language} ${event}`);
      assert.doesNotMatch(message, /undefined|null|object|NaN/, `${language} ${event}`);
    }
  }
});

test('an event that another version wrote says its name', () => {
  assert.equal(createTranslator('en').log('payment.teleported', {}), 'payment.teleported');
  assert.equal(createTranslator('en').log('constructor', {}), 'constructor');
});

test('a change of the facts is told in one line', () => {
  const { changes } = DETAILS;
  assert.equal(
    plain(
      createTranslator('en').log('invoice.changed', {
        changes: { total: changes.total, void: changes.void },
      }),
    ),
    'Invoice changed: withdrawn; total from € 100.00 to € 150.00.',
  );
});

test('an error speaks of what it is about, and an unknown one is an internal one', () => {
  const translator = createTranslator('nl');
  assert.equal(
    plain(translator.error('amount_changed', { from: '100.00', to: '50.00', currency: 'EUR' })),
    'Het bedrag is gewijzigd van € 100,00 in € 50,00. Er is niets afgeschreven. Controleer het nieuwe bedrag voordat u betaalt.',
  );
  assert.match(translator.error('invalid_invoice', { claim: 'total' }), /total/);
  assert.equal(translator.error('toString'), translator.error('internal_error'));
});

test('that no method is there is said of the one that was asked for, or of all', () => {
  const sentences = {
    en: [
      'This invoice cannot be paid with iDEAL | Wero at the moment. Please choose another way.',
      'No payment method is available for this invoice.',
    ],
    nl: [
      'Deze factuur kan op dit moment niet met iDEAL | Wero worden betaald. Kies een andere manier.',
      'Voor deze factuur is geen betaalmethode beschikbaar.',
    ],
    de: [
      'Diese Rechnung kann zurzeit nicht mit iDEAL | Wero bezahlt werden. Bitte wählen Sie einen anderen Weg.',
      'Für diese Rechnung steht keine Zahlungsart zur Verfügung.',
    ],
  };
  for (const language of LANGUAGES) {
    const { error } = createTranslator(language);
    assert.deepEqual(
      [error('no_methods', { method: 'ideal' }), error('no_methods')],
      sentences[language],
      language,
    );
  }
});

test('a field that Mollie did not accept is named where Mollie names it', () => {
  for (const language of LANGUAGES) {
    const { log, texts: words } = createTranslator(language);
    const sentences = (field: string) => [
      log('payment.billing_refused', { amount: AMOUNT, ...(field && { field }) }),
      words.warnings.billingRefused(field),
    ];
    for (const sentence of sentences('billingAddress.postalCode'))
      assert.match(sentence, / \(billingAddress\.postalCode\)\. /, language);
    for (const sentence of sentences('')) assert.doesNotMatch(sentence, /\(|undefined| \./, language);
  }
});

test('a payment whose method is changed goes on with the new one, or with the choice of methods', () => {
  for (const language of LANGUAGES) {
    const { log } = createTranslator(language);
    const said = (method: string | null) => log('payment.method_changed', { amount: AMOUNT, method });
    assert.match(said('ideal'), /iDEAL/, language);
    assert.doesNotMatch(said(null), /null/, language);
  }
});

test('the language is the chosen one, else what the browser prefers, else what the invoice says, else English', () => {
  const examples: [Parameters<typeof pickLanguage>[0], string][] = [
    [{}, 'en'],
    [{ locale: 'nl_NL' }, 'nl'],
    [{ locale: 'fr_FR' }, 'en'],
    [{ acceptLanguage: 'de-AT,de;q=0.9', locale: 'nl_NL' }, 'de'],
    [{ acceptLanguage: 'en;q=0.5, nl;q=0.8' }, 'nl'],
    [{ acceptLanguage: 'fr-FR, *;q=0.1', locale: 'de_DE' }, 'de'],
    [{ acceptLanguage: 'de;q=0, nl;q=0.1' }, 'nl'],
    [{ acceptLanguage: ';;q=,,', locale: 'nl_NL' }, 'nl'],
    [{ query: 'de', acceptLanguage: 'nl' }, 'de'],
    [{ query: 'xx', acceptLanguage: 'nl' }, 'nl'],
  ];
  for (const [wishes, language] of examples)
    assert.equal(pickLanguage(wishes), language, JSON.stringify(wishes));
});

test('figures follow the customer’s own region where it speaks the language', () => {
  assert.equal(pickLocale('nl', { locale: 'nl_BE' }), 'nl-BE');
  assert.equal(pickLocale('nl', { locale: 'de_DE', acceptLanguage: 'fr, nl-be;q=0.5' }), 'nl-BE');
  assert.equal(pickLocale('de', { locale: 'nl_NL', acceptLanguage: 'de' }), 'de-DE');
  assert.equal(translatorFor({ acceptLanguage: 'en-US' }).date('2026-11-01'), 'November 1, 2026');
});

test('amounts keep the decimals that Mollie writes, to the last digit', () => {
  const examples: [string, string, string, string][] = [
    ['EUR', '100.00', 'en-GB', '€ 100.00'],
    ['EUR', '100.00', 'nl-NL', '€ 100,00'],
    ['EUR', '100.00', 'de-DE', '100,00 €'],
    ['EUR', '-5.00', 'en-GB', '-€ 5.00'],
    ['EUR', '9999999999.99', 'nl-NL', '€ 9.999.999.999,99'],
    ['JPY', '12000', 'en-GB', 'JP¥ 12,000'],
    ['HUF', '500.00', 'de-DE', '500,00 HUF'],
  ];
  for (const [currency, value, locale, expected] of examples) {
    assert.equal(plain(formatAmount({ currency, value }, locale)), expected);
  }
});

test('a day stays the same day, and a time is told by the clock of its zone', () => {
  assert.equal(formatDate('2026-11-01', 'nl-NL'), '1 november 2026');
  assert.equal(formatTime('2026-11-21T13:32:00+00:00', 'de-DE'), '14:32');
  assert.equal(formatTime('2026-11-21T13:32:00+00:00', 'en-GB', 'Europe/London'), '13:32');
});

test('a time of another day says the day', () => {
  const now = new Date('2026-11-21T22:50:00Z');
  const translator = createTranslator('de');
  assert.equal(translator.time('2026-11-21T22:58:00Z', now), '23:58 Uhr');
  assert.equal(translator.time('2026-11-21T23:05:00Z', now), '22. November 2026 um 00:05 Uhr');
});

test('the moment of a payment names its zone in English, whose readers may be anywhere', () => {
  assert.equal(createTranslator('en').dateTime('2026-11-21T13:19:00Z'), '21 November 2026 at 14:19 CET');
  assert.equal(createTranslator('nl').dateTime('2026-11-21T13:19:00Z'), '21 november 2026 om 14:19');
});

test('a method has the name people know, and an unknown one is still shown', () => {
  const translator = createTranslator('de');
  assert.equal(translator.method('creditcard'), 'Karte');
  assert.equal(translator.method('ideal'), 'iDEAL | Wero');
  assert.equal(translator.method('moonpay'), 'Moonpay');
});
