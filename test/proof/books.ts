import { createKeys, type Keys } from '../../proxy/keys/index.ts';
import { PROXY_SECRET, signToken } from '../help/stage.ts';
import type { Billing } from './billing.ts';
import type { Statement } from './evidence.ts';
import { decimals } from './expected-balance.ts';

/** What a host may change about an invoice; amounts in cents. */
export type FactsChange = Partial<Pick<Statement, 'total' | 'paidElsewhere' | 'booked' | 'void'>>;

/** An account and the invoice's id in it: several accounts may have the same. */
export type Owner = { account: string; sub: string };

/** The host's books: its invoices, and what it has stated of each. */
export class Books {
  readonly #clock: () => number;
  readonly #hostClock: () => number;
  readonly #keys: Keys = createKeys([PROXY_SECRET]);
  readonly #newest = new Map<string, Statement>();
  /** Whose invoices those are; absent for those of the default account where there is no other. */
  readonly #owners = new Map<string, Owner>();
  readonly #all: Statement[] = [];
  readonly #billing = new Map<string, Billing>();

  /**
   * @param clock milliseconds since 1970
   * @param hostClock what the host takes for that
   */
  constructor(clock: () => number, hostClock: () => number = clock) {
    this.#clock = clock;
    this.#hostClock = hostClock;
  }

  /**
   * A new invoice of so many cents; answers its slug.
   * @param name tells it from all others here; also its id at the host, unless `owner` says another
   */
  async open(name: string, total = 12_100, owner?: Owner): Promise<string> {
    if (this.#newest.has(name)) throw new Error(`${name} has been opened`);
    const { account, sub } = owner ?? { account: 'default', sub: name };
    const slug = await this.#keys.slug({ account, mode: 'test' }, sub);
    if (owner) this.#owners.set(name, owner);
    this.#add(name, { slug, rev: 1, total, paidElsewhere: 0, booked: [], void: false });
    return slug;
  }

  change(sub: string, change: FactsChange): void {
    const last = this.facts(sub);
    this.#add(sub, { ...last, ...change, rev: last.rev + 1 });
  }

  /** From now on tokens say so; who is billed is no part of the facts. */
  bill(sub: string, billing: Billing): void {
    this.#billing.set(sub, billing);
  }

  facts(sub: string): Statement {
    return this.#newest.get(sub)!;
  }

  subs(): string[] {
    return [...this.#newest.keys()];
  }

  accountOf(name: string): string {
    return this.#owners.get(name)?.account ?? 'default';
  }

  /** The invoice of an account by its id at the host. */
  slugOf(account: string, sub: string): string | undefined {
    const isIt = (owner: Owner) => owner.account === account && owner.sub === sub;
    const [name] = [...this.#owners].find(([, owner]) => isIt(owner)) ?? [];
    return name && this.facts(name).slug;
  }

  statements(): readonly Statement[] {
    return this.#all;
  }

  /** The proxy has answered a token with these facts, so that it has them. */
  acknowledge(facts: Statement): void {
    facts.at ??= this.#clock();
  }

  token(name: string, audience: 'payer' | 'merchant' = 'merchant'): Promise<string> {
    const { rev, total, paidElsewhere, booked, void: voids } = this.facts(name);
    const owner = this.#owners.get(name);
    return signToken(this.#hostClock(), {
      aud: audience === 'payer' ? 'invoice-pay' : 'invoice-pay:manage',
      ...{ sub: name, rev, booked, void: voids },
      ...this.#billing.get(name),
      ...(owner && { ...owner, number: numberOf(owner) }),
      ...{ total: decimals(total), paidElsewhere: decimals(paidElsewhere) },
    });
  }

  #add(sub: string, facts: Omit<Statement, 'from' | 'at'>): void {
    const statement = { ...facts, from: this.#clock(), at: null };
    this.#newest.set(sub, statement);
    this.#all.push(statement);
  }
}

/** What people call an invoice where there are several accounts: no other has the same. */
export function numberOf({ account, sub }: Owner): string {
  return `number-${account}.${sub}`;
}
