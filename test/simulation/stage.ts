import { createHmac } from 'node:crypto';
import { base32 } from '../../proxy/keys/base32.ts';
import type { CreatedView } from '../../shared/api.ts';
import type { Stage } from './act.ts';
import type { Arms } from './arms.ts';
import { Bank } from './bank.ts';
import type { Dice } from './dice.ts';
import { ENV } from './env.ts';
import { Fleet } from './fleet.ts';
import { Host } from './host.ts';
import type { Answer, Network } from './network.ts';
import type { Hooks, TruePayment, World } from './observed.ts';
import { People } from './people.ts';
import type { Scheduler } from './scheduler.ts';
import { SimulatedStore } from './store.ts';
import { type Ends, sendOf, sendWebhook } from './traffic.ts';
import type { Plant } from './world-options.ts';

const ACCOUNTS = ['default', 'north', 'south'];

type Deps = {
  scheduler: Scheduler;
  network: Network;
  arms: Arms;
  /** Dice for a purpose. */
  dice: (purpose: string) => Dice;
  hooks: Hooks;
  world: World;
  plant: Plant | undefined;
  strike: Stage['strike'];
};

/** Opens all that a world consists of: some accounts and invoices, and some servers, which start. */
export function openStage({ scheduler, network, arms, dice, hooks, world, plant, strike }: Deps): Stage {
  const chosen = dice('world');
  const accounts = ACCOUNTS.slice(0, chosen.between(1, 3));
  const invoices = Array.from({ length: chosen.between(3, 6) }, (_, i) => ({
    // Two accounts may have one and the same number.
    sub: `invoice/${Math.floor(i / accounts.length)}`,
    account: accounts[i % accounts.length]!,
  }));
  const aboutOf = slugsOf(invoices);
  const onSaid: Ends['onSaid'] = (said) => hooks.onSaid?.(said, world);
  const host = new Host(invoices, accounts, scheduler, (notice) => hooks.onNotification?.(notice, world));
  const store = new SimulatedStore({
    ...{ scheduler, arms, dice: dice('store'), aboutOf },
    onDue: (due) => fleet.wake(due),
    onStored: (key, value, log) => hooks.onStored?.({ key, value, log }, world),
  });
  const bank: Bank = new Bank(accounts, {
    ...{ scheduler, dice: dice('mollie') },
    invoiceOf: ({ id, account = 'default' }) =>
      host.invoices.find((one) => one.sub === id && one.account === account)?.index ?? null,
    onCreate: (asked) => hooks.onCreate?.(asked, world),
    sendWebhook: (url, init) => sendWebhook(ends, String(url), String(init?.body), init?.signal ?? null),
  });
  const fleet: Fleet = new Fleet({
    ...{ scheduler, store, dice: dice('fleet'), references: dice('references'), plant },
    listener: { onSaid, onVisit: (visit) => hooks.onVisit?.(visit, world) },
    fetchOf: (index, party) => (url, init) => sendOf(ends, index, party, String(url), init ?? {}),
  });
  const onHeard: Ends['onHeard'] = (heard) => hooks.onHeard?.(heard, world);
  const ends: Ends = {
    ...{ network, host, bank, fleet, aboutOf, onHeard, onSaid, stamp: () => scheduler.stamp },
    onMollieCall: (call) => hooks.onMollieCall?.(call, world),
  };
  const people = new People({
    ...{ host, fleet, network, stamp: () => scheduler.stamp },
    ledTo: (answer, invoice) => ledTo(answer, world.payments(invoice)),
    onPress: (press) => hooks.onPress?.(press, world),
  });
  for (let index = 0; index < chosen.between(1, 3); index++) fleet.start(index);
  return {
    ...{ host, bank, fleet, people, arms, strike },
    slugOf: (invoice) => {
      const { sub, account } = host.invoices[invoice]!;
      const { mode } = host.account(account);
      return mode && slugOf(account, mode, sub);
    },
    stateOf: (invoice) => world.stateOf(invoice),
    onAccount: (name, isAnswered) => hooks.onAccount?.({ state: world.account(name), isAnswered }, world),
  };
}

/** Which invoice a slug is of, in either mode. */
function slugsOf(invoices: readonly { sub: string; account: string }[]): (slug: string) => number | null {
  const slugs = new Map<string, number>();
  for (const [index, { sub, account }] of invoices.entries()) {
    for (const mode of ['test', 'live']) slugs.set(slugOf(account, mode, sub), index);
  }
  return (slug) => slugs.get(slug) ?? null;
}

function slugOf(account: string, mode: string, sub: string): string {
  const mac = createHmac('sha256', ENV.PROXY_SECRET)
    .update(JSON.stringify(['slug', account, mode, sub]))
    .digest();
  return base32(mac.subarray(0, 20));
}

/** The payment to which an answer leads: its checkout has the end of the address for an id. */
function ledTo(answer: Answer | undefined, payments: readonly TruePayment[]): string | null {
  const headers = new Map(answer?.headers);
  const checkout = headers.has('location') ? headers.get('location') : checkoutIn(answer);
  return payments.find(({ id }) => checkout?.endsWith(id.slice('tr_'.length)))?.id ?? null;
}

function checkoutIn(answer: Answer | undefined): string | null | undefined {
  if (!answer || answer.status >= 300) return undefined;
  return (JSON.parse(answer.body) as CreatedView).payment.checkoutUrl;
}
