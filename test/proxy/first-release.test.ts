import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Driver } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs-lite';
import { newDocument } from '../../proxy/invoice/document.ts';
import { createKeys } from '../../proxy/keys/index.ts';
import type { Mode } from '../../proxy/keys/realm.ts';
import { DAY, HOUR, MINUTE, toIso } from '../../proxy/lib/clock.ts';
import { openStore } from '../../proxy/store/index.ts';
import type { Facts } from '../../proxy/token/claims.ts';
import { createCountingStore } from '../help/counting-store.ts';
import {
  type Contents,
  ENDED_AT,
  fillDriver,
  fillPostgres,
  fillRedis,
  fillSqlite,
  recallFirstRelease,
} from '../help/first-release.ts';
import { startHost } from '../help/notified-host.ts';
import { startPostgres, withoutPostgres } from '../help/postgres.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { createStage, MOLLIE_KEY, PROXY_SECRET, type Stage } from '../help/stage.ts';
import { withStore } from '../help/store-faults.ts';
import { pages, put } from '../help/store-values.ts';

const NOTIFY_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

/** The keys that the first release ran with. */
const TEST = { MOLLIE_API_KEY: MOLLIE_KEY };
const LIVE = {
  MOLLIE_API_KEY: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM',
  PUBLIC_URL: 'https://pay.example.com',
};

const BOTH = { sub: 'both', number: '2026-0001' };
const TRIED = { sub: 'tried', number: '2026-0002', total: '50.00' };
const MANY = { sub: 'many', number: '2026-0003', total: '121.00', rev: 2_000_000_000 };
const BACK = { sub: 'back', number: '2026-0004' };
const LOST = { sub: 'lost', number: '2026-0005' };
const INTENT = { sub: 'intent', number: '2026-0006' };

