/** The code of docs/hosts/, as it stands there, in the six languages themselves: with the vectors and with a real proxy. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { type ServedSimulator, serveSimulator } from '../../demo/mollie/server.ts';
import { createClock } from '../../proxy/lib/clock.ts';
import { createSend } from '../../proxy/notify/send.ts';
import { createVerifier } from '../../proxy/token/index.ts';
import { freePort, type ProxyProcess, startProxy } from '../help/proxy-process.ts';
import { snippetsOf } from '../help/snippets.ts';
import { MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';
import {
  type Claims,
  type Job,
  LANGUAGES,
  type Message,
  type Results,
  type Statement,
  without,
} from './drivers/languages.ts';
import { build, type Host, type Program } from './drivers/program.ts';
import { type Relay, type Sent, startRelay } from './drivers/relay.ts';

type TokenVector = {
  name: string;
  secret: string;
  claims: Claims;
  payload: string;
  jwt: string;
  textMayDiffer?: boolean;
};
type Stored = { status: string; version: number };
type Vectors = {
  header: string;
  now: number;
  tokens: TokenVector[];
  notifications: (Message & { name: string; valid: boolean })[];
  sequence: (Message & { name: string; stored: Stored })[];
};

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../docs/hosts/vectors.json', import.meta.url), 'utf8'),
);

const INVOICE_SECRET = vectors.tokens[0]!.secret;
const NOTIFY_SECRET = vectors.notifications[0]!.secret;

// Asked at once: with CI=true none may be missing.
const SKIPPED = new Map(LANGUAGES.map((language) => [language, without(language)]));

const OTHER_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

const TAG =
  /^<invoice-pay-button token="([^"<>]*)">\s*<a href="([^"<>]*)">Pay invoice ([^"<>]*)<\/a>\s*<\/invoice-pay-button>$/;

const TAGS = [
  { token: vectors.tokens[0]!.jwt, link: 'https://pay.example.com/pay/abc', number: '2026-0042' },
  {
    token: '"><script>alert(1)</script>',
    link: 'https://x.test/?a=1&b="\'<>',
    number: "</a><img src=x> & '№ 42'",
  },
];

/** The invoices of a host, in a real database. */
function booksOf(...ids: string[]) {
  const db = new DatabaseSync(':memory:');
  db.exec(
    'CREATE TABLE invoices (id TEXT PRIMARY KEY, pay_status TEXT, pay_version BIGINT NOT NULL DEFAULT 0)',
  );
  for (const id of ids) db.prepare('INSERT INTO invoices (id) VALUES (?)').run(id);
  return {
    run: ({ sql, values }: Statement) => db.prepare(sql).run(...values).changes,
    stored: (id: string) => ({
      ...db.prepare('SELECT pay_status AS status, pay_version AS version FROM invoices WHERE id = ?').get(id),
    }),
  };
}

/** Numbers and names of entities, as HTML reads them. */
function unescaped(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
    name
      ? (named[name] ?? whole)
      : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  );
}

const decoded = (part: string) => Buffer.from(part, 'base64url').toString();

function checkToken(token: string, { name, secret, claims, jwt, textMayDiffer }: TokenVector): void {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  assert.deepEqual(JSON.parse(decoded(header)), JSON.parse(vectors.header), name);
  assert.deepEqual(JSON.parse(decoded(payload)), claims, name);
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  assert.equal(signature, expected, name);
  if (!textMayDiffer) assert.equal(token, jwt, name);
}

test('the proxy takes every token of the vectors, and reads the claims', async () => {
  for (const vector of vectors.tokens) {
    assert.equal(decoded(vector.jwt.split('.')[1]!), vector.payload);
    checkToken(vector.jwt, vector);
    const config = { invoiceSecrets: [vector.secret], invoiceJwks: [] };
    const token = await createVerifier(config, () => vectors.now * 1000)(vector.jwt);
    if (token.audience === 'admin') continue;
    assert.deepEqual(token.ignored, [], vector.name);
    const { sub, rev, number, currency } = vector.claims;
    const { facts } = token;
    assert.deepEqual([facts.sub, facts.rev, facts.number, facts.currency], [sub, rev, number, currency]);
  }
});

