import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from 'uqr';
import { createPages } from '../../proxy/pages/index.ts';
import type { PayPage } from '../../proxy/pages/types.ts';
import { LANGUAGES, type Language } from '../../proxy/texts/languages.ts';
import { createTranslator } from '../../proxy/texts/translator.ts';
import type { InvoiceView, MethodView } from '../../shared/api.ts';
import { INVOICES } from '../help/invoice-views/states.ts';
import { at, eur, MINUTE, NOW, payment } from '../help/invoice-views/view.ts';

const PATH = '/pay/abcdefghijklmnopqrstuvwxyz234567';
const BRAND = { name: 'Bakkerij Jansen', logo: null, color: null };
const pages = await createPages({ brand: BRAND });

type More = Partial<PayPage> & { language?: Language; locale?: string };

const render = (view: InvoiceView, { language = 'en', locale, ...more }: More = {}, on = pages) =>
  on.pay({
    view,
    translator: createTranslator(language, locale),
    now: new Date(NOW),
    link: `https://pay.example${PATH}`,
    path: PATH,
    qrSvg: '<svg id="link"></svg>',
    ...more,
  });

const wallet = { id: 'applepay', label: 'Apple Pay' };
const googlePay = { id: 'googlepay', label: 'Google Pay' };
const ideal = { id: 'ideal', label: 'iDEAL | Wero' };
const card = { id: 'creditcard', label: 'Card' };

const started = INVOICES['bank-transfer'].payment!;
const LONG = { ...INVOICES['bank-transfer'], payment: { ...started, amount: eur('1234567.89') } };

const withMethods = (methods: MethodView[]) => ({ ...INVOICES.open, methods });

/** What the buttons of the page's forms send besides, in their order. */
const sent = (html: string) =>
  [...html.matchAll(/<button class="[^"]*" name="(\w+)" value="([^"]*)"/g)].map(
    ([, name, value]) => `${name}=${value}`,
  );

const text = (html: string) =>
  (/<main.*<\/main>/s.exec(html)?.[0] ?? '').replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+/g, ' ');

