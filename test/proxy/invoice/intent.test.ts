import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Intent, PutAside } from '../../../proxy/invoice/document.ts';
import {
  isOutdated,
  nextSearch,
  notFound,
  putAside,
  putAsideUnwanted,
  soughtNow,
} from '../../../proxy/invoice/intent.ts';
import { logEntry } from '../../../proxy/invoice/log-entry.ts';
import { DAY, HOUR, MAX_SKEW, MINUTE } from '../../../proxy/lib/clock.ts';
import type { CreateRequest } from '../../../proxy/mollie/client.ts';
import type { LogEntry } from '../../../proxy/store/store.ts';
import { attempt, invoice, NOW } from '../../help/invoice.ts';

const KEY_TRUSTED = 45 * MINUTE;
const REQUEST: CreateRequest = {
  amount: { currency: 'EUR', value: '121.00' },
  description: '2026-0042',
  redirectUrl: 'https://shop.example/paid',
  metadata: {},
};
const HEARD: CreateRequest = { ...REQUEST, webhookUrl: 'https://proxy.example/webhook' };

/** One of all that is due, just written down. */
const intent = (change: Partial<Intent> = {}): Intent => ({
  ...{ n: 1, at: NOW, amount: 12_100, credential: 'key', request: REQUEST, searches: 0, reported: null },
  ...change,
});

const aside = (change: Partial<PutAside> = {}): PutAside => ({
  ...{ n: 1, at: NOW, amount: 12_100, credential: 'key', searches: 0, putAsideAt: NOW, webhooks: false },
  ...change,
});

const EARLIER = [logEntry(invoice(), NOW, 'payment.created', { id: 'tr_0' })];

const told = (log: readonly LogEntry[]) => log.map(({ event, details }) => ({ event, details }));

test('an intent for exactly what is due stays as long as it may be sent again', () => {
  const cases: [string, ReturnType<typeof invoice>, number][] = [
    ['no intent', invoice(), NOW],
    ['none, and facts in doubt', invoice({ restoredAt: NOW }), NOW],
    ['just written down', invoice({ intent: intent() }), NOW],
    ['old', invoice({ intent: intent() }), NOW + KEY_TRUSTED],
    ['by a clock that is behind as clocks may be', invoice({ intent: intent() }), NOW - MAX_SKEW],
  ];
  for (const [name, document, now] of cases) {
    assert.deepEqual(putAsideUnwanted({ document, log: EARLIER }, now), { document, log: EARLIER }, name);
  }
});

test('an intent that is too old, for another sum or in doubt is put aside', () => {
  const cases: [string, ReturnType<typeof invoice>, number][] = [
    ['too old', invoice({ intent: intent() }), NOW + KEY_TRUSTED + 1],
    ['of an age that nobody knows', invoice({ intent: intent() }), NOW - MAX_SKEW - 1],
    ['less is due', invoice({ intent: intent() }, { paidElsewhere: 1 }), NOW],
    ['more is due', invoice({ intent: intent() }, { paidElsewhere: -1 }), NOW],
    ['nothing is due', invoice({ intent: intent() }, { void: true }), NOW],
    ['all is under way', invoice({ intent: intent(), attempts: [attempt({ status: 'pending' })] }), NOW],
    ['facts in doubt', invoice({ intent: intent(), restoredAt: NOW }), NOW],
  ];
  for (const [name, document, now] of cases) {
    const changed = putAsideUnwanted({ document, log: EARLIER }, now);
    assert.deepEqual(
      changed.document,
      { ...document, intent: null, nextN: 2, putAside: [aside({ putAsideAt: now })] },
      name,
    );
    assert.deepEqual(
      told(changed.log),
      [
        { event: 'payment.created', details: { id: 'tr_0' } },
        { event: 'payment.put_aside', details: { amount: { currency: 'EUR', value: '121.00' } } },
      ],
      name,
    );
  }
});

test('what is put aside keeps its number, amount, key and time; it is searched anew, and the next number follows', () => {
  const other = aside({ n: 2 });
  const seventh = intent({ n: 7, at: NOW - 1, amount: 100, credential: 'old', searches: 3, request: HEARD });
  const put = (nextN: number) =>
    putAside({ document: invoice({ intent: seventh, nextN, putAside: [other] }), log: [] }, NOW).document;
  const expected = {
    ...{ n: 7, at: NOW - 1, amount: 100, credential: 'old', searches: 0, putAsideAt: NOW, webhooks: true },
  };
  assert.deepEqual(put(7).putAside, [other, expected]);
  assert.deepEqual(
    [7, 8, 9].map((nextN) => put(nextN).nextN),
    [8, 8, 9],
  );
});

test('without an intent nothing is put aside', () => {
  const document = invoice();
  assert.deepEqual(putAside({ document, log: EARLIER }, NOW), { document, log: EARLIER });
});

test('an intent is outdated after 45 minutes', () => {
  const at = (age: number) => isOutdated(invoice({ intent: intent() }), NOW + age);
  assert.deepEqual([0, KEY_TRUSTED - 1, KEY_TRUSTED, KEY_TRUSTED + 1].map(at), [false, false, false, true]);
  assert.equal(isOutdated(invoice(), NOW + DAY), false);
});

/** Searches that were made | when the next one is, counted from the intent or from when it was put aside. */
const WANTED = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE];
const PUT_ASIDE = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY];

