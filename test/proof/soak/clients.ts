import { setTimeout } from 'node:timers/promises';
import type { Simulator } from '../../../demo/mollie/simulator.ts';
import type { AttemptView, InvoiceView } from '../../../shared/api.ts';
import { fetch } from '../../help/checked/fetch.ts';
import { readByMollie, type Window } from '../aftermath.ts';
import { BILLINGS, CHOICES } from '../billing.ts';
import { type Books, numberOf } from '../books.ts';
import type { Chronicle } from '../chronicle.ts';
import type { Answered, Hearing, Text } from '../evidence.ts';
import { canHappen, type Happening, happen } from '../happenings.ts';
import type { Dice } from './dice.ts';

export type World = {
  books: Books;
  chronicle: Chronicle;
  simulator: Simulator;
  /** Where the simulator is. */
  mollieUrl: string;
  dice: Dice;
  /** The address of a server. */
  pick: () => string;
  windows: Window[];
  hearings: Hearing[];
  /** Where they were sent to pay. */
  answers: Answered[];
  /** What was asked of the servers, in the order of the ends. */
  calls: Call[];
  /** How many invoices there are. */
  opened: number;
  /** Those who have some, the default account among them. */
  accounts: readonly string[];
  /** Whose the slugs and numbers are. */
  owners: Map<string, string>;
  /** What was answered for each. */
  texts: Text[];
};

/** A request to a server; `status` is 0 where no answer came. */
export type Call = {
  slug: string;
  what: string;
  server: string;
  begin: number;
  end: number;
  status: number;
};

const MAX_INVOICES = 50;

/** Who asks again so soon is answered what Mollie said the first time. Milliseconds. */
const JUST_ASKED = 5000;

const HAPPENINGS: readonly Happening[] = [
  { do: 'settle', status: 'paid' },
  { do: 'settle', status: 'paid' },
  { do: 'settle', status: 'failed' },
  { do: 'settle', status: 'expired' },
  { do: 'settle', status: 'pending' },
  { do: 'settle', status: 'authorized' },
  { do: 'capture', share: 0.6 },
  { do: 'release' },
  { do: 'pay late' },
  { do: 'choose bank transfer' },
  { do: 'transfer' },
  { do: 'transfer too little' },
  { do: 'refund', share: 0.3 },
  { do: 'undo a refund' },
  { do: 'charge back', share: 0.5 },
  { do: 'charge back', share: 1 },
  { do: 'charge back abroad', share: 0.4 },
  { do: 'reverse a chargeback' },
];

type Act = (world: World, sub: string) => Promise<void>;

/** What people and hosts do, as often as it stands here. */
const ACTS: readonly Act[] = [
  ...[pay, pay, pay, pay, pay, payByForm, payByForm],
  ...[befall, befall, befall, befall],
  ...[view, viewPage, refresh, restate, restate, restate],
  ...[bill, bill, takeBack, switchChanges],
];

/** One of many who come and go, until `signal` ends it. */
export async function live(world: World, signal: AbortSignal): Promise<void> {
  const { books, dice } = world;
  while (!signal.aborted) {
    if (world.opened < MAX_INVOICES && dice.throw() < 0.05) await openInvoice(world);
    const sub = dice.among(books.subs());
    await dice.among(ACTS)(world, sub);
    await setTimeout(dice.between(5, 40));
  }
}

/** The next account's next one; all have the same ids. */
export async function openInvoice(world: World): Promise<void> {
  const { accounts, books, dice, owners } = world;
  const account = accounts[world.opened % accounts.length]!;
  const owner = { account, sub: `invoice-${Math.floor(world.opened / accounts.length) + 1}` };
  world.opened++;
  const slug = await books.open(`${account} ${owner.sub}`, dice.between(100, 30_000), owner);
  for (const name of [slug, numberOf(owner)]) owners.set(name, account);
}

async function call(
  world: World,
  method: string,
  path: string,
  sub: string,
  body?: object,
): Promise<Response | undefined> {
  const facts = world.books.facts(sub);
  const headers = {
    authorization: `Bearer ${await world.books.token(sub)}`,
    ...(body && { 'content-type': 'application/json' }),
  };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const answer = await send(world, sub, path, init);
  // Without a key nothing is stored of an invoice that is new.
  const isKept = answer && answer.status < 500 && !(await answer.clone().text()).includes('"mode":null');
  if (isKept) world.books.acknowledge(facts);
  return answer;
}

async function send(
  { calls, pick, texts, books }: World,
  sub: string,
  path: string,
  init: RequestInit,
): Promise<Response | undefined> {
  const [begin, server, what] = [Date.now(), pick(), `${init.method} ${path}`];
  const answer = await fetch(server + path, { ...init, redirect: 'manual' }).catch(() => undefined);
  const text = await answer
    ?.clone()
    .text()
    .catch(() => undefined);
  if (text) texts.push({ account: books.accountOf(sub), where: what, text });
  const { slug } = books.facts(sub);
  calls.push({ slug, what, server, begin, end: Date.now(), status: answer?.status ?? 0 });
  return answer;
}

