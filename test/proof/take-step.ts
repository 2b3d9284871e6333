import type { Answer } from '../help/stage.ts';
import type { Disregard, Loss, TruePayment } from './evidence.ts';
import { broughtBy } from './expected-balance.ts';
import { canHappen, forge, type Happening, happen } from './happenings.ts';
import type { FactsChange, KeySet, Step } from './history.ts';
import { INVOICE, type World } from './world.ts';

/** How far the clock is set back. Milliseconds. */
const HOUR = 3_600_000;

/** Has one step of a history happen. */
export async function doStep(world: World, step: Step): Promise<unknown> {
  const { simulator } = world.stage;
  switch (step.do) {
    case 'pay':
      return Promise.all(Array.from({ length: step.times }, () => press(world, step)));
    case 'state who is billed':
      world.books.bill(INVOICE, step.billing);
      return world.call('PUT', '/v1/invoice');
    case 'take the transfer back':
      return takeBack(world, step.by);
    case 'let methods be changed':
      simulator.settings.methodChanges = step.isAllowed ? 'allowed' : 'refused';
      return undefined;
    case 'state facts':
      return state(world, step.change);
    case 'wait':
      return simulator.advance(step.ms);
    case 'break':
      world.witness.expect(step.fault);
      return simulator.faults.add(step.fault);
    case 'view':
      return world.call('GET', '/v1/invoice');
    case 'refresh':
      return world.call('POST', '/v1/invoice/refresh');
    case 'watch':
      return world.stage.proxy.watch();
    case 'restart':
      return world.place.outlives ? world.restart() : undefined;
    case 'change keys':
      return changeKeys(world, step.to);
    case 'lose the store':
      return loseStore(world);
    case 'set the clock back':
      return setClockBack(world);
    case 'happen':
      return befall(world, step.what, step.pick);
    case 'forge':
      return announceForeign(world, step.mode, step.pick);
  }
}

type Pay = Extract<Step, { do: 'pay' }>;

/** What is answered is noted: where it leads, and for how much. */
async function press(world: World, how: Pay): Promise<void> {
  const from = world.stage.now();
  const { status, headers, body } = await pay(world, how);
  const checkout = how.by === 'form' ? headers.get('location') : body.payment?.checkoutUrl;
  if (status >= 400 || !checkout || checkout.includes(world.slug)) return;
  const id = paymentAt(world, checkout);
  world.witness.seen.answers.push({ slug: world.slug, id, from, at: world.stage.now() });
}

/** The payment of a checkout; each method has an address of its own. */
function paymentAt({ simulator }: World, checkout: string): string {
  return simulator.ledger.list().find(({ id }) => checkout.endsWith(id.slice('tr_'.length)))!.id;
}

async function pay(world: World, { by, method }: Pay): Promise<Answer> {
  if (by === 'form') return submit(world, { ...(method && { method }) });
  if (by === 'merchant without') return goOnWithoutHidden(world);
  const body = method === undefined ? undefined : { method };
  return world.call('POST', '/v1/invoice/payments', { audience: by, body });
}

/** The form of the pay page, whose fields are text. */
function submit({ stage, slug, witness }: World, fields: Record<string, string>): Promise<Answer> {
  if (!('not_sent' in fields)) witness.seen.presses++;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return stage.call('POST', `/pay/${slug}`, { headers, body: String(new URLSearchParams(fields)) });
}

function takeBack(world: World, by: 'payer' | 'form'): Promise<Answer> {
  if (by === 'form') return submit(world, { not_sent: '1' });
  return world.call('POST', '/v1/invoice/payments', { audience: 'payer', body: { notSent: true } });
}

