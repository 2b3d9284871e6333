import { createHmac } from 'node:crypto';
import type { InvoiceView } from '../../shared/api.ts';
import { AUD_OF, type Audience } from '../../shared/audiences.ts';
import { decimals } from '../proof/expected-balance.ts';
import { ENV } from './env.ts';
import type { Answer } from './network.ts';
import type { AccountState, Notice, SimulatedInvoice, Statement } from './observed.ts';
import { createParty, type Scheduler } from './scheduler.ts';

const { INVOICE_SECRET, NOTIFY_SECRET } = ENV;

const HOUR = 3600;

/** Who is billed, where the host says so. */
export const CUSTOMER = {
  ...{ givenName: 'Wilhelmina', familyName: 'Quackernack', email: 'quackernack@example.com' },
  ...{ streetAndNumber: 'Zuiderdiep 1234', postalCode: '9711 HB', city: 'Appingedam', country: 'NL' },
};

export type Change = Partial<Pick<Statement, 'total' | 'paidElsewhere' | 'booked' | 'void'>>;

/** An account as the host knows it. */
export type HostAccount = AccountState & {
  /** The last that was set for certain. */
  apiKey: string | null;
  /** All that were given to the proxy since it last disconnected, and whether it has them for certain. */
  keys: Map<string, boolean>;
  isBusy: boolean;
};

type Heard = { type: string; data: Record<string, unknown> };

/** The merchant's system: it states invoices, books what it is told, and keeps all of that. */
export class Host {
  readonly party = createParty('host');
  readonly invoices: readonly SimulatedInvoice[];
  readonly accounts: readonly HostAccount[];
  /** All notifications, in the order in which they came. */
  readonly notices: Notice[] = [];
  readonly #scheduler: Scheduler;
  readonly #statements: Statement[][];
  readonly #onNotice: (notice: Notice) => void;
  /** What the host answers in the next notifications, where not 204. */
  trouble = 0;

  constructor(
    invoices: readonly Pick<SimulatedInvoice, 'sub' | 'account'>[],
    accounts: readonly string[],
    scheduler: Scheduler,
    onNotice: (notice: Notice) => void,
  ) {
    this.#scheduler = scheduler;
    this.#onNotice = onNotice;
    this.invoices = invoices.map((one, index) => ({ ...one, index, underWay: 0 }));
    this.accounts = accounts.map((name) => ({
      ...{ name, mode: null, profileId: null, apiKey: null },
      ...{ isPaused: false, isUnsure: false, isBusy: false, keys: new Map() },
    }));
    this.#statements = invoices.map(() => []);
  }

  account(name: string): HostAccount {
    return this.accounts.find((one) => one.name === name)!;
  }

  statements(invoice: number): Statement[] {
    return this.#statements[invoice]!;
  }

  /** The invoice changes; nobody has been told yet. */
  change(invoice: number, change: Change): Statement {
    const statements = this.statements(invoice);
    const last = statements.at(-1) ?? { rev: 0, total: 0, paidElsewhere: 0, booked: [], void: false };
    const { rev, total, paidElsewhere, booked } = last;
    const statement: Statement = {
      ...{ total, paidElsewhere, booked, void: last.void, ...change },
      rev: rev + 1,
      iat: Math.floor(this.#scheduler.now / 1000),
      sentAt: Number.POSITIVE_INFINITY,
      acknowledgedAt: null,
    };
    statements.push(statement);
    return statement;
  }

  /** A token with these facts, for an hour. */
  token(invoice: number, audience: 'payer' | 'merchant', statement: Statement): string {
    const { sub, account } = this.invoices[invoice]!;
    const { rev, iat, total, paidElsewhere, booked } = statement;
    statement.sentAt = Math.min(statement.sentAt, this.#scheduler.stamp);
    return this.#sign({
      ...{ sub, rev, iat, account, booked, currency: 'EUR', number: `2026-${invoice}` },
      ...{ total: decimals(total), paidElsewhere: decimals(paidElsewhere) },
      ...(statement.void ? { void: true } : {}),
      ...(invoice % 2 === 1 ? { customer: CUSTOMER, vatRate: '21.00' } : {}),
      aud: AUD_OF[audience as Audience],
      exp: Math.floor(this.#scheduler.now / 1000) + HOUR,
    });
  }

  adminToken(account: string): string {
    const iat = Math.floor(this.#scheduler.now / 1000);
    return this.#sign({ aud: AUD_OF.admin, account, iat, exp: iat + 600 });
  }

  #sign(claims: Record<string, unknown>): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'HS256' })}.${part(claims)}`;
    return `${signed}.${createHmac('sha256', INVOICE_SECRET).update(signed).digest('base64url')}`;
  }

  /** A notification arrives that a proxy has sent. */
  async hear(headers: Headers, body: string, sent: Pick<Notice, 'sentAt' | 'proxy'>): Promise<Answer> {
    const [id, at] = [headers.get('webhook-id')!, headers.get('webhook-timestamp')];
    const key = Buffer.from(NOTIFY_SECRET.slice('whsec_'.length), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
    const isRight = headers.get('webhook-signature')?.split(' ').includes(`v1,${mac}`);
    if (!isRight) return { status: 401, headers: [], body: '' };
    const { type, data } = JSON.parse(body) as Heard;
    const notice = { ...this.#notice(id, type, data), ...sent };
    this.notices.push(notice);
    this.#onNotice(notice);
    return { status: notice.isAccepted ? 204 : 500, headers: [], body: '' };
  }

  #notice(id: string, type: string, data: Heard['data']): Omit<Notice, 'sentAt' | 'proxy'> {
    const view = (data.invoice as InvoiceView | undefined) ?? null;
    const payment = data.payment as { id: string } | null | undefined;
    const account = String(data.account ?? 'default');
    const about = this.invoices.find((one) => one.sub === view?.id && one.account === account);
    const isAccepted = this.trouble === 0;
    if (!isAccepted) this.trouble--;
    return {
      ...{ id, type, view, account, isAccepted },
      at: this.#scheduler.stamp,
      version: (data.version as number | undefined) ?? null,
      paymentId: payment?.id ?? null,
      invoice: about?.index ?? null,
    };
  }
}
