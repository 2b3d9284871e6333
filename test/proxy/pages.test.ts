import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPages } from '../../proxy/pages/index.ts';
import type { PayPage } from '../../proxy/pages/types.ts';
import { createTranslator } from '../../proxy/texts/translator.ts';
import type { InvoiceView } from '../../shared/api.ts';
import { contrast, type Hex, MIN_CONTRAST } from '../../shared/contrast.ts';
import { openMethod } from '../../shared/invoice-rules.ts';
import { palettes } from '../../shared/palette.ts';
import { INVOICES } from '../help/invoice-views/states.ts';
import { eur, NOW, payment } from '../help/invoice-views/view.ts';

const PATH = '/pay/abcdefghijklmnopqrstuvwxyz234567';
const LINK = `https://pay.example${PATH}`;
const BRAND = { name: 'Bakkerij Jansen', logo: null, color: '#0a7d8c' };
const QR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>';

const SCRIPT = 'assets/pay-page-123abc.js';

const pages = await createPages({ brand: BRAND, script: SCRIPT });
const english = createTranslator('en');

const render = (view: InvoiceView, more: Partial<PayPage> = {}) =>
  pages.pay({
    view,
    paidWith: methodsOf(view),
    translator: english,
    now: new Date(NOW),
    link: LINK,
    path: PATH,
    ...more,
  });

const methodsOf = ({ payment }: InvoiceView) => (payment?.method ? [payment.method] : []);