/** The merchant goes on without what Mollie does not show him, as his view says. */
export async function goOnWithoutHidden(world: World): Promise<Answer> {
  const hidden = (await world.stored()).filter(({ notVisibleSince, status }) => {
    return notVisibleSince !== null && (status === 'pending' || status === 'authorized');
  });
  const said = hidden.map(({ id }): Disregard => ({ id, from: world.stage.now(), at: null }));
  world.witness.seen.disregards.push(...said);
  const body = hidden.length > 0 ? { without: hidden.map(({ id }) => id) } : {};
  const answer = await world.call('POST', '/v1/invoice/payments', { body });
  if (answer.status < 300) for (const one of said) one.at = world.stage.now();
  return answer;
}

/** The host's invoice changes, and its back end says so. */
async function state(world: World, { books, voids, ...change }: FactsChange): Promise<void> {
  const paid = paidFor(world.slug, world.chronicle.payments());
  const booked = paid.map(({ id }) => id);
  const sum = paid.reduce((total, { brought }) => total + brought, 0);
  world.books.change(INVOICE, {
    ...change,
    ...(books ? { booked } : {}),
    ...(books === 'all' ? { paidElsewhere: sum } : {}),
    ...(voids === undefined ? {} : { void: voids }),
  });
  await world.call('PUT', '/v1/invoice');
}

async function changeKeys(world: World, to: KeySet): Promise<void> {
  if (!world.place.outlives || to === world.keys) return;
  world.keys = to;
  world.witness.seen.upsets.push(world.stage.now());
  await world.restart();
  world.chronicle.show((payment) => world.shows(payment));
}

/** Once, and only where Mollie's lists bring all of it back. */
async function loseStore(world: World): Promise<void> {
  const isListed = world.own().every((payment) => world.shows(payment));
  if (world.witness.seen.losses.length > 0 || world.isRelabelled || !isListed) return;
  world.simulator.faults.clear();
  const loss: Loss = { slug: world.slug, at: world.stage.now(), statedAt: null };
  world.witness.seen.losses.push(loss);
  await world.restart();
  await world.stage.proxy.resync();
  loss.at = world.stage.now();
  world.witness.seen.hearings.push(...world.own().map(({ id }) => ({ id, from: loss.at, at: loss.at })));
}

/** The proxy's and the host's clock, once; Mollie's goes on. */
function setClockBack(world: World): void {
  if (world.clock.behind > 0) return;
  world.clock.behind = HOUR;
  world.witness.seen.upsets.push(world.stage.now());
}

/** Something happens to a payment at Mollie, where there is one to which it can. */
async function befall(world: World, what: Happening, pick: number): Promise<void> {
  let own = world.own().filter((one) => canHappen(what, one));
  if (what.do === 'relabel') {
    // Before the proxy has taken it up, nothing but the metadata tells whose payment it is.
    const known = (await world.stored()).map(({ id }) => id);
    own = own.filter(({ id }) => known.includes(id));
    world.isRelabelled ||= own.length > 0;
  }
  const payment = chosen(own, pick);
  if (payment) world.chronicle.change(payment.id, () => happen(world.simulator, what, payment));
}

/** Somebody else's payment is announced as if it were the invoice's. */
async function announceForeign(world: World, mode: 'test' | 'live', pick: number): Promise<void> {
  const payment = chosen(world.own(), pick);
  if (!payment) return;
  const { id, webhookUrl } = forge(world.simulator, payment, mode);
  world.chronicle.markForeign(id);
  world.foreign.add(id);
  world.simulator.ledger.get(id).status = 'paid';
  await fetch(webhookUrl!, { method: 'POST', body: new URLSearchParams({ id }) });
}

/** The payments of an invoice that have brought money, with how much. */
function paidFor(slug: string, payments: readonly TruePayment[]): { id: string; brought: number }[] {
  return payments
    .filter((payment) => payment.slug === slug)
    .map(({ id, amount, states }) => ({ id, brought: broughtBy({ ...states.at(-1)!, amount }) }))
    .filter(({ brought }) => brought > 0);
}

function chosen<T>(from: readonly T[], pick: number): T | undefined {
  return from[pick % from.length];
}