test('the proxy signs notifications as the vectors have them', async () => {
  const whole = [...vectors.notifications.filter(({ valid }) => valid), ...vectors.sequence];
  assert.ok(whole.length > 10);
  for (const { name, secret, headers, body } of whole) {
    let sent: Request | undefined;
    const send = createSend(
      'http://127.0.0.1/',
      [secret],
      async (url, init) => {
        sent = new Request(url as string, init);
        return new Response(null, { status: 204 });
      },
      createClock(),
    );
    const at = Number(headers['webhook-timestamp']) * 1000;
    await send({ id: headers['webhook-id']!, at, body });
    const signature = sent!.headers.get('webhook-signature')!;
    assert.ok(headers['webhook-signature']!.split(' ').includes(signature), name);
    for (const part of ['webhook-id', 'webhook-timestamp'])
      assert.equal(sent!.headers.get(part), headers[part]);
    assert.equal(await sent!.text(), body);
  }
});

// Counted is the whole block in which the function stands, without comments. Not counted is what other blocks have:
// imports, in Go NotifyKey, Event and the statement, in Java the hmac of signing and the statement.
for (const { name, page, fence } of LANGUAGES) {
  test(`${name}: the blocks with the functions that sign and receive have at most 15 lines each`, () => {
    const blocks = snippetsOf(page).filter(({ language }) => language === fence);
    const isCode = (line: string) => line.trim() !== '' && !/^\s*(#|\/\/|\/\*\*|<\?php|""")/.test(line);
    for (const definition of [/sign_?token/i, /receive_?notification/i]) {
      const lines = blocks
        .find(({ code }) => definition.test(code))!
        .code.split('\n')
        .filter(isCode);
      assert.ok(lines.length > 5 && lines.length <= 15, `${lines.length} lines:\n${lines.join('\n')}`);
    }
  });
}

let simulator: ServedSimulator;
let proxy: ProxyProcess;
let relay: Relay;
before(async () => {
  simulator = await serveSimulator();
  relay = await startRelay();
  const port = await freePort();
  proxy = await startProxy({
    MOLLIE_API_KEY: MOLLIE_KEY,
    MOLLIE_API_ENDPOINT: simulator.endpoint,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    STORAGE_URL: 'memory:',
    INVOICE_SECRET,
    PROXY_SECRET,
    NOTIFY_URL: relay.url,
    // The second one is what the hosts know: it is about to be replaced.
    NOTIFY_SECRET: `${OTHER_SECRET},${NOTIFY_SECRET}`,
  });
});
after(async () => {
  await proxy.stop();
  await relay.close();
  await simulator.close();
});

for (const language of LANGUAGES) {
  describe(language.name, { skip: SKIPPED.get(language)! }, () => {
    let program: Program;
    before(async () => {
      program = await build(language);
    });
    after(() => program.remove());

    test('does what the vectors say', () => checkVectors(program));
    test('tells a real proxy of an invoice, and hears from it of the payment', async (t) => {
      const host = await program.serve(NOTIFY_SECRET);
      t.after(() => host.stop());
      await checkRoundTrip(program, host);
    });
  });
}

/** What a host answers: 500 where its own secret is none. */
function expectedOf({ secret, valid }: Vectors['notifications'][number]): number {
  if (Buffer.from(secret.replace('whsec_', ''), 'base64').length < 24) return 500;
  return valid ? 204 : 401;
}

/** What is about an account, and no invoice, changes none. */
function isStored({ valid, body }: Vectors['notifications'][number]): boolean {
  return valid && !body.includes('connection.changed');
}

async function checkVectors(program: Program): Promise<void> {
  const { tokens, notifications, sequence } = vectors;
  const job: Job = { tokens, notifications: [...notifications, ...sequence], tags: TAGS };
  const results: Results = JSON.parse(await program.call('vectors', job));
  for (const [at, vector] of tokens.entries()) checkToken(results.tokens[at]!, vector);

  const received = results.notifications.slice(0, notifications.length);
  assert.deepEqual(
    received.map(({ status, statements }, at) => [notifications[at]!.name, status, statements.length]),
    notifications.map((vector) => [vector.name, expectedOf(vector), isStored(vector) ? 1 : 0]),
  );
  const books = booksOf('42');
  for (const [at, { name, stored }] of sequence.entries()) {
    const { status, statements } = results.notifications[notifications.length + at]!;
    assert.equal(status, 204);
    for (const statement of statements) books.run(statement);
    assert.deepEqual(books.stored('42'), stored, name);
  }

  for (const [at, { token, link, number }] of TAGS.entries()) {
    const [, ...parts] = TAG.exec(results.tags[at]!.trim()) ?? assert.fail(results.tags[at]);
    const [readToken, readLink, readNumber] = parts.map(unescaped);
    assert.deepEqual([readToken, readNumber], [token, number]);
    // Some templates also encode what may not stand in an address.
    assert.equal(decodeURIComponent(readLink!), link);
  }
}

/** Connects a merchant's account, of which the host is told. */
async function connect(account: string): Promise<void> {
  const claims = { aud: 'invoice-pay:admin', account };
  const response = await fetch(`${proxy.url}/v1/connection`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await signToken(Date.now(), claims, INVOICE_SECRET)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ apiKey: 'test_FietsatelierDeKettingGentSleutel' }),
  });
  assert.equal(response.status, 200, await response.text());
}

