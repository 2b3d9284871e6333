import { createKeys, type Keys } from '../../proxy/keys/index.ts';
import { PROXY_SECRET, signToken } from '../help/stage.ts';
import type { Statement } from './evidence.ts';
import { decimals } from './expected-balance.ts';

/** What a host may change about an invoice; amounts in cents. */
export type FactsChange = Partial<Pick<Statement, 'total' | 'paidElsewhere' | 'booked' | 'void'>>;

/** The host's books: its invoices, and what it has stated of each. */
export class Books {
  readonly #clock: () => number;
  readonly #hostClock: () => number;
  readonly #keys: Keys = createKeys([PROXY_SECRET]);
  readonly #newest = new Map<string, Statement>();
  readonly #all: Statement[] = [];

  /**
   * @param clock milliseconds since 1970
   * @param hostClock what the host takes for that
   */
  constructor(clock: () => number, hostClock: () => number = clock) {
    this.#clock = clock;
    this.#hostClock = hostClock;
  }

  /** A new invoice of so many cents; answers its slug. */
  async open(sub: string, total = 12_100): Promise<string> {
    if (this.#newest.has(sub)) throw new Error(`${sub} has been opened`);
    const slug = await this.#keys.slug({ account: 'default', mode: 'test' }, sub);
    this.#add(sub, { slug, rev: 1, total, paidElsewhere: 0, booked: [], void: false });
    return slug;
  }

  change(sub: string, change: FactsChange): void {
    const last = this.facts(sub);
    this.#add(sub, { ...last, ...change, rev: last.rev + 1 });
  }

  facts(sub: string): Statement {
    return this.#newest.get(sub)!;
  }

  subs(): string[] {
    return [...this.#newest.keys()];
  }

  statements(): readonly Statement[] {
    return this.#all;
  }

  /** The proxy has answered a token with these facts, so that it has them. */
  acknowledge(facts: Statement): void {
    facts.at ??= this.#clock();
  }

  token(sub: string, audience: 'payer' | 'merchant' = 'merchant'): Promise<string> {
    const { rev, total, paidElsewhere, booked, void: voids } = this.facts(sub);
    return signToken(this.#hostClock(), {
      aud: audience === 'payer' ? 'invoice-pay' : 'invoice-pay:manage',
      ...{ sub, rev, booked, void: voids },
      ...{ total: decimals(total), paidElsewhere: decimals(paidElsewhere) },
    });
  }

  #add(sub: string, facts: Omit<Statement, 'from' | 'at'>): void {
    const statement = { ...facts, from: this.#clock(), at: null };
    this.#newest.set(sub, statement);
    this.#all.push(statement);
  }
}
