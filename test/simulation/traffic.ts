import { API_HOST, type Bank } from './bank.ts';
import { ENV } from './env.ts';
import type { Fleet } from './fleet.ts';
import type { Host } from './host.ts';
import type { Answer, Network } from './network.ts';
import type { Heard, MollieCall, Said } from './observed.ts';
import type { Party } from './scheduler.ts';

export type Ends = {
  network: Network;
  host: Host;
  bank: Bank;
  fleet: Fleet;
  stamp: () => number;
  /** The invoice of a slug, by its place in the world. */
  aboutOf: (slug: string) => number | null;
  onHeard: (heard: Heard) => void;
  onMollieCall: (call: MollieCall) => void;
  onSaid: (said: Said) => void;
};

/** A proxy asks Mollie, or tells the host. */
export async function sendOf(
  ends: Ends,
  index: number,
  from: Party,
  url: string,
  init: RequestInit,
): Promise<Response> {
  const { network, host, bank, stamp, aboutOf, onSaid } = ends;
  const { method = 'GET', signal } = init;
  const [body, headers] = [String(init.body ?? ''), new Headers(init.headers)];
  const { hostname, pathname, search } = new URL(url);
  const sent = { sentAt: stamp(), proxy: index };
  const path = pathname + search;
  const toMollie = () => {
    const about = aboutAsk(bank, aboutOf, pathname, body);
    const answer = network.send({
      ...{ seam: 'mollie', operation: operationOf(method, pathname), from, to: bank.party, signal, about },
      what: `${method} ${path} from proxy ${index}`,
      deliver: () => bank.receive({ method, path, body, headers, proxy: index }),
    });
    // What was given up before it is sent never leaves.
    if (!signal?.aborted) noteCall(ends, index, from, { method, path, invoice: about }, headers, answer);
    return answer;
  };
  const toHost = () => {
    const about = aboutNotice(host, body);
    onSaid({ where: 'notification', text: body });
    return network.send({
      ...{ seam: 'host', operation: 'notify', from, to: host.party, signal, about },
      what: `hears of ${about}`,
      deliver: () => host.hear(headers, body, sent),
    });
  };
  const answer = await (hostname === API_HOST ? toMollie() : toHost());
  const { status, body: text } = answer;
  return new Response(status === 204 || status === 304 ? null : text, { status, headers: answer.headers });
}

/** Says of a request to Mollie that it has left, and then how it ended. */
function noteCall(
  { bank, fleet, stamp, onMollieCall }: Ends,
  index: number,
  { name: process }: Party,
  asked: Pick<MollieCall, 'method' | 'path' | 'invoice'>,
  headers: Headers,
  answer: Promise<Answer>,
): void {
  const call: MollieCall = {
    ...{ ...asked, process, from: stamp(), to: Number.POSITIVE_INFINITY, status: null },
    account: bank.accountOf(headers.get('authorization')?.slice('Bearer '.length) ?? ''),
    paymentId: paymentIn(asked.path) ?? null,
    isWatching: fleet.node(index)?.isWatching ?? false,
  };
  onMollieCall(call);
  const end = (status: number | null) => {
    Object.assign(call, { to: stamp(), status });
    onMollieCall(call);
  };
  answer.then(
    ({ status }) => end(status),
    () => end(null),
  );
}

/** Mollie tells a proxy of a payment. */
export async function sendWebhook(
  { network, bank, fleet, stamp, aboutOf, onHeard }: Ends,
  url: string,
  body: string,
  signal: AbortSignal | null,
): Promise<Response> {
  const path = url.slice(ENV.PUBLIC_URL.length);
  const about = aboutOf(path.split('/')[3] ?? '');
  const node = fleet.any();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { status } = await network.send({
    ...{ seam: 'webhook', operation: 'webhook', from: bank.party, to: node?.party ?? null, about, signal },
    what: `webhook of ${about} at proxy ${node?.index ?? '-'}`,
    deliver: async () => {
      const from = stamp();
      const answer = await fleet.receive(node!, about, { method: 'POST', path, headers, body });
      if (answer.status === 200) onHeard({ paymentId: body.slice('id='.length), from, at: stamp() });
      return answer;
    },
  });
  return new Response(null, { status });
}

function aboutAsk(bank: Bank, aboutOf: Ends['aboutOf'], path: string, body: string): number | null {
  const id = paymentIn(path);
  if (id !== undefined) return bank.invoiceOf(id);
  const key = /"key":"([a-z2-7]{32})"/.exec(body)?.[1];
  return key === undefined ? null : aboutOf(key);
}

function paymentIn(path: string): string | undefined {
  return /^\/v2\/payments\/(tr_\w+)/.exec(path)?.[1];
}

function aboutNotice({ invoices }: Host, body: string): number | null {
  const sub = /"id":"(invoice\/\d+)"/.exec(body)?.[1];
  const account = /"account":"([a-z]+)"/.exec(body)?.[1];
  return invoices.find((one) => one.sub === sub && one.account === account)?.index ?? null;
}

function operationOf(method: string, path: string): string {
  if (path === '/v2/payments') return method === 'POST' ? 'create' : 'list';
  if (!path.startsWith('/v2/payments/')) return 'other';
  return { GET: 'get', DELETE: 'cancel', PATCH: 'update' }[method] ?? 'other';
}