const folder = mkdtempSync(join(tmpdir(), 'first-release-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Kind = {
  /** Puts in what the first release had stored, and answers what the proxy is opened with. */
  fill(contents: Contents, driver: Driver | undefined): Promise<Record<string, string>>;
  driver?: () => Driver;
  /** The log of a realm: whether it has the lines of the first release, and those of one moment in their order. */
  keeps?: 'lines' | 'ordered lines' | 'nothing';
};

type Upgrade = {
  stage: Stage;
  host: Awaited<ReturnType<typeof startHost>>;
  contents: Contents;
  slug(mode: Mode, claims: { sub: string }): Promise<string>;
  /** Opens it with the key of one mode. */
  run(mode: Mode): Promise<void>;
  /** All lines of `GET /v1/log`, oldest first. */
  log(limit?: number): Promise<string[]>;
};

/** A store of the first release, beside a Mollie that has its payments. */
async function upgraded(
  { fill, driver: open }: Kind,
  check: (upgrade: Upgrade) => Promise<void>,
): Promise<void> {
  const host = await startHost(NOTIFY_SECRET);
  const driver = open?.();
  const stage = await createStage({
    env: { NOTIFY_URL: host.url, NOTIFY_SECRET },
    simulator: { now: () => ENDED_AT },
    ...(driver ? { storage: driver } : {}),
  });
  try {
    const keys = createKeys([PROXY_SECRET]);
    const contents = recallFirstRelease(stage);
    const storage = await fill(contents, driver);
    await check({
      stage,
      host,
      contents,
      slug: async (mode, { sub }) => keys.slug({ account: 'default', mode }, sub),
      run: (mode) => stage.restart({ ...storage, ...(mode === 'live' ? LIVE : TEST) }),
      async log(limit = 7) {
        const lines: string[] = [];
        let before: string | null = '';
        while (before !== null) {
          const page: Awaited<ReturnType<Stage['call']>> = await stage.call(
            'GET',
            `/v1/log?limit=${limit}${before && `&before=${before}`}`,
            { token: await stage.admin() },
          );
          assert.equal(page.status, 200);
          lines.push(...page.body.entries.map(({ event, reference }) => `${event} ${reference}`));
          before = page.body.before;
        }
        return lines.reverse();
      },
    });
  } finally {
    await stage.close();
    await host.close();
  }
}

/** The lines of some documents as the first release wrote them, oldest first. */
const linesOf = ({ lines }: Contents, slugs: readonly string[]) =>
  lines.filter(({ key }) => slugs.includes(key)).map(({ entry }) => `${entry.event} ${entry.reference}`);

/** What an invoice of its own is paid by, and whatever else a view tells of money. */
function figures({ status, paid, refunded, due, attempts }: Awaited<ReturnType<Stage['view']>>) {
  return { status, paid: paid.value, refunded: refunded.value, due: due.value, attempts: attempts?.length };
}

/** Where the host's id was lost, a payment tells the mode: it is asked for, and no running key sees it. */
function lostIds({ contents: { documents } }: Upgrade): string[] {
  const lost = documents.filter(({ value }) => value.facts?.sub === '');
  return lost.map(({ value }) => value.attempts[0]!.id);
}

function testUpgrade(name: string, kind: Kind): void {
  const { keeps = 'ordered lines' } = kind;
  const kept = (lines: string[]) => {
    if (keeps === 'nothing') return [];
    return keeps === 'lines' ? lines.toSorted() : lines;
  };
  const check = (what: string, run: (upgrade: Upgrade) => Promise<void>) =>
    test(`${name}: ${what}`, () => upgraded(kind, run));

  check('a store of the first release loses nothing under either key, and mixes nothing', async (upgrade) => {
    const { stage, host, contents, slug, run, log } = upgrade;
    const testSlugs = [await slug('test', BOTH), await slug('test', TRIED)];
    const liveSlugs = contents.documents.map(({ key }) => key).filter((key) => !testSlugs.includes(key));

    await run('test');
    assert.deepEqual(kept(await log()), kept(linesOf(contents, testSlugs)));
    const livePage = await stage.call('GET', `/pay/${await slug('live', BACK)}`);
    assert.equal(livePage.status, 404);

    // What is due in live mode is put off, without a word to Mollie or to the host.
    const worked = async (time: number) => {
      stage.simulator.requests.clear();
      await stage.advance(time);
      while ((await stage.proxy.watch()) > 0) await stage.idle();
      const asked = new Set(stage.asked().flatMap((request) => /tr_\w+/.exec(request)?.[0] ?? []));
      return Map.groupBy(asked, (id) => stage.simulator.ledger.get(id).mode);
    };
    const asked = await worked(DAY + HOUR);
    assert.equal(asked.get('test')!.length, 2);
    assert.deepEqual(asked.get('live'), lostIds(upgrade));
    assert.equal((await worked(2 * MINUTE)).get('live'), undefined);
    assert.deepEqual(host.heard.map(({ type, data }) => `${type} ${data.invoice.number}`).toSorted(), [
      'invoice.paid 2026-0001',
      'payment.expired 2026-0002',
    ]);

    assert.deepEqual(figures(await stage.view(BOTH)), {
      status: 'paid',
      paid: '121.00',
      refunded: '0.00',
      due: '0.00',
      attempts: 1,
    });
    assert.deepEqual(figures(await stage.view(TRIED)), {
      status: 'open',
      paid: '0.00',
      refunded: '0.00',
      due: '50.00',
      attempts: 1,
    });
    assert.equal((await stage.pay(TRIED)).status, 201);
    assert.deepEqual(
      (await stage.view(TRIED)).attempts!.map(({ status }) => status),
      ['open', 'expired'],
    );

    await run('live');
    const known = linesOf(contents, liveSlugs);
    const ofLive = await log();
    assert.deepEqual(kept(ofLive.slice(0, known.length)), kept(known));
    assert.deepEqual(
      ofLive.filter((line) => linesOf(contents, testSlugs).includes(line)),
      [],
    );

    assert.deepEqual(figures(await stage.view(BOTH)), {
      status: 'open',
      paid: '0.00',
      refunded: '0.00',
      due: '121.00',
      attempts: 2,
    });
    assert.deepEqual(figures(await stage.view(BACK)), {
      status: 'partially_refunded',
      paid: '121.00',
      refunded: '21.00',
      due: '0.00',
      attempts: 1,
    });
    assert.deepEqual(figures(await stage.view(MANY)), {
      status: 'partially_paid',
      paid: '21.00',
      refunded: '0.00',
      due: '100.00',
      attempts: 21,
    });
    assert.deepEqual(figures(await stage.view(LOST)), {
      status: 'paid',
      paid: '121.00',
      refunded: '0.00',
      due: '0.00',
      attempts: 1,
    });
    const story = await stage.story(LOST);
    assert.deepEqual(story.slice(0, 2), ['invoice.restored', 'invoice.confirmed']);
    for (const mode of ['live', 'test'] as const) {
      await run(mode);
      const key = await slug(mode, BOTH);
      const { body } = await stage.call('GET', '/v1/invoice/log?limit=200', {
        token: await stage.merchant(BOTH),
      });
      const own = body.entries.map(({ event, reference }) => `${event} ${reference}`).reverse();
      const before = linesOf(contents, [key]);
      assert.deepEqual(own.slice(0, before.length), before);
    }
  });

  check(
    'addresses and metadata that the first release made still bring its payments home',
    async (upgrade) => {
      const { stage, contents, run, slug } = upgrade;
      const call = (payment: { id: string; webhookUrl: string | null }) =>
        stage.call('POST', new URL(payment.webhookUrl!).pathname, {
          body: `id=${payment.id}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
      const ofInvoice = async (mode: Mode, claims: { sub: string }) => {
        const key = await slug(mode, claims);
        return stage.simulator.ledger
          .list()
          .filter(({ metadata }) => (metadata as { key: string }).key === key)
          .reverse();
      };
      await run('live');
      // Its create had no answer, so that nothing but its metadata tell whose it is.
      const [made, ...others] = await ofInvoice('live', INTENT);
      assert.deepEqual(others, []);
      assert.equal((await call(made!)).status, 200);
      assert.deepEqual(
        (await stage.view(INTENT)).attempts!.map(({ id }) => id),
        [made!.id],
      );

      const [back] = await ofInvoice('live', BACK);
      stage.simulator.refund(back!.id, { amount: '9.00' });
      assert.equal((await call(back!)).status, 200);
      assert.equal((await stage.view(BACK)).refunded.value, '30.00');

      // One that the first release had dropped from its list: it is counted and told once, not again.
      const [, dropped] = await ofInvoice('live', MANY);
      const before = await stage.view(MANY);
      assert.ok(before.attempts!.every(({ id }) => id !== dropped!.id));
      const lines = (await stage.story(MANY)).length;
      assert.equal((await call(dropped!)).status, 200);
      assert.deepEqual((await stage.view(MANY)).attemptsOmitted, before.attemptsOmitted);
      assert.equal((await stage.story(MANY)).length, lines);

      // Mollie is heard again when its realm runs.
      const [ofTest] = await ofInvoice('test', BOTH);
      assert.equal((await call(ofTest!)).status, 503);
      await run('test');
      assert.equal((await call(ofTest!)).status, 200);
      assert.equal(contents.documents.length > 0, true);
    },
  );

  check(
    'a create whose answer was lost before the upgrade is found, and answered again',
    async ({ stage, run }) => {
      await run('live');
      const made = stage.simulator.ledger.list().length;
      await stage.advance(2 * MINUTE);
      while ((await stage.proxy.watch()) > 0) await stage.idle();
      const { attempts } = await stage.view(INTENT);
      assert.deepEqual(
        attempts!.map(({ status }) => status),
        ['open'],
      );
      const again = await stage.pay(INTENT);
      assert.deepEqual([again.status, (again.body.payment as { id?: string }).id], [200, attempts![0]!.id]);
      assert.equal(stage.simulator.ledger.list().length, made);
    },
  );
}

testUpgrade('sqlite', {
  async fill(contents) {
    const path = join(mkdtempSync(join(folder, 'sqlite-')), 'pay.db');
    fillSqlite(path, contents);
    return { STORAGE_URL: `sqlite:${path}` };
  },
});

testUpgrade('files', {
  driver: () => fsDriver({ base: mkdtempSync(join(folder, 'files-')) }),
  keeps: 'lines',
  async fill(contents, driver) {
    await fillDriver(driver!, contents);
    return {};
  },
});

describe('postgres', { skip: withoutPostgres() }, async () => {
  const postgres = await startPostgres();
  after(() => postgres.close());
  let databases = 0;

  async function fill(contents: Contents) {
    const STORAGE_URL = await postgres.database(`upgraded_${databases++}`);
    const client = new Client({ connectionString: STORAGE_URL });
    await client.connect();
    await fillPostgres(client, contents);
    await client.end();
    return { STORAGE_URL };
  }

  testUpgrade('postgres', { fill });

  test('postgres: the column is added by a role that may, and used by one that may not', () =>
    upgraded({ fill: async () => ({}) }, async ({ contents }) => {
      const { STORAGE_URL } = await fill(contents);
      const client = new Client({ connectionString: STORAGE_URL });
      await client.connect();
      await client.query('CREATE ROLE clerk LOGIN');
      await client.query('GRANT SELECT, INSERT, UPDATE ON invoice_pay_documents, invoice_pay_log TO clerk');
      await client.query('GRANT USAGE ON SEQUENCE invoice_pay_log_seq_seq TO clerk');
      await client.end();
      const asClerk = STORAGE_URL.replace('postgres@', 'clerk@');
      const line = () =>
        withStore(asClerk, (store) => put(store, 'key', { v: 1 }, null, ['written'], 'default/test'));
      await assert.rejects(line(), { code: 'store_unavailable' });
      await Promise.all([1, 2, 3].map(() => withStore(STORAGE_URL, (store) => store.get('key'))));
      await line();
      await withStore(asClerk, async (store) => {
        assert.deepEqual(await pages(store, 5, { realm: 'default/test' }), [['written']]);
        const { key } = contents.lines[0]!;
        await store.claim!(key, 'default/test');
        const mine = contents.lines.filter((one) => one.key === key).map(({ entry }) => entry.event);
        const found = (await pages(store, 2, { realm: 'default/test' })).flat();
        assert.deepEqual(found, ['written', ...mine.toReversed()]);
      });
    }));
});

describe('redis', { skip: withoutRedis() }, async () => {
  const redis = await startRedis();
  after(() => redis.close());

  testUpgrade('redis', {
    keeps: 'nothing',
    async fill(contents) {
      const client = new Redis(redis.url);
      await client.flushall();
      await fillRedis(client, contents);
      client.disconnect();
      return { STORAGE_URL: redis.url };
    },
  });
});

const factsOf = (sub: string): Facts => ({
  ...{ sub, rev: 1, iat: 1, number: sub, date: null, dueDate: null, currency: 'EUR', total: 12_100 },
  ...{ paidElsewhere: 0, booked: [], void: false, description: sub, url: null, locale: null },
});

/** Invoices of live mode alone, each with two lines, and one of test mode that is older than all of them. */
async function fillSleeping(path: string, count: number): Promise<void> {
  const keys = createKeys([PROXY_SECRET]);
  const contents: Contents = { documents: [], lines: [] };
  for (let index = 0; index <= count; index++) {
    const sub = `invoice-${index}`;
    const mode = index === 0 ? 'test' : 'live';
    const key = await keys.slug({ account: 'default', mode }, sub);
    const { realm: _, ...value } = newDocument({ account: 'default', mode }, factsOf(sub), ENDED_AT);
    contents.documents.push({ key, version: 1, value, due: null });
    for (const event of ['invoice.restored', 'invoice.confirmed']) {
      const entry = { at: toIso(ENDED_AT), event, reference: `${mode}-${index}`, number: sub, details: {} };
      contents.lines.push({ key, entry });
    }
  }
  fillSqlite(path, contents);
}

test('a log in which another realm slept for long is read with bounded work, to its end, and but once', async () => {
  const path = join(mkdtempSync(join(folder, 'sleeping-')), 'pay.db');
  const SLEEPING = 300;
  await fillSleeping(path, SLEEPING);
  const store = createCountingStore(openStore(`sqlite:${path}`));
  const stage = await createStage({ storage: store, simulator: { now: () => ENDED_AT } });
  const LIMIT = 20;
  /** The log's lines, how many pages they came in, and the most that one asked of the store. */
  async function read() {
    const token = await stage.admin();
    const references: string[] = [];
    let before: string | null = '';
    let count = 0;
    let most = 0;
    while (before !== null) {
      store.counted();
      const path = `/v1/log?limit=${LIMIT}${before && `&before=${before}`}`;
      const page: Awaited<ReturnType<Stage['call']>> = await stage.call('GET', path, { token });
      most = Math.max(most, ...Object.values(store.counted()));
      references.push(...page.body.entries.map(({ reference }) => reference));
      before = page.body.before;
      count++;
    }
    return { references, count, most };
  }
  try {
    const first = await read();
    assert.deepEqual(first.references, ['test-0', 'test-0']);
    assert.ok(first.most <= 5 * LIMIT, `${first.most} operations`);
    assert.ok(first.count <= 1 + (2 * SLEEPING) / (5 * LIMIT), `${first.count} pages`);
    assert.deepEqual(await read(), { references: ['test-0', 'test-0'], count: 1, most: 1 });
  } finally {
    await stage.close();
  }
});

test('a page that the first release began is gone on with', async () => {
  const stage = await createStage({ simulator: { now: () => ENDED_AT } });
  try {
    const contents = recallFirstRelease(stage);
    const path = join(mkdtempSync(join(folder, 'cursor-')), 'pay.db');
    fillSqlite(path, contents);
    await stage.restart({ STORAGE_URL: `sqlite:${path}`, ...LIVE });
    // Its cursor was the number of the last line that was shown.
    const { body } = await stage.call('GET', '/v1/log?limit=3&before=30', { token: await stage.admin() });
    assert.deepEqual(
      body.entries.map(({ reference }) => reference),
      contents.lines
        .slice(26, 29)
        .map(({ entry }) => entry.reference)
        .reverse(),
    );
  } finally {
    await stage.close();
  }
});
