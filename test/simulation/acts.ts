import type { Happening } from '../proof/happenings.ts';
import type { Act, Stage } from './act.ts';
import { aimOf, among, invoiceFor } from './aim.ts';
import { ARMED_ACTS } from './armed-acts.ts';
import { type ConnectWish, connect, disconnect, pause } from './connecting.ts';
import type { FaultName } from './faults.ts';
import type { Change } from './host.ts';
import { press } from './pressing.ts';

const SHARES = [1, 1, 0.5, 0.3, 0.01];

/** Something that happens at Mollie to a payment to which it can. */
function at(happening: (share: number) => Happening, weight: number): Act {
  return {
    weight,
    run(stage, [which, how, whether, pick]) {
      const { bank, stateOf } = stage;
      const what = happening(among(SHARES, how)!);
      const all = bank.candidates(what);
      const aim = whether < 0.5 ? aimOf(stage, pick) : null;
      const aimed = all.filter(({ id }) => stateOf(bank.invoiceOf(id)!) === aim);
      // Mostly the newest.
      const payment = (aimed.length > 0 ? aimed : all).at(-1 - Math.floor(which ** 2 * 4));
      if (payment) bank.happen(what, payment);
    },
  };
}

const settle = (status: Extract<Happening, { do: 'settle' }>['status'], weight: number) =>
  at(() => ({ do: 'settle', status }), weight);

/** The host's invoice changes, and its back end says so. */
function state(change: (stage: Stage, invoice: number, pick: number) => Change, weight: number): Act {
  return {
    weight,
    run(stage, [which, how, whether]) {
      const invoice = invoiceFor(stage, which);
      stage.host.change(invoice, change(stage, invoice, how));
      // Sometimes the next token tells.
      if (whether < 0.85) stateNow(stage, invoice);
    },
  };
}

export function stateNow({ people }: Pick<Stage, 'people'>, invoice: number) {
  const what = `host states invoice ${invoice}`;
  return people.ask({ what, invoice, audience: 'merchant', method: 'PUT', path: '/v1/invoice' });
}

const last = ({ host }: Stage, invoice: number) => host.statements(invoice).at(-1)!;

/** What the host was told of, and its books hold from now on. */
function booking(stage: Stage, invoice: number): Change {
  const paid = new Map<string, number>();
  for (const { paymentId, view } of stage.host.notices.filter((one) => one.invoice === invoice)) {
    const attempt = view?.attempts?.find(({ id }) => id === paymentId);
    if (attempt?.status === 'paid') paid.set(attempt.id, Math.round(Number(attempt.amount.value) * 100));
  }
  const { booked, paidElsewhere } = last(stage, invoice);
  const news = [...paid].filter(([id]) => !booked.includes(id));
  const sum = news.reduce((total, [, amount]) => total + amount, 0);
  return { booked: [...booked, ...news.map(([id]) => id)], paidElsewhere: paidElsewhere + sum };
}

const ask = (weight: number, audience: 'payer' | 'merchant', method: string, path: string): Act => ({
  weight,
  run(stage, [which, age]) {
    const { host, people } = stage;
    const invoice = invoiceFor(stage, which);
    const statement =
      host.statements(invoice).at(-1 - Math.floor(age ** 4 * 3)) ?? host.statements(invoice)[0]!;
    void people.ask({
      what: `${audience} ${method} ${path} ${invoice}`,
      invoice,
      audience,
      method,
      path,
      statement,
    });
  },
});

const accountAct = (
  weight: number,
  name: FaultName | null,
  run: (stage: Stage, account: string, pick: number) => void,
): Act => ({
  weight,
  run(stage, [which, how, , state]) {
    // Most are aimed at a state of one of the account's invoices.
    const aim = aimOf(stage, state);
    const aimed = stage.host.invoices.filter(({ index }) => stage.stateOf(index) === aim);
    const account = stage.host.account((among(aimed, which) ?? among(stage.host.invoices, which)!).account);
    if (account.isBusy) return;
    const own = stage.host.invoices.filter((one) => one.account === account.name);
    if (name)
      stage.strike(
        name,
        own.map(({ index }) => index),
      );
    run(stage, account.name, how);
  },
});

const connecting = (wish: ConnectWish) => (stage: Stage, account: string, pick: number) =>
  void connect(stage, account, wish, pick);

const node = ({ fleet }: Stage, pick: number) => among(fleet.alive(), pick);

const MINUTE = 60_000;

const setClock = (weight: number, sign: 1 | -1): Act => ({
  weight,
  run(stage, [which, how, far]) {
    const server = node(stage, which);
    if (!server) return;
    stage.strike(sign > 0 ? 'proxy: clock forward' : 'proxy: clock back', all(stage));
    server.ahead += sign * Math.floor((far < 0.5 ? 1 : far < 0.9 ? 10 : 180) * how * MINUTE);
  },
});