test('each method has a button in the form of Pay, which stays the only filled one', () => {
  const { methods } = INVOICES['eleven-methods'];
  const html = render(INVOICES['eleven-methods'], { chosen: 'nl' });
  const [form = ''] = /<form.*<\/form>/s.exec(html)!;
  assert.deepEqual(sent(form).toSorted(), methods!.map(({ id }) => `method=${id}`).toSorted());
  assert.match(form, /name="lang" value="nl".*name="expect" value="100\.00".*Pay €\u00a0100\.00/s);
  assert.equal(html.match(/filled"/g)?.length, 1);
});

test('where no methods are known, or none takes what is due, Pay is alone', () => {
  for (const view of [INVOICES.open, withMethods([])]) {
    assert.doesNotMatch(render(view), /fieldset>|or at once with/);
  }
});

test('where nothing can be paid, no method is offered', () => {
  const { methods } = INVOICES.methods;
  for (const name of ['paid', 'paused', 'below-minimum', 'pending', 'void'] as const)
    assert.deepEqual(sent(render({ ...INVOICES[name], methods: methods! })), [], name);
});

test('what only some browsers have is hidden until the script finds it, and comes last', () => {
  const html = render(withMethods([wallet, ideal, googlePay, card]));
  assert.deepEqual(sent(html), ['method=ideal', 'method=creditcard', 'method=applepay', 'method=googlepay']);
  const hidden = [...html.matchAll(/value="(\w+)" hidden/g)].map(([, id]) => id);
  assert.deepEqual(hidden, ['applepay', 'googlepay']);
});

test('beside a started transfer no method is filled, and none is the transfer itself', () => {
  const html = render(INVOICES['transfer-methods']);
  assert.deepEqual(sent(html), [
    ...['ideal', 'creditcard', 'bancontact', 'paypal'].map((id) => `method=${id}`),
    'not_sent=1',
  ]);
  assert.doesNotMatch(html, /filled"/);
  assert.ok(
    sent(render({ ...INVOICES['older-transfer'], methods: [{ id: 'banktransfer', label: 'x' }] })).length,
  );
});

test('a payment page that a method’s button leads back to is told in every language, and is not one to avoid', () => {
  const says = {
    en: 'A payment page for iDEAL | Wero is already open until about 15:31. The button iDEAL | Wero takes you back to it. If you have just paid, you will see it here in a moment.',
    nl: 'Er staat al een betaalpagina voor iDEAL | Wero open tot ongeveer 15:31. Met de knop iDEAL | Wero gaat u daar verder. Hebt u net betaald, dan ziet u dat hier zo meteen.',
    de: 'Eine Zahlungsseite für iDEAL | Wero ist bereits bis etwa 15:31 Uhr geöffnet. Mit der Schaltfläche iDEAL | Wero gelangen Sie dorthin zurück. Wenn Sie gerade bezahlt haben, sehen Sie es hier gleich.',
  };
  for (const language of LANGUAGES) {
    const page = text(render(INVOICES['open-by-method'], { language }));
    assert.ok(page.includes(says[language]), page);
    assert.doesNotMatch(page, /both|allebei|beide/);
  }
});

test('of several open pages only the one that the button leads to is not to be avoided', () => {
  const { stillPayable } = INVOICES['open-by-method'];
  const other = { amount: eur('100.00'), expiresAt: at(9 * MINUTE) };
  const page = text(render({ ...INVOICES['open-by-method'], stillPayable: [...stillPayable, other] }));
  assert.match(page, /The button iDEAL/);
  assert.match(page, /until about 15:26\. Please do not pay both/);
  assert.doesNotMatch(page, /15:31\. Please/);
});

test('no button is named that the browser may not have', () => {
  const view = {
    ...INVOICES['open-by-method'],
    methods: [wallet],
    payment: payment({ method: 'applepay' }),
  };
  const page = text(render(view));
  assert.match(
    page,
    /A payment page for Apple Pay is already open until about 15:31\. If you have just paid/,
  );
  assert.doesNotMatch(page, /The button/);
});

test('the script sees that methods came, and that a payment goes on with another one', () => {
  const state = (view: InvoiceView) => /data-state="(\w+)"/.exec(render(view))![1];
  assert.notEqual(state(INVOICES.open), state(withMethods([ideal])));
  assert.notEqual(state(withMethods([ideal])), state(withMethods([ideal, card])));
  assert.notEqual(state(withMethods([ideal])), state(withMethods([{ ...ideal, label: 'iDEAL' }])));
  const open = { ...INVOICES['under-way'], payment: payment({ method: 'ideal' }) };
  assert.notEqual(state(INVOICES['under-way']), state(open));
});

test('labels that Mollie sends are text', () => {
  const evil = '"><script>alert(1)</script>';
  assert.doesNotMatch(render(withMethods([{ id: evil, label: evil }])), /<script/);
});

test('what a transfer needs is copied as banks’ forms take it', () => {
  const copied = (language: Language, locale?: string) =>
    [...render(LONG, { language, ...(locale && { locale }) }).matchAll(/data-copy="([^"]*)"/g)].map(
      ([, value]) => value,
    );
  const details = ['Stichting Mollie Payments', 'NL53ABNA0627535577', 'ABNANL2A', 'RF12-3456-7890-1234'];
  assert.deepEqual(copied('en'), ['1234567.89', ...details, '01/12/2026']);
  assert.deepEqual(copied('nl'), ['1234567,89', ...details, '01-12-2026']);
  assert.deepEqual(copied('de'), ['1234567,89', ...details, '01.12.2026']);
  assert.equal(copied('de', 'de-CH')[0], '1234567.89');
});

test('the words of a transfer say the amount, the reference, and whose account it is', () => {
  const says = {
    en: [
      'Transfer exactly € 100.00 with exactly this reference. Anything else is sent back to you.',
      'By 1 December 2026',
      'Scan with your bank’s app',
      'The account belongs to Stichting Mollie Payments, which collects for Bakkerij Jansen. Your bank may show that name.',
    ],
    nl: [
      'Maak precies € 100,00 over met precies dit kenmerk. Al het andere wordt naar u teruggestuurd.',
      'Uiterlijk 1 december 2026',
      'Scan met uw bank-app',
      'De rekening is van Stichting Mollie Payments, die voor Bakkerij Jansen int. Uw bank kan die naam tonen.',
    ],
    de: [
      'Überweisen Sie genau 100,00 € mit genau diesem Verwendungszweck. Alles andere wird an Sie zurücküberwiesen.',
      'Bis 1. Dezember 2026',
      'Mit Ihrer Banking-App scannen',
      'Das Konto gehört Stichting Mollie Payments, die für Bakkerij Jansen einzieht. Ihre Bank zeigt möglicherweise diesen Namen an.',
    ],
  };
  for (const language of LANGUAGES) {
    for (const more of [{}, { transferred: true }]) {
      const page = text(render(INVOICES['bank-transfer'], { language, ...more }));
      for (const sentence of says[language]) assert.ok(page.includes(sentence), `${sentence} in ${page}`);
    }
  }
});

test('a merchant without a name is the sender of the invoice', async () => {
  const nameless = await createPages({ brand: { ...BRAND, name: null } });
  const says = {
    en: /collects for the sender of the invoice\./,
    nl: /die voor de afzender van de factuur int\./,
    de: /die für den Absender der Rechnung einzieht\./,
  };
  for (const language of LANGUAGES)
    assert.match(text(render(INVOICES['bank-transfer'], { language }, nameless)), says[language]);
});

test('what Mollie does not say of a transfer is left out', () => {
  const { payment: transfer } = INVOICES['bank-transfer'];
  const bankTransfer = {
    ...transfer!.bankTransfer!,
    bankName: null,
    bankBic: null,
    dueDate: null,
    epc: null,
  };
  const html = render({ ...INVOICES['bank-transfer'], payment: { ...transfer!, bankTransfer } });
  assert.doesNotMatch(text(html), /Beneficiary|BIC|By|Scan with|belongs|null/);
  assert.match(html, /<svg id="link">/);
});

test('the code of a transfer is the one to scan, on paper too', () => {
  const html = render(INVOICES['bank-transfer']);
  assert.doesNotMatch(html, /id="link"/);
  assert.match(html, /<p class="printed">https:\/\/pay\.example\/pay\//);
  const { epc } = INVOICES['bank-transfer'].payment!.bankTransfer!;
  assert.equal(modulesOf(html), drawn(encode(epc!, { ecc: 'M', border: 0 }).data));
  assert.match(html, /role="img" aria-label="QR code of this transfer"/);
});

test('that it was not sent is asked of one who has not said to have sent it', () => {
  assert.match(
    render(INVOICES['bank-transfer'], { chosen: 'de', language: 'de' }),
    new RegExp(
      `action="${PATH}\\?lang=de">\\s+<input type="hidden" name="lang" value="de">\\s+<button class="plain" name="not_sent" value="1">Ich habe nicht überwiesen<`,
    ),
  );
  assert.deepEqual(sent(render(INVOICES['bank-transfer'], { transferred: true })), []);
  for (const name of ['older-transfer', 'open', 'transfer-besides'] as const)
    assert.deepEqual(sent(render(INVOICES[name])), [], name);
});

/** The dark modules of the code that stands on a page, as one who walks along its dashed line finds them. */
function modulesOf(html: string): string {
  const [, size, dashes, line] = /viewBox="-4 -4 (\d+) \d+".*? stroke-dasharray="([\d ]+)" d="M0 \.5([^"]+)"/s
    .exec(html)!
    .map(String);
  const side = Number(size) - 8;
  const isDark = dashes!
    .split(' ')
    .flatMap((length, run) => Array<boolean>(Number(length)).fill(run % 2 === 0))
    .values();
  const rows = Array.from({ length: side }, () => Array<boolean>(side).fill(false));
  let [x, y] = [0, 0];
  for (const [, direction, distance] of line!.matchAll(/([hv])(-?\d+)/g)) {
    for (let step = 0; step < Math.abs(Number(distance)); step++) {
      const dark = isDark.next().value === true;
      if (direction === 'v') y++;
      else {
        const at = Number(distance) > 0 ? x++ : --x;
        if (dark) rows[y]![at] = true;
        assert.ok(!dark || (at >= 0 && at < side), 'nothing is drawn in the quiet zone');
      }
    }
  }
  return drawn(rows);
}

const drawn = (rows: readonly boolean[][]) => rows.map((row) => row.map(Number).join('')).join('\n');
