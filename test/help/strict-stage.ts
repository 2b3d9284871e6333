import assert from 'node:assert/strict';
import memoryDriver from 'unstorage/drivers/memory';
import { type ErrorCode, STATUS_OF } from '../../proxy/codes/errors.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from './stage.ts';

/** The moment at which everything happens on a strict stage. */
export const NOW = Date.parse('2026-11-21T09:00:00Z');

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

export type Sent = {
  /** The whole `Authorization` header. */
  authorization?: string;
  type?: string;
  body?: string | ReadableStream;
  headers?: Record<string, string>;
};

const REFERENCE = /[a-z2-7]{4}-[a-z2-7]{4}/;

/**
 * A stage with one invoice that has one open payment, for requests that are refused: it sees whether any of them
 * left a trace in the store or was passed on to Mollie, and keeps everything that was answered and logged.
 */
export async function createStrictStage(env: Record<string, string> = {}) {
  const driver = memoryDriver();
  const stage = await createStage({ env, storage: driver, simulator: { now: () => NOW } });
  const answered: string[] = [];
  const paymentId = await stage.attempt();
  const payPath = new URL((await stage.view()).link).pathname;
  const webhookPath = new URL(stage.simulator.ledger.get(paymentId).webhookUrl!).pathname;

  /** Everything that is stored. */
  async function dump(): Promise<string> {
    const keys = (await driver.getKeys!('', {})).toSorted();
    return JSON.stringify(
      await Promise.all(keys.map(async (key: string) => [key, await driver.getItem!(key)])),
    );
  }

  /** Sends to a route such as `GET /pay/:slug`, whose path stands for the stage's own invoice, or to a literal path. */
  async function send(route: string, sent: Sent = {}) {
    const [method = '', pattern = ''] = route.split(' ');
    const path = pattern.replace('/pay/:slug', payPath).replace('/webhooks/mollie/:key/:n/:mac', webhookPath);
    const response = await fetch(stage.url + path, { method, ...requestOf(sent) });
    const text = await response.text();
    answered.push(text, JSON.stringify([...response.headers]));
    return { response, text };
  }

  /** Runs `work`, by which nothing may be stored and nothing asked of Mollie. */
  async function withoutTrace<T>(work: () => Promise<T>): Promise<T> {
    const before = await dump();
    stage.simulator.requests.clear();
    const result = await work();
    assert.equal(await dump(), before);
    assert.deepEqual(stage.asked(), []);
    return result;
  }

  return {
    ...stage,
    paymentId,
    payPath,
    webhookPath,
    send,
    withoutTrace,
    /** Sends what is wrong: the answer has the code and its status, and nothing else happens. */
    async refuses(route: string, sent: Sent, code: ErrorCode, claim?: string): Promise<Response> {
      const { response, text } = await withoutTrace(() => send(route, sent));
      const told = `${route} ${text.slice(0, 300)}`;
      assert.equal(response.status, STATUS_OF[code], told);
      assert.match(text, REFERENCE, told);
      if (/ \/pay\//.test(route)) {
        assert.match(response.headers.get('content-type')!, /^text\/html/, told);
      } else {
        const { error } = JSON.parse(text);
        assert.deepEqual([error.code, error.claim], [code, claim], told);
        assert.match(error.message, /\w{3}/);
      }
      return response;
    },
    /** Fails if any answer or log line so far contains a secret, a token or a stack trace. */
    keptSecrets(): void {
      assert.ok(answered.length > 0);
      const said = [...answered, JSON.stringify(stage.logged)].join('\n');
      for (const secret of [MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, 'eyJ'])
        assert.ok(!said.includes(secret), secret);
      assert.doesNotMatch(said, /\bat \S+ \(|file:\/\/|node_modules|\.[jt]s:\d+/);
    },
  };
}

function requestOf({ authorization, type, body, headers = {} }: Sent): RequestInit {
  const init = {
    redirect: 'manual',
    headers: {
      ...headers,
      ...(authorization === undefined ? {} : { authorization }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    // Bytes, so that nothing adds a type by itself.
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' ? new TextEncoder().encode(body) : body, duplex: 'half' }),
  };
  return init as RequestInit;
}

export type StrictStage = Awaited<ReturnType<typeof createStrictStage>>;
