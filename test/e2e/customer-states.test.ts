import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer, { type Browser, type HTTPResponse } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { createPerson, type Person } from '../help/person.ts';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

let browser: Browser;
let stage: Stage;

before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  stage = await createStage({ env: { BRAND_NAME: 'Bakkerij Jansen', BRAND_COLOR: '#0a7d8c' } });
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

type State = {
  claims?: Claims;
  /** What happened before the customer opens the link. */
  before?: (claims: Claims) => Promise<void>;
  /** What the customer does then, `link` being open. */
  acts?: (person: Person, claims: Claims) => Promise<void>;
  reads: (string | RegExp)[];
  /** What must not be on the page. */
  never?: string[];
  /** The name of the one button that pays; none where nothing can be paid. */
  pays?: string;
};

const pays121 = 'Pay € 121.00';
const settled =
  (status: Parameters<Stage['simulator']['settle']>[1], method?: string) => async (claims: Claims) => {
    stage.simulator.settle(await stage.attempt(claims), status, method === undefined ? {} : { method });
    await stage.simulator.idle();
  };
const paid = settled('paid', 'ideal');
const newest = () => stage.simulator.ledger.list()[0]!.id;

const STATES: Record<string, State> = {
  open: {
    reads: ['Open', 'Invoice 2026-0042', 'To pay € 121.00', 'Still open € 121.00', 'You pay at Mollie'],
    pays: pays121,
  },
  overdue: {
    claims: { dueDate: '2026-01-31' },
    reads: [/Due 31 January 2026 \d+ days overdue Total/],
    pays: pays121,
  },
  'a payment page already open elsewhere': {
    before: async (claims) => void (await stage.attempt(claims)),
    reads: [
      /A payment page is already open until about [^.]*\d\d:\d\d\. Pay takes you back to it\. If you have just paid, you will see/,
    ],
    pays: pays121,
  },
  'a payment page that a method’s button has opened': {
    before: async (claims) => {
      const { link } = await stage.put(claims);
      const body = new URLSearchParams({ expect: '121.00', method: 'ideal' });
      const { status } = await fetch(link!, { method: 'POST', body, redirect: 'manual' });
      assert.equal(status, 303);
    },
    reads: [
      /A payment page for iDEAL \| Wero is already open until about [^.]*\d\d:\d\d\. The button iDEAL \| Wero takes you back to it\./,
      'Pay € 121.00 or at once with',
    ],
    never: ['do not pay both', 'Pay takes you back'],
    pays: pays121,
  },
  'an open bank transfer': {
    before: async (claims) => void stage.simulator.chooseMethod(await stage.attempt(claims), 'banktransfer'),
    reads: [
      'Waiting for your bank transfer',
      /Beneficiary Stichting Mollie Payments IBAN NL53 ABNA 0627 5355 77 BIC ABNANL2A Reference RF/,
      'If you have already transferred the money, please do not pay another way as well.',
    ],
    pays: 'Pay another way',
  },
  'an open bank transfer for another amount than is due': {
    before: async (claims) => {
      stage.simulator.chooseMethod(await stage.attempt(claims), 'banktransfer');
      await stage.put({ ...claims, rev: 2, paidElsewhere: '21.00' });
    },
    reads: ['To pay € 100.00', 'Please do not send the earlier transfer of € 121.00 any more.'],
    never: ['IBAN', 'Pay takes you back'],
    pays: 'Pay € 100.00',
  },
  pending: {
    before: settled('pending', 'paypal'),
    reads: ['Payment pending', 'Your payment is being processed', 'please do not pay again', 'Check again'],
  },
  paid: {
    claims: { dueDate: '2026-01-31' },
    before: paid,
    reads: [
      'Paid Thank you for your payment',
      'Paid € 121.00',
      'Paid with iDEAL | Wero',
      /Paid on .* at \d\d:\d\d/,
    ],
    never: ['overdue', 'Still open'],
  },
  'paid elsewhere': {
    claims: { paidElsewhere: '121.00' },
    reads: ['This invoice is paid', 'Paid another way € 121.00'],
    never: ['Paid with'],
  },
  'paid elsewhere while a payment page is open': {
    before: async (claims) => {
      await stage.attempt(claims);
      await stage.put({ ...claims, rev: 2, paidElsewhere: '121.00' });
    },
    reads: [
      'This invoice is paid',
      'There is nothing more to pay. Please do not use the earlier payment page for € 121.00 any more.',
    ],
    never: ['pay both', 'Pay takes you back'],
  },
  'paid elsewhere while a payment is pending': {
    before: async (claims) => {
      await settled('pending', 'paypal')(claims);
      await stage.put({ ...claims, rev: 2, paidElsewhere: '121.00' });
    },
    reads: [
      'This invoice is paid',
      'A payment of € 121.00 is still being processed. You will see here what becomes of it.',
    ],
  },
  'partially paid': {
    claims: { paidElsewhere: '21.00' },
    reads: ['Partially paid', 'Already paid € 21.00', 'Still open € 100.00'],
    pays: 'Pay € 100.00',
  },
  overpaid: {
    before: async (claims) => {
      await paid(claims);
      await stage.put({ ...claims, rev: 2, total: '100.00' });
    },
    reads: [
      'Overpaid',
      'This invoice was overpaid by € 21.00. Please contact Bakkerij Jansen about it.',
      'Paid too much € 21.00',
      /Paid on \d{1,2} [A-Z]\w+ \d{4}/,
    ],
  },
  refunded: {
    before: async (claims) => {
      await paid(claims);
      stage.simulator.refund(newest());
      await stage.simulator.idle();
    },
    reads: ['Your payment was refunded', 'Refunded € 121.00', 'You do not need to pay this invoice again.'],
  },
  'partially refunded': {
    before: async (claims) => {
      await paid(claims);
      stage.simulator.refund(newest(), { amount: '20.00' });
      await stage.simulator.idle();
    },
    reads: ['Partially refunded', 'Part of your payment was refunded', 'Refunded € 20.00'],
  },
  'charged back': {
    before: async (claims) => {
      await paid(claims);
      stage.simulator.chargeBack(newest());
      await stage.simulator.idle();
    },
    reads: [
      'Charged back',
      /Your bank took the payment back on \d{1,2} [A-Z]\w+ \d{4}\. € 121\.00 is open again\./,
      'Open again € 121.00',
      'Still open € 121.00',
    ],
    pays: pays121,
  },
  'nothing due': {
    claims: { total: '-5.00' },
    reads: ['Nothing due', 'Nothing to pay', 'Total -€ 5.00'],
  },
  withdrawn: {
    claims: { void: true },
    reads: ['Withdrawn', 'Please do not pay it. Bakkerij Jansen can tell you more.'],
    never: ['Still open'],
  },
  'attempt failed': {
    before: settled('failed', 'ideal'),
    reads: ['The last payment did not succeed. Nothing was charged. You can try again.'],
    pays: pays121,
  },
  'attempt cancelled': {
    before: settled('canceled'),
    reads: ['The last payment was cancelled. Nothing was charged. You can try again.'],
    pays: pays121,
  },
  'payment page expired': {
    before: settled('expired'),
    reads: ['The last payment page has expired. You can simply pay again.'],
    pays: pays121,
  },
  'an older attempt still payable': {
    before: async (claims) => {
      await stage.attempt(claims);
      await stage.put({ ...claims, rev: 2, paidElsewhere: '71.00' });
    },
    reads: [
      /An earlier payment page for € 121\.00 may still work until about [^.]*\d\d:\d\d\. Please do not pay both\./,
    ],
    never: ['Pay takes you back'],
    pays: 'Pay € 50.00',
  },
  'the amount changed since it was shown': {
    acts: async (person, claims) => {
      await stage.put({ ...claims, rev: 2, paidElsewhere: '71.00' });
      await person.presses(pays121);
    },
    reads: [
      'The amount has changed from € 121.00 to € 50.00. Nothing was charged. Please check the new amount before you pay.',
      /Reference \S+/,
    ],
    pays: 'Pay € 50.00',
  },
  'Mollie is down when paying': {
    acts: async (person) => {
      stage.simulator.faults.add({ endpoint: '*', kind: 'error', status: 503 });
      await person.presses(pays121);
    },
    reads: ['Mollie cannot be reached at the moment. Nothing was charged. Please try again shortly.'],
    pays: pays121,
  },
  'Mollie is down when looking': {
    before: async (claims) => {
      await stage.attempt(claims);
      await stage.advance(6_000);
      stage.simulator.faults.add({ endpoint: '*', kind: 'error', status: 503 });
    },
    reads: [/Mollie cannot be reached at the moment\. You see the invoice as of \d\d:\d\d\./],
    pays: pays121,
  },
  'an amount too small': {
    claims: { total: '0.01' },
    acts: async (person) => {
      stage.simulator.settings.methods = ['bancontact'];
      await person.presses('Pay € 0.01');
    },
    reads: ['The amount is too small to be paid online.', 'Still open € 0.01'],
  },
  'paid elsewhere since it was shown': {
    acts: async (person, claims) => {
      await stage.put({ ...claims, rev: 2, paidElsewhere: '121.00' });
      await person.presses(pays121);
    },
    reads: ['This invoice is paid', 'Paid another way € 121.00'],
    never: ['Nothing is due'],
  },
  'withdrawn since it was shown': {
    acts: async (person, claims) => {
      await stage.put({ ...claims, rev: 2, void: true });
      await person.presses(pays121);
    },
    reads: ['This invoice was withdrawn', 'Please do not pay it.'],
    never: ['cannot be paid'],
  },
};