const all = ({ host }: Pick<Stage, 'host'>) => host.invoices.map(({ index }) => index);

/** How often each happens, beside the others, and what it does. */
export const ACTS: Record<string, Act> = {
  press: { weight: 150, run: (stage, picks) => press(stage, picks) },
  'view as payer': ask(10, 'payer', 'GET', '/v1/invoice'),
  'view as merchant': ask(6, 'merchant', 'GET', '/v1/invoice'),
  refresh: ask(8, 'merchant', 'POST', '/v1/invoice/refresh'),
  log: ask(1, 'merchant', 'GET', '/v1/invoice/log?limit=20'),
  'pay at Mollie': settle('paid', 26),
  'pending at Mollie': settle('pending', 40),
  'authorized at Mollie': settle('authorized', 12),
  'failed at Mollie': settle('failed', 6),
  'cancelled at Mollie': settle('canceled', 6),
  'expired at Mollie': settle('expired', 3),
  'pay late': at(() => ({ do: 'pay late' }), 3),
  'choose bank transfer': at(() => ({ do: 'choose bank transfer' }), 14),
  transfer: at(() => ({ do: 'transfer' }), 5),
  'transfer too little': at(() => ({ do: 'transfer too little' }), 2),
  capture: at((share) => ({ do: 'capture', share: share / 10 }), 4),
  'capture all': at(() => ({ do: 'capture', share: 1 }), 2),
  release: at(() => ({ do: 'release' }), 2),
  refund: at((share) => ({ do: 'refund', share: share / 2 }), 12),
  'refund all': at(() => ({ do: 'refund', share: 1 }), 10),
  'undo a refund': at(() => ({ do: 'undo a refund' }), 3),
  'charge back': at((share) => ({ do: 'charge back', share }), 5),
  'charge back abroad': at((share) => ({ do: 'charge back abroad', share }), 1),
  'reverse a chargeback': at(() => ({ do: 'reverse a chargeback' }), 3),
  'another total': state((_, __, pick) => ({ total: 100 * (20 + Math.floor(pick * 200)) }), 8),
  credited: state((_, __, pick) => ({ total: -100 * Math.floor(pick * 20) }), 3),
  'paid elsewhere in part': state(
    (stage, i, pick) => ({ paidElsewhere: Math.floor(pick * last(stage, i).total) }),
    5,
  ),
  'paid elsewhere': state((stage, i) => ({ paidElsewhere: last(stage, i).total }), 3),
  'not paid elsewhere': state(() => ({ paidElsewhere: 0, booked: [] }), 3),
  booked: state(booking, 6),
  withdrawn: state(() => ({ void: true }), 3),
  're-opened': state(() => ({ void: false }), 4),
  'stated again': state(() => ({}), 3),
  'key rotated': accountAct(3, 'account: key rotated', connecting('rotated')),
  'key of another profile': accountAct(3, 'account: key of another profile', connecting('other profile')),
  'other mode': accountAct(5, 'account: other mode', connecting('other mode')),
  'connected again': accountAct(11, null, connecting('first')),
  disconnected: accountAct(2, 'account: disconnected', (stage, account) => void disconnect(stage, account)),
  paused: accountAct(3, 'account: paused', (stage, account) => void pause(stage, account, true)),
  resumed: accountAct(12, null, (stage, account) => void pause(stage, account, false)),
  'server joins': {
    weight: 4,
    run(stage, [which]) {
      const index = Math.floor(which * 4);
      if (stage.fleet.node(index)?.party.isAlive) return;
      stage.strike('proxy: joins', all(stage));
      stage.fleet.start(index);
    },
  },
  'server leaves': {
    weight: 4,
    run(stage, [which]) {
      const server = node(stage, which);
      if (!server || stage.fleet.alive().length < 2) return;
      stage.strike('proxy: leaves', all(stage));
      stage.fleet.leave(server);
    },
  },
  /** At one of the next events of a server, before it happens. */
  crash: {
    weight: 15,
    run(stage, [which, when, aim]) {
      const server = node(stage, which);
      const state = aimOf(stage, aim);
      if (server) server.party.crash = { in: 1 + Math.floor(when * (state === null ? 12 : 5)), state };
    },
  },
  'clock forward': setClock(2, 1),
  'clock back': setClock(2, -1),
  'clock right': {
    weight: 4,
    run(stage, [which]) {
      const server = node(stage, which);
      if (server) server.ahead = 0;
    },
  },
  ...ARMED_ACTS,
};
