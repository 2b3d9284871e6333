import type { InvoiceView } from '../../shared/api.ts';
import { invoiceFor } from './aim.ts';
import type { Host } from './host.ts';
import type { Answer } from './network.ts';
import type { People } from './people.ts';

type Stage = {
  host: Host;
  people: People;
  slugOf: (invoice: number) => string | null;
  stateOf: (invoice: number) => string;
};

const METHODS = [undefined, undefined, 'ideal', 'creditcard', 'banktransfer'];

/** Somebody presses Pay, in one or several tabs at once. */
export function press(
  stage: Stage,
  [which, how, method, tabs]: readonly [number, number, number, number],
): void {
  const invoice = invoiceFor(stage, which);
  const count = tabs < 0.7 ? 1 : tabs < 0.9 ? 2 : 3;
  for (let tab = 0; tab < count; tab++)
    pressOnce(stage, invoice, how, METHODS[Math.floor(method * METHODS.length)]);
}

function pressOnce(stage: Stage, invoice: number, how: number, method: string | undefined): void {
  const { people, host, slugOf } = stage;
  const statements = host.statements(invoice);
  const post = { invoice, method: 'POST', path: '/v1/invoice/payments' } as const;
  const slug = slugOf(invoice);
  if (how < 0.2 && slug) {
    void people.submit(`payer submits ${invoice}`, invoice, slug, method === undefined ? {} : { method });
  } else if (how < 0.3) {
    void people.ask({ ...post, what: `merchant creates ${invoice}`, audience: 'merchant' });
  } else if (how < 0.35) {
    void people.ask({
      ...post,
      what: `payer has not sent ${invoice}`,
      audience: 'payer',
      body: { notSent: true },
    });
  } else if (how < 0.4) {
    void goOnWithoutHidden(stage, invoice);
  } else {
    // A tab that was opened earlier has older facts.
    const statement = how > 0.9 ? (statements.at(-2) ?? statements[0]!) : statements.at(-1)!;
    const body = method === undefined ? {} : { method };
    void people.ask({ ...post, what: `payer pays ${invoice}`, audience: 'payer', body, statement });
  }
}

/** The merchant goes on without what Mollie does not show, as the view says. */
async function goOnWithoutHidden({ people }: Stage, invoice: number): Promise<void> {
  const look = {
    what: `merchant views ${invoice}`,
    invoice,
    audience: 'merchant',
    method: 'GET',
    path: '/v1/invoice',
  } as const;
  const view = viewOf(await people.ask(look));
  const underWay =
    view?.attempts?.filter(({ status }) => status === 'pending' || status === 'authorized') ?? [];
  if (!view?.reasons.includes('not_visible') || underWay.length === 0) return;
  const body = { without: underWay.map(({ id }) => id) };
  const create = {
    what: `merchant goes on without ${invoice}`,
    method: 'POST',
    path: '/v1/invoice/payments',
    body,
  };
  void people.ask({ ...look, ...create });
}

export function viewOf(answer: Answer | undefined): InvoiceView | undefined {
  if (answer?.status !== 200) return undefined;
  return JSON.parse(answer.body) as InvoiceView;
}
