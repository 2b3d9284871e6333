import { setTimeout } from 'node:timers/promises';
import { type ServedSimulator, serveSimulator } from '../../demo/mollie/server.ts';
import { type AccountRecord, accountKey } from '../../proxy/accounts/record.ts';
import { createKeys } from '../../proxy/keys/index.ts';
import { accountHash } from '../../proxy/keys/realm.ts';
import { openStore } from '../../proxy/store/index.ts';
import type { Store } from '../../proxy/store/store.ts';
import { fetch } from '../help/checked/fetch.ts';
import { createProxy, type PayProxy } from '../help/checked/index.ts';
import { addMerchants, type Merchant } from '../help/merchants.ts';
import { startHost } from '../help/notified-host.ts';
import { freePort, type ProxyProcess, startProxy } from '../help/proxy-process.ts';
import { INVOICE_SECRET, PROXY_SECRET, signToken } from '../help/stage.ts';
import { type Host, NOTIFY_SECRET, openServers, settle } from './aftermath.ts';
import { PRELOAD } from './child/address.ts';

/** How long the background may take for what follows an answer. Milliseconds. */
const PATIENCE = 150_000;

export type Change = 'connect' | 'replace' | 'disconnect';

/** A merchant who has changed the account's connection, while the process was killed. */
export type Killed = Merchant & { change: Change; step: string; isAnswered: boolean };

/**
 * A proxy in a process that is killed at steps of a change of an account's connection, and of all that follows: for
 * each step another merchant. The store has lost an invoice of everybody who connects.
 */
export class ConnectionKiller {
  readonly killed: Killed[] = [];
  readonly store: Store;
  readonly host: Host;
  readonly #env: Record<string, string>;
  readonly #mollie: ServedSimulator;
  readonly #servers: PayProxy[];
  #proxy!: ProxyProcess;

