import { keptOf } from '../../demo/mollie/reversals.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import type { PaymentStatus } from '../../proxy/types.ts';
import { cents, decimals, isDead, isFinal } from './reckoning.ts';

type Payment = ReturnType<Simulator['ledger']['get']>;

/** What customers, their banks and the merchant's desk do to a payment at Mollie, without asking the proxy. */
export type Happening =
  | { do: 'settle'; status: PaymentStatus }
  | { do: 'refund' | 'charge back'; share: number }
  | { do: 'pay late' | 'choose bank transfer' | 'undo a refund' | 'reverse a chargeback' };

/** Whether it can happen to this payment. */
export function canHappen(happening: Happening, payment: Payment): boolean {
  switch (happening.do) {
    case 'settle':
      return !isFinal(payment.status);
    case 'choose bank transfer':
      return payment.status === 'open';
    case 'pay late':
      return isDead(payment.status);
    case 'refund':
    case 'charge back':
      return payment.status === 'paid' && part(payment, happening.share) > 0;
    case 'undo a refund':
      return standingRefund(payment) !== undefined;
    case 'reverse a chargeback':
      return standingChargeback(payment) !== undefined;
  }
}

export function happen(simulator: Simulator, happening: Happening, payment: Payment): void {
  const { id } = payment;
  switch (happening.do) {
    case 'settle':
      simulator.settle(id, happening.status);
      break;
    case 'choose bank transfer':
      simulator.chooseMethod(id, 'banktransfer');
      break;
    case 'pay late':
      simulator.settle(id, 'paid');
      break;
    case 'refund':
      simulator.refund(id, { amount: decimals(part(payment, happening.share)) });
      break;
    case 'charge back':
      simulator.chargeBack(id, decimals(part(payment, happening.share)));
      break;
    case 'undo a refund':
      simulator.setRefundStatus(id, standingRefund(payment)!.id, 'failed');
      break;
    case 'reverse a chargeback':
      simulator.reverseChargeback(id, standingChargeback(payment)!.id);
  }
}

/** A payment of another invoicing system on the same account, which copies what the proxy wrote about its own. */
export function forge(simulator: Simulator, payment: Payment, mode: 'test' | 'live'): Payment {
  const amount = { ...payment.amount, value: decimals(cents(payment.amount.value) + 700) };
  return simulator.ledger.create({ ...payment, amount: mode === 'live' ? payment.amount : amount }, mode);
}

function part(payment: Payment, share: number): number {
  return Math.floor(cents(keptOf(payment).value) * share);
}

function standingRefund({ refunds }: Payment) {
  return refunds.find(({ status }) => status === 'refunded');
}

function standingChargeback({ chargebacks }: Payment) {
  return chargebacks.find(({ reversedAt }) => reversedAt === null);
}