/** What a reader reads between the tags of the main part. */
function read(html: string): string {
  const main = /<main.*<\/main>/s.exec(html)?.[0] ?? '';
  return main
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

const every = Object.entries<InvoiceView>(INVOICES);

const names = (are: (view: InvoiceView) => boolean) =>
  every.filter(([, view]) => are(view)).map(([name]) => name);

const SAYS: Record<keyof typeof INVOICES, RegExp> = {
  open: /Invoice 2026-0042 To pay € 100\.00 .* Due 1 December 2026 Total € 100\.00 Still open € 100\.00 Pay € 100\.00/,
  overdue: /Due 28 October 2026 6 days overdue/,
  test: /Pay € 100\.00/,
  methods:
    /Pay € 100\.00 or at once with iDEAL \| Wero Card Bancontact PayPal Bank transfer You pay at Mollie/,
  'one-method': /Pay € 100\.00 or at once with iDEAL \| Wero You pay/,
  'three-methods': /Pay € 100\.00 or at once with iDEAL \| Wero Card Bancontact You pay/,
  'eleven-methods': /Gift cards SEPA Direct Debit Apple Pay You pay/,
  wallets: /or at once with iDEAL \| Wero Google Pay You pay/,
  'wallet-alone': /or at once with Apple Pay You pay/,
  'open-by-method':
    /A payment page for iDEAL \| Wero is already open until about 15:31\. The button iDEAL \| Wero takes you back to it\. If you have just paid, you will see it here in a moment\./,
  'partially-paid': /Total € 121\.00 Already paid € 21\.00 Still open € 100\.00 Pay € 100\.00/,
  'under-way': /A payment page is already open until about 15:31\./,
  'too-short':
    /An earlier payment page for € 100\.00 may still work until about 15:18\. Please do not pay both\. .* Pay € 100\.00/,
  older:
    /An earlier payment page for € 100\.00 may still work until about 15:32\. Please do not pay both\. .* Pay € 50\.00/,
  'older-several':
    /An earlier payment page for € 100\.00 may still work until about 15:32\. Please do not pay both\..* for € 121\.00 may still work\. Please do not pay both\./,
  'bank-transfer':
    /Transfer exactly € 100\.00 with exactly this reference\. Anything else is sent back to you\. Amount € 100\.00 Beneficiary Stichting Mollie Payments IBAN NL53 ABNA 0627 5355 77 BIC ABNANL2A Reference RF12-3456-7890-1234 By 1 December 2026 Scan with your bank’s app The account belongs to Stichting Mollie Payments, which collects for Bakkerij Jansen\. Your bank may show that name\. .* I have transferred it Pay another way I have not sent it/,
  'transfer-methods':
    /I have transferred it Pay another way or at once with iDEAL \| Wero Card Bancontact PayPal I have not sent it If you have already transferred/,
  'older-transfer':
    /To pay € 79\.00 Please do not send the earlier transfer of € 100\.00 any more\. .* Pay € 79\.00/,
  'transfer-besides':
    /Pay takes you back to it\. .* If you have already transferred the money, please do not pay another way as well\. .* Pay € 100\.00/,
  authorized:
    /Your payment of € 100\.00 by Billie is approved\. There is nothing you need to do here; please do not pay again\./,
  pending:
    /Your payment is being processed .* If it is not confirmed by 15:31, it expires\. Being processed € 100\.00 .* Check again/,
  'pending-in-part':
    /To pay € 60\.00 A payment of € 40\.00 is being processed\. Here you pay only the rest\. .* Pay € 60\.00/,
  paid: /Thank you for your payment Paid € 100\.00 Invoice 2026-0042 Date 1 November 2026 Due 1 December 2026 Total € 100\.00 Paid online € 100\.00 Paid with iDEAL \| Wero Paid on 3 November 2026 at 15:14 CET Back to the invoice Print/,
  'paid-in-part-elsewhere':
    /Thank you for your payment Paid € 121\.00 Invoice 2026-0042 Date 1 November 2026 Due 1 December 2026 Total € 121\.00 Paid online € 100\.00 Paid another way € 21\.00 Paid with iDEAL \| Wero Paid on 3 November 2026 at 15:14 CET Back to the invoice Print/,
  'paid-elsewhere': /This invoice is paid Paid € 100\.00/,
  'paid-older-page':
    /This invoice is paid .* There is nothing more to pay\. Please do not use the earlier payment page for € 100\.00 any more\. It may still work until about 15:32\./,
  'paid-older':
    /There is nothing more to pay\. Please do not use the earlier payment page for € 50\.00 any more\. It may still work until about 15:32\. Please do not send the earlier transfer of € 100\.00 any more\./,
  'paid-pending':
    /This invoice is paid Paid € 100\.00 A payment of € 100\.00 is still being processed\. You will see here what becomes of it\. If it is not confirmed by 15:31, it expires\. .* Being processed € 100\.00/,
  overpaid:
    /This invoice was overpaid by € 35\.00\. Please contact Bakkerij Jansen about it\. Paid too much € 35\.00 .* Total € 100\.00 .* Paid on 3 November 2026/,
  'partially-refunded': /Part of your payment was refunded Refunded € 40\.00/,
  refunded: /You do not need to pay this invoice again/,
  'charged-back':
    /Your bank took the payment back on 2 November 2026\. € 100\.00 is open again\. Open again € 100\.00 .* Charged back € 100\.00 Still open € 100\.00 Pay € 100\.00/,
  'charged-back-in-part':
    /Your bank took the payment back\. € 50\.00 is open again\. To pay € 100\.00 .* Pay € 100\.00/,
  'nothing-due': /Nothing to pay/,
  'given-back':
    /^Open Invoice 2026-0042 To pay € 50\.00 Invoice .* Total € 0\.00 Given back another way € 50\.00 Still open € 50\.00 Pay € 50\.00/,
  void: /This invoice was withdrawn Please do not pay it\. Bakkerij Jansen can tell you more\./,
  'void-older':
    /This invoice was withdrawn .* There is nothing more to pay\. Please do not use the earlier payment page for € 100\.00 any more\./,
  'void-paid':
    /This invoice was withdrawn € 21\.00 was paid for it all the same\. Please contact Bakkerij Jansen about it, and do not pay any more\. Paid too much € 21\.00/,
  failed: /The last payment did not succeed\. Nothing was charged\. .* Pay € 100\.00/,
  canceled: /The last payment was cancelled\. .* Pay € 100\.00/,
  'canceled-methods':
    /The last payment was cancelled\. Nothing was charged\. .* Pay € 100\.00 or at once with iDEAL \| Wero/,
  expired: /The last payment page has expired\. .* Pay € 100\.00/,
  'below-minimum': /The amount is too small to be paid online\./,
  unconfirmed:
    /Total € 100\.00 This invoice is being restored after an outage and cannot be paid yet\. Please try again later\./,
  paused: /To pay € 100\.00 Online payment is not available for this invoice at the moment\./,
  'not-connected':
    /This invoice cannot be paid online at the moment\. Please ask the sender of the invoice how to pay\./,
  'mollie-down':
    /Mollie cannot be reached at the moment\. You see the invoice as of 15:17\. .* Pay € 100\.00/,
};

for (const [name, view] of every) {
  test(`a page says what it is: ${name}`, () => {
    assert.match(read(render(view)), SAYS[name as keyof typeof INVOICES]);
  });
}

test('of an invoice in doubt nobody is told that an older page is not to be used', () => {
  const { stillPayable } = INVOICES['void-older'];
  assert.match(read(render(INVOICES['void-older'])), /earlier/i);
  assert.doesNotMatch(read(render({ ...INVOICES.unconfirmed, stillPayable })), /earlier/i);
});

test('what is said follows from what Pay will do', () => {
  const says = (words: RegExp) =>
    every.filter(([, view]) => words.test(read(render(view)))).map(([name]) => name);
  assert.deepEqual(
    says(/Pay takes you back/),
    names(({ continues }) => continues),
  );
  const notToPay = /Please do not (use|send) the earlier/;
  assert.deepEqual(
    says(/The button .* takes you back/),
    names((view) => openMethod(view) !== null),
  );
  assert.deepEqual(
    says(/do not pay both/),
    names(
      (view) => view.canPay && !openMethod(view) && view.stillPayable.some((older) => !older.bankTransfer),
    ),
  );
  assert.deepEqual(
    says(notToPay),
    names(({ canPay, stillPayable }) => stillPayable.some((older) => !canPay || older.bankTransfer)),
  );
  assert.deepEqual(says(/IBAN/), ['bank-transfer', 'transfer-methods']);
});

test('the largest figure is what the form asks', () => {
  for (const [name, view] of every) {
    const html = render(view);
    if (!html.includes('<button class="button filled" type="submit">')) continue;
    const shown = /<p class="amount">.*<strong>(.*)<\/strong>/.exec(html)![1];
    assert.equal(shown, english.amount(view.due), name);
  }
});

test('Pay comes first beside a transfer that is not to be sent, and second beside one that is', () => {
  assert.match(
    render(INVOICES['older-transfer']),
    /<button class="button filled" type="submit">Pay €\u00a079\.00</,
  );
  assert.doesNotMatch(render(INVOICES['bank-transfer']), /filled" type="submit"/);
});

test('where Pay is not there, nobody is told what to pay here', () => {
  for (const view of [INVOICES['older-several'], INVOICES['pending-in-part']]) {
    const page = read(render({ ...view, reasons: [...view.reasons, 'no_methods'] }));
    assert.doesNotMatch(page, /pay both|Here you pay/);
  }
});

test('a time that is over is not told as one until which anything holds', () => {
  const later = new Date('2026-11-03T14:40:00Z');
  for (const view of [
    INVOICES['under-way'],
    INVOICES['too-short'],
    INVOICES.pending,
    INVOICES['paid-older-page'],
  ])
    assert.doesNotMatch(read(render(view, { now: later })), /15:(18|3[12])/);
});

test('of several payments under way, the end of one is not told as that of all', () => {
  assert.doesNotMatch(read(render({ ...INVOICES.pending, pending: eur('121.00') })), /it expires/);
});

test('Pay is offered exactly where something can be paid', () => {
  for (const [name, view] of every) {
    const offers = /<form method="post"/.test(render(view));
    assert.equal(offers, view.canPay && !view.reasons.some((reason) => reason === 'below_minimum'), name);
  }
});

test('the title names the invoice, its status and the merchant', () => {
  assert.match(render(INVOICES.open), /<title>Invoice 2026-0042 · Open · Bakkerij Jansen<\/title>/);
});

test('the form asks for the amount that was shown, in the language that was chosen', () => {
  const html = render(INVOICES['partially-paid'], { chosen: 'de', translator: createTranslator('de') });
  assert.match(html, new RegExp(`<form method="post" action="${PATH}\\?lang=de">`));
  assert.match(html, /<input type="hidden" name="expect" value="100\.00">/);
  assert.match(html, /<input type="hidden" name="lang" value="de">/);
  assert.match(html, /<button class="button filled" type="submit">100,00\u00a0€ bezahlen<\/button>/);
  assert.doesNotMatch(render(INVOICES.open), /name="lang"/);
});

test('a confirmation leads back to the invoice, and is print-ready', () => {
  assert.match(render(INVOICES.paid), /<a class="button" href="https:\/\/host\.example\/invoices\/42">/);
  assert.doesNotMatch(read(render({ ...INVOICES.paid, url: null })), /Back to the invoice/);
  for (const view of [INVOICES.paid, INVOICES.overpaid, INVOICES['partially-refunded'], INVOICES.refunded]) {
    assert.match(read(render(view)), /Back to the invoice Print$/, view.status);
  }
});

test('who has transferred the money is thanked, and can look again', () => {
  const html = render(INVOICES['bank-transfer'], { transferred: true, chosen: 'en' });
  assert.match(read(html), /Thank you\. A transfer can take up to three working days\./);
  assert.match(html, new RegExp(`href="${PATH}\\?lang=en&amp;transferred">Check again`));
  assert.match(html, new RegExp(`href="${PATH}\\?lang=nl&amp;transferred" lang="nl"`));
});

test('an amount that changed is told before anything else, with its reference', () => {
  const text = 'The amount has changed from € 100.00 to € 50.00.';
  const html = render(INVOICES['older-several'], {
    message: { code: 'amount_changed', text, reference: 'ab12-cd34' },
  });
  assert.match(html, /<div class="message attention" role="alert"/);
  assert.match(
    read(html),
    /The amount has changed from .* Reference ab12-cd34 .* An earlier payment page .* Pay € 50\.00/,
  );
});

test('what a message says is not said twice, and what the page says is no message', () => {
  for (const code of ['nothing_due', 'void', 'payment_pending']) {
    const told = { code, text: 'a message' };
    assert.doesNotMatch(read(render(INVOICES.paid, { message: told })), /a message/);
    assert.match(read(render(INVOICES.open, { message: told })), /a message/);
  }
  const message = { code: 'mollie_unavailable', text: english.error('mollie_unavailable') };
  assert.doesNotMatch(read(render(INVOICES['mollie-down'], { message })), /as of 15:17/);
});

test('how an attempt ended is told where the view tells it, whatever its status', () => {
  for (const view of [INVOICES.failed, INVOICES.canceled, INVOICES.expired]) {
    assert.doesNotMatch(read(render({ ...view, ended: null })), /The last payment/);
  }
});

test('another way is offered beside a transfer only where Pay leads another way', () => {
  const page = read(render({ ...INVOICES['bank-transfer'], continues: true }));
  assert.match(
    page,
    /Waiting for your bank transfer .* I have transferred it I have not sent it Back to the invoice$/,
  );
});

test('what was given back outside is not called paid', () => {
  const back = { ...INVOICES['partially-paid'], paid: eur('30.00'), paidElsewhere: eur('-9.00') };
  assert.match(read(render(back)), /Already paid € 30\.00 Given back another way € 9\.00 Still open/);
  const closed = { ...INVOICES.paid, paid: eur('130.00'), paidElsewhere: eur('-9.00') };
  assert.match(read(render(closed)), /Paid online € 130\.00 Given back another way € 9\.00 Paid with/);
});

test('a message about the amount stays while that amount is asked; others go with their state', () => {
  const isLasting = (code: string) =>
    / data-lasting/.test(render(INVOICES.open, { message: { code, text: 'x' } }));
  assert.ok(isLasting('amount_changed'));
  assert.ok(!isLasting('mollie_unavailable'));
});

test('what the invoice is for is told where it is more than its number', () => {
  assert.match(
    read(render(INVOICES.open, { description: 'Bread for November' })),
    /For Bread for November Date/,
  );
  assert.doesNotMatch(read(render(INVOICES.open, { description: '2026-0042' })), /For 2026-0042/);
});

test('a confirmation names every method, and what stayed of the money', () => {
  const twice = {
    ...INVOICES['paid-in-part-elsewhere'],
    paid: eur('221.00'),
    chargedBack: eur('100.00'),
    paidElsewhere: eur('0.00'),
    payment: payment({ status: 'expired' }),
  };
  const page = read(render(twice, { paidWith: ['ideal', 'creditcard'] }));
  assert.match(page, /Thank you for your payment Paid € 121\.00 .* Paid with iDEAL \| Wero, Card /);
});

test('machines can read the dates', () => {
  const html = render(INVOICES.paid);
  for (const time of ['2026-11-01', '2026-12-01', '2026-11-03T14:14:00.000Z'])
    assert.ok(html.includes(`<time datetime="${time}">`), time);
});

test('an invoice is overdue from the day after it was due, by the customer’s clock', () => {
  const onTheDay = { ...INVOICES.open, dueDate: '2026-11-21' };
  assert.doesNotMatch(read(render(onTheDay, { now: new Date('2026-11-21T22:59:00Z') })), /overdue/);
  assert.match(read(render(onTheDay, { now: new Date('2026-11-21T23:01:00Z') })), / 1 day overdue/);
  assert.doesNotMatch(read(render({ ...INVOICES.paid, dueDate: '2026-01-01' })), /overdue/);
});

test('a page looks for news while some is likely, and rests when nothing can come', () => {
  const pace = (view: InvoiceView) => /data-pace="(\w+)"/.exec(render(view))?.[1];
  assert.equal(pace(INVOICES.pending), 'quick');
  assert.equal(pace(INVOICES['under-way']), 'quick');
  assert.equal(pace({ ...INVOICES['open-by-method'], stillPayable: [] }), 'quick');
  assert.equal(pace(INVOICES.methods), 'slow');
  assert.equal(pace(INVOICES['paid-pending']), 'quick');
  assert.equal(pace(INVOICES['paid-older-page']), 'quick');
  assert.equal(pace(INVOICES['bank-transfer']), 'slow');
  assert.equal(pace(INVOICES['older-transfer']), 'slow');
  assert.equal(pace(INVOICES.unconfirmed), 'slow');
  assert.equal(pace(INVOICES.open), 'slow');
  assert.equal(pace(INVOICES.paid), undefined);
  assert.equal(pace(INVOICES.void), undefined);
});

test('the script can tell one state from another, and sees none where only the time has passed', () => {
  const state = (view: InvoiceView, more: Partial<PayPage> = {}) =>
    /data-state="([^"]*)"/.exec(render(view, more))![1];
  // The day alone makes an invoice overdue; nothing happened to it.
  const states = every.filter(([name]) => name !== 'overdue').map(([, view]) => state(view));
  assert.equal(new Set(states).size, states.length);
  assert.equal(state(INVOICES.open), state({ ...INVOICES.open, checkedAt: '2026-11-03T14:20:00+00:00' }));
  assert.notEqual(state(INVOICES.open), state({ ...INVOICES.open, dueDate: '2027-01-01' }));
  assert.notEqual(state(INVOICES.open), state(INVOICES.open, { description: 'Bread' }));
  assert.notEqual(state(INVOICES.paid), state(INVOICES.paid, { paidWith: ['creditcard'] }));
  const { 'under-way': openElsewhere, 'bank-transfer': bankTransfer } = INVOICES;
  const renewed = { ...openElsewhere.payment!, expiresAt: '2026-11-03T14:47:00+00:00' };
  assert.notEqual(state(openElsewhere), state({ ...openElsewhere, payment: renewed }));
  const transfer = bankTransfer.payment!;
  const another = { ...transfer.bankTransfer!, transferReference: 'RF27-0000-0000-0000' };
  assert.notEqual(
    state(bankTransfer),
    state({ ...bankTransfer, payment: { ...transfer, bankTransfer: another } }),
  );
});