test('an intent is searched for after 1, 5, 15 and 30 minutes, and put aside after 45', () => {
  for (const [searches, pause] of WANTED.entries()) {
    const document = invoice({ intent: intent({ searches }) });
    assert.equal(nextSearch(document), NOW + pause);
    assert.deepEqual(soughtNow(document, NOW + pause - 1), []);
    for (const now of [NOW + pause, NOW + pause + 1, NOW - pause]) {
      assert.deepEqual(soughtNow(document, now), [{ ...intent({ searches }), webhooks: false }]);
    }
  }
  const searched = invoice({ intent: intent({ searches: WANTED.length }) });
  assert.equal(nextSearch(searched), NOW + KEY_TRUSTED + 1);
  assert.deepEqual(soughtNow(searched, NOW + DAY), []);
});

test('what was put aside is searched for after 1, 5, 15 and 60 minutes and a day', () => {
  for (const [searches, pause] of PUT_ASIDE.entries()) {
    const one = aside({ searches, at: NOW - HOUR });
    const document = invoice({ putAside: [one] });
    assert.equal(nextSearch(document), NOW + pause);
    assert.deepEqual(soughtNow(document, NOW + pause - 1), []);
    for (const now of [NOW + pause, NOW + pause + 1, NOW - pause]) {
      assert.deepEqual(soughtNow(document, now), [one]);
    }
  }
});

test('what is searched for after the last time is searched for at once', () => {
  const over = aside({ searches: PUT_ASIDE.length });
  assert.equal(nextSearch(invoice({ putAside: [over] })), NOW);
  assert.deepEqual(soughtNow(invoice({ putAside: [over] }), NOW), [over]);
});

test('the first search of several is next; all that are due are made together', () => {
  const soon = aside({ n: 1 });
  const late = aside({ n: 2, searches: 4 });
  const wanted = intent({ n: 3, searches: 1, request: HEARD });
  const document = invoice({ putAside: [late, soon], intent: wanted });
  assert.equal(nextSearch(document), NOW + MINUTE);
  assert.equal(nextSearch({ ...document, putAside: [late] }), NOW + 5 * MINUTE);
  assert.deepEqual(soughtNow(document, NOW + MINUTE), [soon]);
  assert.deepEqual(soughtNow(document, NOW + 5 * MINUTE), [soon, { ...wanted, webhooks: true }]);
});

test('where nothing is sought, there is no next search', () => {
  assert.equal(nextSearch(invoice()), null);
  assert.deepEqual(soughtNow(invoice(), NOW + DAY), []);
});

test('a search in vain is counted for what was searched for alone', () => {
  const wanted = intent({ n: 3 });
  const document = invoice({ putAside: [aside({ n: 1 }), aside({ n: 2, searches: 3 })], intent: wanted });
  const searches = (ns: number[]) => {
    const changed = notFound(document, ns, true, NOW);
    assert.deepEqual(changed.log, []);
    assert.deepEqual(
      changed.document.putAside.map(({ n }) => n),
      [1, 2],
    );
    assert.equal(changed.document.version, document.version);
    return [...changed.document.putAside, changed.document.intent!].map((one) => one.searches);
  };
  assert.deepEqual(searches([]), [0, 3, 0]);
  assert.deepEqual(searches([1]), [1, 3, 0]);
  assert.deepEqual(searches([2, 3]), [0, 4, 1]);
  assert.deepEqual(notFound(document, [3], true, NOW).document.intent, { ...wanted, searches: 1 });
  assert.deepEqual(notFound(document, [1], true, NOW).document.intent, wanted);
  assert.deepEqual(notFound(document, [2], true, NOW).document.putAside[1], aside({ n: 2, searches: 4 }));
  assert.equal(notFound(invoice(), [1], true, NOW).document.intent, null);
});

test('searches that are late keep their pauses', () => {
  const searched = (aside: PutAside, at: number) =>
    notFound(invoice({ putAside: [aside] }), [1], false, at).document.putAside[0]!;
  const onTime = searched(aside({ n: 1 }), NOW + MINUTE);
  assert.deepEqual(onTime, aside({ n: 1, searches: 1 }));
  const late = searched(onTime, NOW + 2 * DAY);
  assert.equal(nextSearch(invoice({ putAside: [late] })), NOW + 2 * DAY + 10 * MINUTE);
  assert.deepEqual(soughtNow(invoice({ putAside: [late] }), NOW + 2 * DAY), []);
  // A clock that was set back makes nothing earlier.
  assert.equal(searched(late, NOW).putAsideAt, late.putAsideAt);
});

test('after the last search in vain it is dropped: not made, or not found where the list was not searched whole', () => {
  const last = aside({ n: 1, searches: PUT_ASIDE.length - 1, amount: 100 });
  const other = aside({ n: 2, searches: PUT_ASIDE.length - 1 });
  for (const [isComplete, event] of [
    [true, 'payment.not_made'],
    [false, 'payment.not_found'],
  ] as const) {
    const { document, log } = notFound(invoice({ putAside: [last, other] }), [1], isComplete, NOW);
    assert.deepEqual(document, invoice({ putAside: [other] }));
    assert.deepEqual(told(log), [{ event, details: { amount: { currency: 'EUR', value: '1.00' } } }]);
  }
});