for (const [name, state] of Object.entries(STATES)) {
  test(`an honest page: ${name}`, async (t) => {
    const person = await createPerson(browser);
    t.after(() => person.leaves());
    const { methods } = stage.simulator.settings;
    t.after(() => {
      stage.simulator.faults.clear();
      stage.simulator.settings.methods = methods;
    });
    const heard = listen(person);
    const claims = { sub: crypto.randomUUID(), rev: 1, ...state.claims };
    const { link } = await stage.put(claims);
    await state.before?.(claims);
    await person.opens(link);
    assert.deepEqual(urlsOf(pagesOf(heard.answers)), [link]);
    await state.acts?.(person, claims);
    await person.reads('Test mode: no real money moves.', ...state.reads);
    const text = await person.text();
    for (const words of state.never ?? []) assert.ok(!text.includes(words), `${words} in ${text}`);
    assert.deepEqual(await buttonsThatPay(person), state.pays ? [state.pays] : []);
    assert.ok((await person.prints()).sheets === 1);

    // The page asks for its script, for itself again while news is likely, and for nothing else.
    assert.deepEqual([...new Set(urlsOf(pagesOf(heard.answers)))], [link]);
    for (const answer of pagesOf(heard.answers)) keepsToItself(answer);
    assert.deepEqual(heard.complaints(), []);
  });
}

