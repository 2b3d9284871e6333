import type { CreatedView, InvoiceView } from '../../shared/api.ts';
import type { Fleet, Incoming } from './fleet.ts';
import type { Host } from './host.ts';
import type { Answer, Network } from './network.ts';
import type { Press, Statement } from './observed.ts';
import { createParty } from './scheduler.ts';

/** How long the element waits for a proxy. Milliseconds. */
const PATIENCE = 20_000;

/** What somebody asks of a proxy about an invoice. */
export type Request = {
  /** For the trace: who does what. */
  what: string;
  invoice: number;
  audience: 'payer' | 'merchant';
  method: string;
  path: string;
  body?: Record<string, unknown>;
  /** The facts that this person's page has; default the newest. */
  statement?: Statement;
};

type Deps = {
  host: Host;
  fleet: Fleet;
  network: Network;
  stamp: () => number;
  onPress: (press: Press) => void;
  /** The payment to whose checkout an answer leads. */
  ledTo: (answer: Answer | undefined, invoice: number) => string | null;
};

/** Payers and merchants at their pages, and the host's back end: all who ask a proxy. */
export class People {
  readonly party = createParty('people');
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Answers undefined where no answer came. A 2xx of a statement is its acknowledgement. */
  async ask({ what, invoice, audience, method, path, body, ...given }: Request): Promise<Answer | undefined> {
    const { host } = this.#deps;
    const statement = given.statement ?? host.statements(invoice).at(-1)!;
    const token = host.token(invoice, audience, statement);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const incoming = { method, path, headers, ...(body && { body: JSON.stringify(body) }) };
    const without = (body?.without ?? []) as string[];
    const answer =
      path.endsWith('/payments') && !body?.notSent
        ? await this.#press(what, invoice, incoming, without)
        : await this.send(what, invoice, 'view', incoming);
    if (isKept(answer, host.statements(invoice))) statement.acknowledgedAt ??= this.#deps.stamp();
    return answer;
  }

  /** The form of the pay page, for whoever has the link. */
  submit(
    what: string,
    invoice: number,
    slug: string,
    fields: Record<string, string>,
  ): Promise<Answer | undefined> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(fields).toString();
    return this.#press(what, invoice, { method: 'POST', path: `/pay/${slug}`, headers, body });
  }

  async #press(
    what: string,
    invoice: number,
    incoming: Incoming,
    without: readonly string[] = [],
  ): Promise<Answer | undefined> {
    const { stamp, onPress, ledTo } = this.#deps;
    const press: Press = {
      ...{ invoice, without, from: stamp(), to: Number.POSITIVE_INFINITY },
      ...{ status: null, paymentId: null },
    };
    onPress(press);
    const answer = await this.send(what, invoice, 'press', incoming);
    press.to = stamp();
    press.status = answer?.status ?? null;
    press.paymentId = ledTo(answer, invoice);
    return answer;
  }

  async send(
    what: string,
    about: number | null,
    operation: string,
    incoming: Incoming,
    isSafe = false,
  ): Promise<Answer | undefined> {
    const { fleet, network } = this.#deps;
    const node = fleet.any();
    const sending = {
      ...{ seam: 'caller' as const, operation, from: this.party, to: node?.party ?? null, about, isSafe },
      what: `${what} at proxy ${node?.index ?? '-'}`,
      deliver: () => fleet.receive(node!, about, incoming),
      signal: AbortSignal.timeout(PATIENCE),
    };
    return network.send(sending).catch(() => undefined);
  }
}

/**
 * Whether the facts are in the store once a request with them was answered: without a key, a proxy shows an invoice that it
 * has no record of by the facts alone.
 */
function isKept(answer: Answer | undefined, statements: readonly Statement[]): boolean {
  if (!answer || answer.status >= 300) return false;
  const told = JSON.parse(answer.body) as Partial<InvoiceView & CreatedView>;
  const view = told.invoice ?? told;
  return Boolean(view.mode) || statements.some(({ acknowledgedAt }) => acknowledgedAt !== null);
}
