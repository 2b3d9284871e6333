import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLooksJudge } from './judge-looks.ts';
import type { Hooks, MollieCall, TruePayment, Visit, World } from './observed.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 2026-12-01T09:00:00Z */
const START = Date.UTC(2026, 11, 1, 9);
const SLUG = 'abcdefghijklmnopqrstuvwxyz234567';

/** A history of one invoice with its judge; times are milliseconds since it began. */
class History {
  readonly wrong: string[] = [];
  readonly judge: Hooks = createLooksJudge();
  readonly payments: Pick<TruePayment, 'createdAt' | 'metadata'>[] = [];
  #now = 0;
  readonly #world = {
    now: () => START + this.#now,
    stamp: () => this.#now,
    fail: (kind: string, what: string) => void this.wrong.push(`${kind}: ${what}`),
    payments: () => this.payments,
    invoices: [{ index: 0 }],
  } as unknown as World;

  visit(kind: Visit['kind'], from: number, to = from + 200, process = 'one'): void {
    this.#now = from;
    this.judge.onVisit!({ process, kind, invoice: 0, from, to }, this.#world);
  }

  /** A request to Mollie leaves; answers what has it end. */
  send(from: number, changed: Partial<MollieCall> = {}): (to: number) => void {
    this.#now = from;
    const call: MollieCall = {
      ...{ process: 'one', method: 'GET', path: '/v2/payments/tr_1', account: 'default', invoice: 0 },
      ...{ paymentId: 'tr_1', from, to: Number.POSITIVE_INFINITY, status: null, isWatching: false },
      ...changed,
    };
    this.judge.onMollieCall!(call, this.#world);
    return (to) => {
      this.#now = to;
      this.judge.onMollieCall!(Object.assign(call, { to, status: changed.status ?? 200 }), this.#world);
    };
  }

  look(from: number, changed: Partial<MollieCall> = {}): void {
    this.send(from, changed)(from + 100);
  }

  store(attempt: Record<string, unknown>): void {
    const value = { attempts: [{ id: 'tr_1', captured: null, paidAt: null, ...attempt }] };
    this.judge.onStored!({ key: SLUG, value, log: [] }, this.#world);
  }

  setClock(): void {
    this.judge.onFault!('proxy: clock back', null, this.#world);
  }

  end(): void {
    void this.judge.onEnd!(this.#world);
  }
}

/** What the judge says of a history. */
function judged(tell: (history: History) => void): string[] {
  const history = new History();
  tell(history);
  return history.wrong;
}

test('those who see an invoice have one look at each attempt in five seconds, in each process', () => {
  const views = (pause: number, changed: Partial<MollieCall> = {}) =>
    judged((history) => {
      for (const [index, at] of [40_000, 40_000 + pause].entries()) {
        history.visit('view', at);
        history.look(at + 10, index === 1 ? changed : {});
      }
    });
  assert.equal(views(4900).length, 1);
  assert.match(views(4900)[0]!, /2 looks within 5 seconds, of 1/);
  assert.deepEqual(views(5000), []);
  for (const other of [{ process: 'two' }, { paymentId: 'tr_2' }, { status: 500 }, { isWatching: true }])
    assert.deepEqual(views(1000, other), [], JSON.stringify(other));
});

test('a look is found to be one too many whichever is answered first', () => {
  const wrong = judged((history) => {
    history.visit('view', 0, 3000);
    const [first, second] = [history.send(10), history.send(20)];
    second(50);
    first(900);
  });
  assert.equal(wrong.length, 1);
});

test('a webhook, a check and a press have looks of their own, and not more', () => {
  const looks = (kind: Visit['kind'], count: number) =>
    judged((history) => {
      history.visit(kind, 0, 1000);
      for (let look = 0; look < count; look++) history.look(10 + 150 * look);
    });
  const most = [
    ['webhook', 3],
    ['refresh', 2],
    ['press', 6],
  ] as const;
  for (const [kind, count] of most) {
    assert.deepEqual(looks(kind, count), [], kind);
    assert.equal(looks(kind, count + 1).length, 1, kind);
  }
});

test('a look that another one overtakes is done again', () => {
  const wrong = (rounds: number) =>
    judged((history) => {
      history.visit('view', 0, 4000);
      history.look(5, { process: 'two' });
      for (let round = 0; round < rounds; round++) history.look(10 + 150 * round);
    });
  assert.deepEqual(wrong(4), []);
  assert.equal(wrong(5).length, 1);
});

test('what is over for good is not asked about, unless Mollie calls or lists it', () => {
  const asked = (age: number, attempt: Record<string, unknown>, by?: 'call' | 'list') =>
    judged((history) => {
      history.store({ statusAt: START, lookedAt: START + age - HOUR, ...attempt });
      if (by === 'call') history.visit('webhook', age);
      if (by === 'list') history.look(age, { path: '/v2/payments?limit=250', paymentId: null });
      history.look(age + 10);
    });
  const dead = { status: 'expired' };
  assert.match(asked(49 * HOUR, dead)[0]!, /expired for 49 hours/);
  assert.deepEqual(asked(49 * HOUR, dead, 'call'), []);
  assert.deepEqual(asked(49 * HOUR, dead, 'list'), []);
  assert.deepEqual(asked(47 * HOUR, dead), []);
  assert.deepEqual(asked(49 * HOUR, { ...dead, captured: 100 }), [], 'it has brought something');
  assert.deepEqual(asked(49 * HOUR, { ...dead, lookedAt: START + HOUR }), [], 'the last look is late');
  const paid = { status: 'paid', paidAt: new Date(START).toISOString() };
  assert.deepEqual(asked(394 * DAY, paid), []);
  assert.equal(asked(396 * DAY, paid).length, 1);
});

test('where nobody waits, an account has two calls at once, and all have twenty', () => {
  const atOnce = (count: number, accounts: number, visit?: Visit['kind']) =>
    judged((history) => {
      history.look(0, { paymentId: 'tr_0', path: '/v2/payments/tr_0' });
      if (visit) history.visit(visit, 60_000);
      for (let one = 0; one < count; one++)
        history.send(70_000, { paymentId: null, account: `account ${one % accounts}`, isWatching: true });
    });
  assert.deepEqual(atOnce(2, 1), []);
  assert.equal(atOnce(3, 1).length, 1);
  assert.deepEqual(atOnce(20, 10), []);
  assert.ok(atOnce(21, 11).length > 0);
  assert.deepEqual(atOnce(16, 1, 'view'), []);
  assert.equal(atOnce(17, 1, 'view').length, 1);
});

test('ten payments of an invoice are made in a minute, and a hundred in a day', () => {
  const made = (count: number, each: number, slugs = 1) =>
    judged((history) => {
      for (let one = 0; one < count; one++)
        history.payments.push({ createdAt: START + each * one, metadata: { key: `slug ${one % slugs}` } });
      history.end();
    });
  assert.deepEqual(made(10, SECOND), []);
  assert.match(made(11, SECOND).join(), /more than 10/);
  assert.deepEqual(made(20, SECOND, 2), []);
  assert.deepEqual(made(100, 10 * MINUTE), []);
  assert.match(made(101, 10 * MINUTE).join(), /more than 100/);
});

test('nothing is said once a clock was wrong', () => {
  const wrong = judged((history) => {
    history.setClock();
    for (const at of [0, 1000, 2000]) history.look(at);
  });
  assert.deepEqual(wrong, []);
});