test('an honest page: link unknown', async (t) => {
  const person = await createPerson(browser);
  t.after(() => person.leaves());
  const heard = listen(person);
  await person.opens(`${stage.url}/pay/${'a'.repeat(32)}`);
  await person.reads(
    'This link does not exist',
    'Please check the address, or ask the sender of the invoice',
  );
  assert.deepEqual(await buttonsThatPay(person), []);
  assert.equal(heard.answers.length, 1);
  keepsToItself(heard.answers[0]!);
  assert.deepEqual(heard.complaints(), []);
});

/** All answers but its script's. */
const pagesOf = (answers: HTTPResponse[]) =>
  answers.filter((answer) => !/^\/assets\/pay-page-\w+\.js$/.test(answer.url().slice(stage.url.length)));

const urlsOf = (answers: HTTPResponse[]) => answers.map((answer) => answer.url());

/** All that the browser asked for, and all that it complained of but the status of a page. */
function listen({ page }: Person): { answers: HTTPResponse[]; complaints: () => string[] } {
  const answers: HTTPResponse[] = [];
  const said: string[] = [];
  page.on('response', (answer) => void (answer.url().startsWith('data:') || answers.push(answer)));
  page.on('pageerror', (error) => void said.push(String(error)));
  page.on('console', (message) => void said.push(message.text()));
  return { answers, complaints: () => said.filter((text) => !text.startsWith('Failed to load resource')) };
}

function keepsToItself(answer: HTTPResponse): void {
  const headers = answer.headers();
  assert.equal(new URL(answer.url()).origin, stage.url);
  assert.match(headers['content-security-policy'] ?? '', /^default-src 'none'; style-src 'sha256-/);
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(headers['x-robots-tag'] ?? '', /noindex/);
  assert.equal(headers['referrer-policy'], 'no-referrer');
}

async function buttonsThatPay(person: Person): Promise<string[]> {
  return (await person.names('button')).filter((name) => /^Pay (€|another)/.test(name));
}
