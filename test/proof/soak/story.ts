import type { LoggedRequest } from '../../../demo/mollie/requests.ts';
import type { Delivery } from '../../../demo/mollie/webhooks.ts';
import type { Entry, Written } from '../child/journal.ts';
import type { Evidence, State } from '../evidence.ts';
import { decimals } from '../expected-balance.ts';
import type { Call } from './clients.ts';
import type { Kill } from './fleet.ts';

type Sources = {
  evidence: Evidence;
  journal: readonly Entry[];
  calls: readonly Call[];
  kills: readonly Kill[];
  keyChanges: readonly number[];
  requests: readonly LoggedRequest[];
  deliveries: readonly Delivery[];
};

type Line = [at: number, what: string];

/** All that is known of a run, told by invoice: what was asked, decided, written and answered, when, and by which server. */
export function createStory(sources: Sources) {
  const { evidence, journal, calls, kills, keyChanges, requests, deliveries } = sources;

  return function story(slug: string): string {
    // What an account was told, or nobody, is no invoice's.
    if (!evidence.statements.some((one) => one.slug === slug)) return `${slug || 'nobody'}: no invoice`;
    const payments = evidence.payments.filter((payment) => payment.slug === slug);
    const isOwn = (text: string) => text.includes(slug) || payments.some(({ id }) => text.includes(id));
    const lines: Line[] = [
      ...evidence.statements.filter((one) => one.slug === slug).flatMap(linesOfStatement),
      ...payments.flatMap(({ n, id, states }) =>
        states.map((state): Line => [state.at, `Mollie has attempt ${n}, ${id}: ${figures(state)}`]),
      ),
      ...requests.filter(({ path, body }) => isOwn(path + body)).map(lineOfRequest),
      ...deliveries
        .filter(({ paymentId }) => isOwn(paymentId))
        .map(
          ({ at, paymentId, status, error }): Line => [at, `a webhook of ${paymentId}: ${status ?? error}`],
        ),
      ...evidence.hearings
        .filter(({ id }) => isOwn(id))
        .map(({ id, from, at }): Line => [at, `it is acknowledged how ${id} stood ${at - from} ms ago`]),
      ...calls.filter((call) => call.slug === slug).flatMap(linesOfCall),
      ...journal
        .filter((entry) => (entry.did === 'hear' ? isOwn(entry.about) : entry.slug === slug))
        .map(lineOfDeed),
    ];
    const [begin, end] = [Math.min(...lines.map(([at]) => at)), Math.max(...lines.map(([at]) => at))];
    const killed = kills
      .filter(({ at }) => begin <= at && at <= end)
      .map(({ at, server }): Line => [at, `${portOf(server)} is killed`]);
    const changed = keyChanges.map((at): Line => [at, 'the keys of the default account are being changed']);
    const inOrder = [...lines, ...killed, ...changed, ...linesOfAccount(slug, evidence)].toSorted(
      ([a], [b]) => a - b,
    );
    return [
      `${slug}, in seconds:`,
      ...inOrder.map(([at, what]) => `${((at - begin) / 1000).toFixed(3).padStart(9)} ${what}`),
    ].join('\n');
  };
}

function linesOfAccount(slug: string, { accounts }: Evidence): Line[] {
  const isOwn = ({ account }: { account: string }) => account === accounts?.owners.get(slug);
  return [
    ...(accounts?.changes ?? [])
      .filter(isOwn)
      .map(({ at }): Line => [at, 'the keys of the account may have changed']),
    ...(accounts?.pauses ?? []).filter(isOwn).flatMap(({ from, to }): Line[] => [
      [from, 'every server must know that the account is paused'],
      [to, 'the account may go on'],
    ]),
  ];
}

function linesOfStatement(statement: Evidence['statements'][number]): Line[] {
  const { from, at, rev, total, paidElsewhere, void: isVoid } = statement;
  const said = `total ${decimals(total)}, paid elsewhere ${decimals(paidElsewhere)}${isVoid ? ', void' : ''}`;
  const stated: Line = [from, `the host states revision ${rev}: ${said}`];
  return at === null ? [stated] : [stated, [at, `revision ${rev} is acknowledged`]];
}

function lineOfRequest({ at, method, path, body, status, replayed, fault }: LoggedRequest): Line {
  const of = method === 'POST' ? ` of attempt ${JSON.parse(body).metadata?.n}` : '';
  const answer = `${status ?? 'no answer'}${replayed ? ', replayed' : ''}${fault ? `, fault ${fault}` : ''}`;
  return [at, `Mollie reads ${method} ${path}${of}: ${answer}`];
}

function linesOfCall({ what, server, begin, end, status }: Call): Line[] {
  const told = status === 0 ? 'is cut off' : `is answered ${status}`;
  return [
    [begin, `${portOf(server)} is asked ${what}`],
    [end, `${what} of ${end - begin} ms ago ${told} by ${portOf(server)}`],
  ];
}

function lineOfDeed(entry: Entry): Line {
  const { at, server } = entry;
  switch (entry.did) {
    case 'decide':
      return [at, `${server} decides on attempt ${entry.n} of ${decimals(entry.amount)}`];
    case 'write':
      return [at, `${server} has written ${entry.what}: ${toldOf(entry.invoice)}`];
    case 'hear':
      return [at, `${server} has the answer to ${entry.request}: ${entry.status}`];
  }
}

function toldOf({ version, rev, intent, putAside, attempts }: Written): string {
  return [
    `version ${version}, revision ${rev}`,
    ...(intent === null ? [] : [`intent ${intent}`]),
    ...(putAside.length === 0 ? [] : [`put aside ${putAside.join(', ')}`]),
    ...attempts.map((attempt) => `${attempt.n} ${figures(attempt)}`),
  ].join('; ');
}

function figures({
  status,
  refunded,
  chargedBack,
}: Pick<State, 'status' | 'refunded' | 'chargedBack'>): string {
  const back = [
    refunded && `refunded ${decimals(refunded)}`,
    chargedBack && `charged back ${decimals(chargedBack)}`,
  ];
  return [status, ...back.filter(Boolean)].join(', ');
}

/** Servers are named by the ports on which they listen. */
function portOf(url: string): string {
  return new URL(url).port;
}