test('nothing that a host or Mollie sends becomes markup', () => {
  const evil = '"><script>alert(1)</script>';
  const html = render(
    {
      ...INVOICES['bank-transfer'],
      number: evil,
      label: evil,
      link: evil,
      url: `https://x.example/${evil}`,
      payment: payment({
        bankTransfer: {
          ...{ bankName: evil, bankAccount: evil, bankBic: evil, transferReference: evil },
          ...{ dueDate: null, epc: evil },
        },
      }),
    },
    { message: { code: 'x', text: evil, reference: evil }, qrSvg: QR },
  );
  assert.doesNotMatch(html, /<script>alert/);
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.doesNotMatch(
    pages.error({ code: 'invalid_invoice', params: { claim: evil }, translator: english, path: PATH }),
    /<script/,
  );
});

test('a page fetches nothing but its script, and carries no style outside its one style element', () => {
  for (const [name, view] of every) {
    const html = render(view, { qrSvg: QR });
    const rest = html.replace(`<script type="module" src="/${SCRIPT}"></script>`, '');
    assert.notEqual(rest, html, name);
    assert.doesNotMatch(rest, /\sstyle=|<link(?! rel="icon" href="data:,")|\ssrc=|@import|url\(/, name);
    assert.doesNotMatch(html, /\son\w+=/, name);
    assert.match(html, /<meta name="robots" content="noindex/, name);
  }
});

test('the policy names the very style that is in the page, and takes scripts from files of its own alone', async () => {
  const [, content] = /<style>(.*)<\/style>/s.exec(render(INVOICES.open))!;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  assert.ok(pages.csp.includes(`style-src 'sha256-${Buffer.from(digest).toString('base64')}';`));
  assert.ok(pages.csp.includes("script-src 'self';"));
  assert.doesNotMatch(pages.csp, /unsafe/);
});

test('where no script was built, a page has none and takes none', async () => {
  const { pay, csp } = await createPages({ brand: BRAND });
  assert.doesNotMatch(
    pay({ view: INVOICES.open, translator: english, now: new Date(NOW), link: LINK, path: PATH }),
    /<script/,
  );
  assert.ok(csp.includes("script-src 'none';"));
});

test('a form may lead to Mollie, and to a simulator only where one is named', async () => {
  assert.match(pages.csp, /form-action 'self' https:;/);
  const { csp } = await createPages({ brand: BRAND, checkoutOrigins: ['http://127.0.0.1:4000'] });
  assert.match(csp, /form-action 'self' https: http:\/\/127\.0\.0\.1:4000;/);
});

test('the merchant’s name and logo stand on top, and a page without them is whole too', async () => {
  const logo = 'data:image/png;base64,AAAA';
  const branded = await createPages({ brand: { ...BRAND, logo } });
  const page = { view: INVOICES.open, translator: english, now: new Date(NOW), link: LINK, path: PATH };
  assert.match(
    branded.pay(page),
    new RegExp(`<header><img src="${PATH}/logo" alt=""><span class="name">(<bdi>)?Bakkerij`),
  );
  const bare = await createPages({ brand: { name: null, logo: null, color: null } });
  assert.doesNotMatch(bare.pay(page), /<header>/);
  assert.match(
    read(bare.pay({ ...page, view: INVOICES.overpaid })),
    /Please contact the sender of the invoice/,
  );
});

test('test mode wears a ribbon, and says what it means', () => {
  assert.match(render(INVOICES.test), /<span class="ribbon">Test<\/span>/);
  assert.match(render(INVOICES.test), /Test mode: no real money moves\./);
  assert.doesNotMatch(render(INVOICES.open), /ribbon"/);
});

test('a page without an invoice says what happened and what can be done', () => {
  const error = (code: string) =>
    pages.error({ code, translator: english, path: PATH, reference: 'ab12-cd34' });
  assert.match(read(error('not_found')), /^This link does not exist Please check the address/);
  assert.doesNotMatch(read(error('not_found')), /Try again/);
  for (const code of ['store_unavailable', 'resync_needed', 'rate_limited', 'mollie_unavailable']) {
    assert.match(read(error(code)), /^Not available at the moment .* Reference ab12-cd34 Try again$/, code);
  }
  assert.match(read(error('too_large')), /^That did not work/);
});

test('yen have no decimals, and no figure is rounded', () => {
  const yen = (value: string) => ({ currency: 'JPY', value });
  const zero = yen('0');
  const view = {
    ...INVOICES.open,
    ...{ paid: zero, paidElsewhere: zero, refunded: zero, chargedBack: zero, pending: zero, excess: zero },
    ...{ total: yen('12000'), remaining: yen('12000'), due: yen('12000') },
  };
  assert.match(read(render(view, { translator: createTranslator('nl') })), /JP¥ 12\.000 betalen/);
  assert.match(
    read(render({ ...INVOICES.open, paid: eur('0.10'), paidElsewhere: eur('0.20') })),
    /Already paid € 0\.30/,
  );
});

test('every colour can be read on what is behind it, whatever colour the merchant chose', () => {
  const colors = [
    null,
    '#000000',
    '#ffffff',
    '#ffdd00',
    '#777777',
    '#0a7d8c',
    '#ff0000',
    '#0000ff',
    '#c0ffee',
  ];
  for (const color of colors) {
    for (const [scheme, p] of Object.entries(palettes(color))) {
      const pairs: [Hex, Hex][] = [
        [p.text, p.surface],
        [p.text, p.page],
        [p.muted, p.surface],
        [p.muted, p.page],
        [p.onAccent, p.accent],
        [p.accentText, p.surface],
        [p.accentText, p.page],
        [p.positive, p.positiveSoft],
        [p.positive, p.surface],
        [p.waiting, p.waitingSoft],
        [p.attention, p.attentionSoft],
        [p.attention, p.surface],
        [p.neutral, p.neutralSoft],
        [p.text, p.neutralSoft],
      ];
      for (const [front, back] of pairs) {
        assert.ok(contrast(front, back) >= MIN_CONTRAST, `${color} ${scheme}: ${front} on ${back}`);
      }
    }
  }
});
