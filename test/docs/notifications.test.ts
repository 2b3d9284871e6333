/** The statements and tables of docs/hosts/notifications.md, against a real database and a real proxy. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { snippetsOf } from '../help/snippets.ts';
import { createStage, type Stage } from '../help/stage.ts';

const PAGE = 'docs/hosts/notifications.md';
const page = readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8');

/** The rows of the table whose first column has this name, each with its cells. */
function tableOf(name: string): string[][] {
  const lines = page.slice(page.indexOf(`| ${name} |`)).split('\n');
  const rows = lines.slice(
    2,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  assert.ok(rows.length > 1);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

let rev = 0;
/** States what a row says, and checks what it says comes of it. */
async function check([step, paidElsewhere, booked, status, due]: string[], payment: string | undefined) {
  rev++;
  const named = booked === '' ? [] : [booked!.replace('tr_1', payment!)];
  const view = await stage.put({ rev, paidElsewhere, booked: named });
  assert.deepEqual([view.status, view.due.value], [status, due], step);
  return view;
}

async function paid(): Promise<string> {
  const id = await stage.attempt({ rev, paidElsewhere: '21.00' });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  return id;
}

test('the steps of booking come out as the table says', async () => {
  const [sent, byBank, isPaid, isBooked, isRefunded, ...more] = tableOf('step');
  assert.deepEqual(more, []);
  await check(sent!, undefined);
  await check(byBank!, undefined);
  const id = await paid();
  await check(isPaid!, id);
  const { reasons } = await check(isBooked!, id);
  assert.deepEqual(reasons, ['paid', 'test_mode']);
  stage.simulator.refund(id, { amount: '40.00' });
  await stage.simulator.idle();
  await check(isRefunded!, id);
});

test('the mistakes come out as the table says, and show', async () => {
  const [, byBank] = tableOf('step');
  await check(byBank!, undefined);
  const id = await paid();
  const [twice, asked, ...more] = tableOf('mistake');
  assert.deepEqual(more, []);
  assert.ok((await check(twice!, id)).reasons.includes('maybe_booked_twice'));
  assert.ok((await check(asked!, id)).reasons.includes('maybe_not_booked'));
});

test('the statement takes over what is newer and nothing else', () => {
  const [columns, update] = snippetsOf(PAGE).filter(({ language }) => language === 'sql');
  const db = new DatabaseSync(':memory:');
  db.exec(
    `CREATE TABLE invoices (id TEXT PRIMARY KEY); INSERT INTO invoices VALUES ('42'); ${columns!.code}`,
  );
  const statement = db.prepare(update!.code);
  const changed = [5, 7, 6, 7, 1_795_000_000].map(
    (version) => statement.run(`status ${version}`, version, '42', version).changes,
  );
  assert.deepEqual(changed, [1, 1, 0, 0, 1]);
  assert.equal(db.prepare('SELECT pay_status AS status FROM invoices').get()!.status, 'status 1795000000');
});

test('where one id is in two accounts, the statement changes the invoice of one', () => {
  const [, , update] = snippetsOf(PAGE).filter(({ language }) => language === 'sql');
  const db = new DatabaseSync(':memory:');
  db.exec(
    "CREATE TABLE invoices (account TEXT, id TEXT, pay_status TEXT, pay_version BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (account, id)); INSERT INTO invoices (account, id) VALUES ('default', '42'), ('bakery', '42')",
  );
  const statement = db.prepare(update!.code);
  assert.equal(statement.run('paid', 7, 'bakery', '42', 7).changes, 1);
  assert.equal(statement.run('open', 6, 'bakery', '42', 6).changes, 0);
  const rows = db.prepare('SELECT account, pay_status AS status FROM invoices ORDER BY account').all();
  assert.deepEqual(
    rows.map(({ account, status }) => [account, status]),
    [
      ['bakery', 'paid'],
      ['default', null],
    ],
  );
});

test('every type that the proxy sends is in the table', () => {
  const source = readFileSync(new URL('../../proxy/codes/notifications.ts', import.meta.url), 'utf8');
  const types = [...source.matchAll(/'(\w+\.\w+)'/g)].map(([, type]) => type!);
  assert.ok(types.length > 10);
  const named = tableOf('type').flatMap(([names]) => names!.replaceAll('`', '').split(' '));
  assert.deepEqual(named.sort(), types.sort());
});
