import { capturableOf } from '../../demo/mollie/captures.ts';
import { keptOf } from '../../demo/mollie/reversals.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import type { PaymentStatus } from '../../shared/api.ts';
import { cents, decimals, isDead, isFinal } from './expected-balance.ts';

type Payment = ReturnType<Simulator['ledger']['get']>;

/** What customers, their banks and the merchant's desk do to a payment at Mollie, without asking the proxy. */
export type Happening =
  | { do: 'settle'; status: PaymentStatus }
  | { do: 'refund' | 'charge back' | 'charge back abroad' | 'capture'; share: number }
  | {
      do:
        | 'pay late'
        | 'choose bank transfer'
        | 'release'
        | 'undo a refund'
        | 'reverse a chargeback'
        | 'relabel'
        | 'transfer'
        | 'transfer too little';
    };

/** Whether it can happen to this payment. */
export function canHappen(happening: Happening, payment: Payment): boolean {
  switch (happening.do) {
    case 'settle':
      // What was captured in part ends by being captured in whole, or let go of.
      return !isFinal(payment.status) && (payment.captures.length === 0 || happening.status === 'paid');
    case 'capture':
      return payment.status === 'authorized' && share(capturableOf(payment), happening.share) > 0;
    case 'release':
      return payment.status === 'authorized';
    case 'relabel':
      return true;
    case 'choose bank transfer':
      return payment.status === 'open';
    case 'transfer':
    case 'transfer too little':
      return payment.method === 'banktransfer' && payment.details !== null;
    case 'pay late':
      return isDead(payment.status);
    case 'refund':
    case 'charge back':
    case 'charge back abroad':
      return payment.status === 'paid' && share(keptOf(payment), happening.share) > 0;
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
    case 'transfer':
      simulator.transfer(id);
      break;
    case 'transfer too little':
      simulator.transfer(id, { amount: '0.01' });
      break;
    case 'capture':
      simulator.capture(id, decimals(share(capturableOf(payment), happening.share)));
      break;
    case 'release':
      simulator.release(id);
      break;
    case 'relabel':
      payment.metadata = { order: 'of another program' };
      break;
    case 'refund':
      simulator.refund(id, { amount: decimals(share(keptOf(payment), happening.share)) });
      break;
    case 'charge back':
      simulator.chargeBack(id, decimals(share(keptOf(payment), happening.share)));
      break;
    case 'charge back abroad': {
      const taken = share(keptOf(payment), happening.share);
      simulator.chargeBack(id, { currency: 'USD', amount: decimals(taken + 7), taken: decimals(taken) });
      break;
    }
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

function share({ value }: Payment['amount'], of: number): number {
  return Math.floor(cents(value) * of);
}

function standingRefund({ refunds }: Payment) {
  return refunds.find(({ status }) => status === 'refunded');
}

function standingChargeback({ chargebacks }: Payment) {
  return chargebacks.find(({ reversedAt }) => reversedAt === null);
}