  static async start(storageUrl: string): Promise<ConnectionKiller> {
    const [mollie, host, port] = [await serveSimulator(), await startHost(NOTIFY_SECRET), await freePort()];
    const env = {
      ...{ MOLLIE_API_ENDPOINT: mollie.endpoint, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: storageUrl },
      ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, NOTIFY_URL: host.url, NOTIFY_SECRET },
    };
    const killer = new ConnectionKiller(env, mollie, host);
    await killer.#startProxy();
    return killer;
  }

  private constructor(env: Record<string, string>, mollie: ServedSimulator, host: Host) {
    this.#env = env;
    this.#mollie = mollie;
    this.host = host;
    this.store = openStore(env.STORAGE_URL!);
    this.#servers = openServers(env, mollie.simulator);
    // What happens to payments is found, not told.
    mollie.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  }

  /** Ends the process at one step. @throws where the change comes through without it. */
  async killAt(change: Change, step: string): Promise<void> {
    const [merchant] = addMerchants(this.#mollie.simulator, 1) as [Merchant];
    const { account } = merchant;
    this.#mollie.simulator.organizations.addKey(merchant.profileId, 'test');
    await this.#prepare(merchant, change);
    const slug = await createKeys([PROXY_SECRET]).slug({ account, mode: 'test' }, 'invoice-1');
    const { apiKeys } = this.#mollie.simulator.organizations.profile(merchant.profileId);
    const marks = [accountHash(account), account, slug, ...apiKeys];
    await this.#proxy.tell({ killAt: 1, step, marks, ahead: 0 });
    const answer = await this.#request(merchant, change).catch(() => undefined);
    if (answer && !answer.ok) throw new Error(`${change}, ${step}: ${answer.status} ${await answer.text()}`);
    await Promise.race([this.#proxy.ended, setTimeout(PATIENCE, undefined, { ref: false })]);
    if (!this.#proxy.output().includes(`killed ${step}`)) throw new Error(`${change} never came to ${step}`);
    this.killed.push({ ...merchant, change, step, isAnswered: answer !== undefined });
    await this.#startProxy();
  }

  /** Those who were not answered try again, where nothing came of it; the background does the rest by itself. */
  async recover(): Promise<void> {
    for (const merchant of this.killed) {
      const isDone = await this.#isDone(merchant);
      if (merchant.isAnswered && !isDone) throw new Error(`${merchant.step}: answered, and not stored`);
      if (!isDone) await this.#request(merchant, merchant.change);
    }
    await settle(this.#servers, this.#mollie.simulator);
  }

  record = async ({ account }: Merchant) => (await this.store.get(accountKey(account))) as AccountRecord;

  /** What a server that was not disturbed answers. */
  async call({ account }: Merchant, method: string, path: string, claims: object = {}) {
    const token = await signToken(this.#mollie.simulator.clock.now(), {
      account,
      aud: 'invoice-pay:manage',
      ...claims,
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await this.#servers[0]!.request(path, { method, headers });
    return { status: answer.status, body: await answer.json() };
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
    await this.#proxy.kill();
    await this.store.close();
    await this.#mollie.close();
    await this.host.close();
  }

  /** Who connects has had a payment made by a proxy whose store was lost; the others are connected. */
  async #prepare(merchant: Merchant, change: Change): Promise<void> {
    const now = this.#mollie.simulator.clock.now();
    if (change !== 'connect') {
      await this.#request(merchant, 'connect');
      return this.#followed(merchant);
    }
    const env = { ...this.#env, STORAGE_URL: 'memory:' };
    const lost = createProxy({ env, log: () => {} });
    await connect((path, init) => lost.request(path, init), merchant, merchant.testKey);
    const token = await signToken(now, { account: merchant.account });
    const headers = { authorization: `Bearer ${token}` };
    const made = await lost.request('/v1/invoice/payments', { method: 'POST', headers });
    if (made.status !== 201) throw new Error(`no payment: ${await made.text()}`);
    this.#mollie.simulator.settle(this.#mollie.simulator.ledger.list()[0]!.id, 'paid');
    await lost.close();
  }

  async #request(merchant: Merchant, change: Change): Promise<Response> {
    const send = (path: string, init: RequestInit) => fetch(this.#proxy.url + path, init);
    if (change === 'disconnect') return disconnect(send, merchant);
    // Another one of the same profile takes the first one's place.
    const { apiKeys } = this.#mollie.simulator.organizations.profile(merchant.profileId);
    return connect(send, merchant, change === 'connect' ? merchant.testKey : apiKeys[2]!);
  }

  /** Resolves once the host was told of it, and Mollie's lists were searched. */
  async #followed(merchant: Merchant): Promise<void> {
    for (const end = performance.now() + PATIENCE; performance.now() < end; await setTimeout(50)) {
      const { outbox, connection, searched } = await this.record(merchant);
      if (outbox.length === 0 && connection === searched) return;
    }
    const { outbox, connection, searched } = await this.record(merchant);
    const state = JSON.stringify({ outbox, connection, searched });
    throw new Error(`what follows is not done: ${state}\n${this.#proxy.output()}`);
  }

  async #isDone(merchant: Killed): Promise<boolean> {
    const keys = (await this.record(merchant))?.keys ?? [];
    return { connect: keys.length === 1, replace: keys.length === 2, disconnect: keys.length === 0 }[
      merchant.change
    ];
  }

  async #startProxy(): Promise<void> {
    this.#proxy = await startProxy({ ...this.#env, PROOF_HASTE: '1' }, PRELOAD);
  }
}

type Send = (path: string, init: RequestInit) => Response | Promise<Response>;

async function connect(send: Send, { account }: Merchant, apiKey: string): Promise<Response> {
  const headers = { ...(await adminOf(account)), 'content-type': 'application/json' };
  return send('/v1/connection', { method: 'PUT', headers, body: JSON.stringify({ apiKey }) });
}

async function disconnect(send: Send, { account }: Merchant): Promise<Response> {
  return send('/v1/connection', { method: 'DELETE', headers: await adminOf(account) });
}

async function adminOf(account: string): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await signToken(Date.now(), { aud: 'invoice-pay:admin', account })}` };
}
