import { PROFILE_ID } from '../../../demo/mollie/settings.ts';
import type { Simulator } from '../../../demo/mollie/simulator.ts';
import { DEFAULT_ACCOUNT } from '../../../proxy/keys/realm.ts';
import type { ConnectionView } from '../../../shared/api.ts';
import { fetch } from '../../help/checked/fetch.ts';
import { addMerchants } from '../../help/merchants.ts';
import { signToken } from '../../help/stage.ts';
import { METHODS } from '../billing.ts';
import type { Accounts, Text } from '../evidence.ts';
import type { Dice } from './dice.ts';

/** A merchant who changes the keys of the account now and then. */
export type Merchant = {
  account: string;
  keys: string[];
  /** Forgets all keys now and then. All that those have made is seen with any other then: the keys are of one profile. */
  leaves: boolean;
  /** Since when every server knows that it is paused; null while it may not be. */
  pausedSince: number | null;
};

type Seen = {
  [Part in 'pauses' | 'changes']: Accounts[Part][number][];
} & { owners: Map<string, string>; texts: Text[] };

/** Every server follows a change of an account after so long. Milliseconds. */
const FOLLOWS = 10_000;

/** How many of them are at it at once. */
const AT_ONCE = 3;

/** How often one who could go on pauses. */
const PAUSED = 0.5;

/** What merchants do with their accounts, and what was seen of it. */
export class Merchants {
  readonly seen: Seen = { owners: new Map(), texts: [], pauses: [], changes: [] };
  readonly all: Merchant[];
  readonly counts = { connections: 0, disconnections: 0, pauses: 0 };
  /** What some do, and others beside them. */
  readonly acts: readonly (() => Promise<void>)[];
  readonly #dice: Dice;
  readonly #pick: () => string;

  /** @param pick the address of a server */
  constructor({ organizations }: Simulator, count: number, dice: Dice, pick: () => string) {
    this.#dice = dice;
    this.#pick = pick;
    this.seen.owners.set(PROFILE_ID, DEFAULT_ACCOUNT);
    this.all = addMerchants({ organizations }, count, { methods: [...METHODS] }).map(
      ({ account, profileId, testKey }, index) => {
        const keys = [testKey, organizations.addKey(profileId, 'test')];
        const leaves = index % 2 === 0;
        this.seen.owners.set(profileId, account);
        if (!leaves) {
          const { id, apiKeys } = organizations.addProfile(organizations.profile(profileId).organizationId);
          keys.push(apiKeys[0]!);
          this.seen.owners.set(id, account);
        }
        return { account, keys, leaves, pausedSince: null };
      },
    );
    this.acts = Array.from({ length: AT_ONCE }, (_, n) => {
      const some = this.all.filter((_, index) => index % AT_ONCE === n);
      return () => this.#act(some);
    });
  }

  /** So that everybody begins with a key. */
  async connectAll(): Promise<void> {
    for (const merchant of this.all) {
      const answer = await this.#connect(merchant, merchant.keys[0]!);
      if (answer?.status !== 200) throw new Error(`${merchant.account}: ${await answer?.text()}`);
    }
    this.counts.connections = 0;
  }

  /** One of some does something to the account. */
  async #act(some: readonly Merchant[]): Promise<void> {
    const { among } = this.#dice;
    const merchant = among(some);
    await among([this.#replace, this.#replaceTwice, this.#pauseOrResume, this.#leave])(merchant);
  }

  /** With every key that ever was, so that all that was paid is seen, and going on where it was paused. */
  async comeBack(): Promise<void> {
    for (const merchant of this.all) {
      this.#resumes(merchant);
      for (const apiKey of merchant.keys) {
        const answer = await this.#put(merchant, { apiKey, paused: false });
        if (answer?.status !== 200) throw new Error(`${merchant.account}: ${await answer?.text()}`);
      }
    }
  }

  /** What an administrator of each account is answered in the end. */
  async connections(): Promise<{ account: string; hint: string | null }[]> {
    const views: { account: string; hint: string | null }[] = [];
    for (const { account } of this.all) {
      for (const path of ['/v1/connection', '/v1/log?limit=200']) {
        const text = (await (await this.#send('GET', account, path))?.text()) ?? '';
        this.seen.texts.push({ account, where: `GET ${path}`, text });
        if (path.endsWith('connection'))
          views.push({ account, hint: (JSON.parse(text) as ConnectionView).key.hint });
      }
    }
    return views;
  }

  #replace = async (merchant: Merchant) =>
    void (await this.#connect(merchant, this.#dice.among(merchant.keys)));

  #replaceTwice = async (merchant: Merchant) => {
    await Promise.all([this.#replace(merchant), this.#replace(merchant)]);
  };

  #pauseOrResume = async (merchant: Merchant) => {
    this.#resumes(merchant);
    const paused = this.#dice.throw() < PAUSED;
    const answer = await this.#put(merchant, { paused });
    if (!paused || answer?.status !== 200) return;
    this.counts.pauses++;
    merchant.pausedSince = Date.now() + FOLLOWS;
  };

  #leave = async (merchant: Merchant) => {
    if (!merchant.leaves) return this.#replace(merchant);
    this.counts.disconnections++;
    await this.#changing(merchant, () => this.#send('DELETE', merchant.account, '/v1/connection'));
  };

  #connect(merchant: Merchant, apiKey: string): Promise<Response | undefined> {
    this.counts.connections++;
    return this.#changing(merchant, () => this.#put(merchant, { apiKey }));
  }

  #put({ account }: Merchant, body: object): Promise<Response | undefined> {
    return this.#send('PUT', account, '/v1/connection', body);
  }

  /** Until the servers have all followed, any of the keys may create. */
  async #changing<T>({ account }: Merchant, work: () => Promise<T>): Promise<T> {
    const note = (at: number) => void this.seen.changes.push({ account, at });
    note(Date.now());
    const done = await work();
    note(Date.now());
    note(Date.now() + FOLLOWS);
    return done;
  }

  /** From now on it may no longer be paused. */
  #resumes(merchant: Merchant): void {
    const { account, pausedSince: from } = merchant;
    if (from !== null) this.seen.pauses.push({ account, from, to: Date.now() });
    merchant.pausedSince = null;
  }

  async #send(method: string, account: string, path: string, body?: object): Promise<Response | undefined> {
    const token = await signToken(Date.now(), { aud: 'invoice-pay:admin', account });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return fetch(this.#pick() + path, init).catch(() => undefined);
  }
}