async function pay(world: World, sub: string): Promise<void> {
  const from = Date.now();
  const { slug } = world.books.facts(sub);
  const answer = await asking(world, sub, () =>
    call(world, 'POST', '/v1/invoice/payments', sub, choiceOf(world)),
  );
  if (!answer?.ok) return;
  const { payment } = (await answer.json()) as { payment: AttemptView };
  world.answers.push({ slug, id: payment.id, from, at: Date.now() });
}

async function payByForm(world: World, sub: string): Promise<void> {
  const path = `/pay/${world.books.facts(sub).slug}`;
  const body = new URLSearchParams(choiceOf(world));
  const answer = await asking(world, sub, () => send(world, sub, path, { method: 'POST', body }));
  await answer?.body?.cancel();
}

/** Every other one chooses a method, any at all. */
function choiceOf({ dice }: World): { method?: string } {
  return dice.throw() < 0.5 ? { method: dice.among(CHOICES) } : {};
}

async function takeBack(world: World, sub: string): Promise<void> {
  await (await call(world, 'POST', '/v1/invoice/payments', sub, { notSent: true }))?.body?.cancel();
}

/** Who is billed comes, changes and goes. */
async function bill(world: World, sub: string): Promise<void> {
  world.books.bill(sub, world.dice.among(BILLINGS));
  await (await call(world, 'PUT', '/v1/invoice', sub))?.body?.cancel();
}

/** Mollie changes no method any more, or changes them again. */
async function switchChanges({ simulator, dice }: World): Promise<void> {
  simulator.settings.methodChanges = dice.among(['allowed', 'allowed', 'refused']);
}

/** Notes when somebody waited for a payment: until nothing of it is under way to Mollie. */
async function asking(
  { windows, books, mollieUrl }: World,
  sub: string,
  work: () => Promise<Response | undefined>,
): Promise<Response | undefined> {
  const window = { slug: books.facts(sub).slug, begin: Date.now(), end: Number.POSITIVE_INFINITY };
  windows.push(window);
  const answer = await work();
  if (!answer || answer.status >= 500) await readByMollie(mollieUrl);
  window.end = Date.now();
  return answer;
}

async function view(world: World, sub: string): Promise<void> {
  await (await call(world, 'GET', '/v1/invoice', sub))?.body?.cancel();
}

async function viewPage(world: World, sub: string): Promise<void> {
  const path = `/pay/${world.books.facts(sub).slug}`;
  await (await send(world, sub, path, { method: 'GET' }))?.body?.cancel();
}

/** Once answered, the proxy knows all that could have changed by then, or a moment ago. */
async function refresh(world: World, sub: string): Promise<void> {
  const from = Date.now();
  const answer = await call(world, 'POST', '/v1/invoice/refresh', sub);
  if (answer?.status !== 200) return;
  const { attempts = [], mode, reasons } = (await answer.json()) as InvoiceView;
  const at = Date.now();
  // Without a key nobody is asked, and a server that does not know the newest one yet may not see all.
  if (mode === null || reasons.includes('not_visible')) return;
  world.hearings.push(...attempts.map(({ id }) => ({ id, from: from - JUST_ASKED, at })));
  const [newest] = attempts;
  if (newest && world.dice.throw() < 0.2) relabel(world, newest.id);
}

/** Another program replaces the metadata of a payment that the proxy has taken up. */
function relabel({ simulator, chronicle }: World, id: string): void {
  chronicle.change(id, () => happen(simulator, { do: 'relabel' }, simulator.ledger.get(id)));
}

async function restate(world: World, sub: string): Promise<void> {
  const { books, dice } = world;
  const amount = dice.between(100, 30_000);
  const change = dice.throw() < 0.5 ? { total: amount } : { paidElsewhere: Math.floor(amount / 3) };
  // Now and then it is withdrawn, until the next change.
  books.change(sub, { ...change, void: dice.throw() < 0.15 });
  await (await call(world, 'PUT', '/v1/invoice', sub))?.body?.cancel();
}

/** Something happens to one of the invoice's payments at Mollie. */
async function befall({ simulator, chronicle, books, dice }: World, sub: string): Promise<void> {
  const { slug } = books.facts(sub);
  const own = simulator.ledger.list().filter(({ id }) => chronicle.slugOf(id) === slug);
  const happening = dice.among(HAPPENINGS);
  const payment = own.find((one) => canHappen(happening, one));
  if (payment) chronicle.change(payment.id, () => happen(simulator, happening, payment));
}
