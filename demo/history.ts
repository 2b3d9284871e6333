import type { AttemptView } from '../shared/api.ts';
import type { Books } from './host/books.ts';
import type { Step } from './host/catalog.ts';
import { parseAmount } from './host/money.ts';
import type { ProxyClient } from './host/proxy.ts';
import { OLDEST, sampleHistory } from './host/samples.ts';
import type { Tokens } from './host/tokens.ts';
import { DAY, HOUR } from './mollie/clock.ts';
import type { Simulator } from './mollie/simulator.ts';

/** How far in the past the simulator's clock must start, in milliseconds, for all that has happened. */
export const PAST = (OLDEST + 1) * DAY;

export type HistoryOptions = {
  simulator: Simulator;
  books: Books;
  tokens: Pick<Tokens, 'merchant'>;
  proxy: ProxyClient;
  /** Milliseconds since 1970. */
  now: number;
};

/**
 * Lets the weeks before today pass on the simulator's clock, with customers who pay, wait, give up or complain:
 * all through the front doors, as they would.
 */
export async function playHistory({ simulator, books, tokens, proxy, now }: HistoryOptions): Promise<void> {
  /** The newest payment of each invoice. */
  const payments = new Map<string, string>();

  for (const { id, step } of sampleHistory(now)) {
    const [daysAgo] = step;
    await moveTo(now - daysAgo * DAY);
    await play(id, step);
    await simulator.idle();
  }
  await moveTo(now);

  function moveTo(time: number): Promise<void> {
    return simulator.advance(Math.max(0, time - simulator.clock.now()));
  }

  async function play(id: string, [, what, detail = '']: Step | [number, 'sent']): Promise<void> {
    switch (what) {
      case 'sent':
        return books.send(id);
      case 'elsewhere':
        return books.book(id, parseAmount(detail)!);
      case 'withdrawn':
        return books.withdraw(id);
      case 'abandons':
        await createPayment(id);
        // Time enough for Mollie to let the payment expire.
        return simulator.advance(HOUR);
      case 'pays':
      case 'fails':
        simulator.settle(await createPayment(id), what === 'pays' ? 'paid' : 'failed', { method: detail });
        return;
      case 'waits':
      case 'transfers': {
        const payment = await createPayment(id);
        if (what === 'waits') simulator.settle(payment, 'pending', { method: detail });
        else simulator.chooseMethod(payment, detail);
        // Mollie sends no webhook about either.
        await proxy.refresh(await tokens.merchant(books.find(id)!));
        return;
      }
      case 'refund':
        simulator.refund(payments.get(id)!, { amount: detail });
        return;
      case 'chargeback':
        simulator.chargeBack(payments.get(id)!);
    }
  }

  async function createPayment(id: string): Promise<string> {
    const { payment } = await proxy.pay(await tokens.merchant(books.find(id)!));
    // A merchant's answer has Mollie's id.
    payments.set(id, (payment as AttemptView).id);
    return payments.get(id)!;
  }
}