async function checkRoundTrip(program: Program, host: Host): Promise<void> {
  const sub = `${program.name} № 7`;
  const invoice = { sub, rev: 1, number: '2026-0007', currency: 'EUR', total: '121.00' };
  const link = await program.call('state', { invoice, proxy: proxy.url, secret: INVOICE_SECRET });
  assert.match(link, new RegExp(`^${proxy.url}/pay/\\w+$`));
  await assert.rejects(
    program.call('state', { invoice, proxy: proxy.url, secret: 'another'.padEnd(32, '.') }),
    /invalid_token|may not show the invoice/,
  );
  await assert.rejects(
    program.call('state', { invoice, proxy: proxy.url, secret: 'another'.padEnd(31, '.') }),
    /secret is missing or too short/i,
  );

  relay.leadTo(host.url);
  const account = program.name.toLowerCase();
  await connect(account);
  const books = booksOf(sub);
  const token = await signToken(Date.now(), { ...invoice, aud: 'invoice-pay:manage' }, INVOICE_SECRET);
  const headers = { authorization: `Bearer ${token}` };
  const created = await fetch(`${proxy.url}/v1/invoice/payments`, { method: 'POST', headers });
  assert.equal(created.status, 201);
  const { payment } = (await created.json()) as { payment: { id: string } };
  simulator.simulator.settle(payment.id, 'paid');

  // In any order; of the account's connection nothing is stored.
  const both = [await relay.next(), await relay.next()];
  const [changed, sent] = both.sort((one) => (one.body.includes('connection.changed') ? -1 : 1)) as [
    Sent,
    Sent,
  ];
  assert.deepEqual([changed.status, JSON.parse(changed.body.toString()).data.account], [204, account]);
  assert.equal(sent.status, 204);
  const [statement] = await host.statements(1);
  assert.equal(books.run(statement!), 1);
  const stored = books.stored(sub) as Stored;
  assert.equal(stored.status, 'paid');

  // It came at least once: again it changes nothing.
  assert.equal(await relay.repeat(sent), 204);
  const [, repeated] = await host.statements(2);
  assert.equal(books.run(repeated!), 0);
  const tampered = Buffer.from(sent.body.toString().replace('"paid"', '"open"'));
  assert.equal(await relay.repeat({ ...sent, body: tampered }), 401);
  const later = {
    ...sent.headers,
    'webhook-timestamp': String(Number(sent.headers['webhook-timestamp']) + 1),
  };
  assert.equal(await relay.repeat({ ...sent, headers: later }), 401);
  const unsigned = { ...sent.headers, 'webhook-signature': '' };
  assert.equal(await relay.repeat({ ...sent, headers: unsigned }), 401);
  assert.equal((await host.statements(2)).length, 2);
  assert.deepEqual(books.stored(sub), stored);
}
