import type { Payment } from '@mollie/api-client';
import { type Minor, parseMoney } from '../money.ts';
import type { BankTransfer, PaymentStatus } from '../types.ts';
import { MollieError } from './errors.ts';

/** What this project reads of a Mollie payment; money in minor units, times as Mollie writes them. */
export type MolliePayment = {
  id: string;
  mode: string;
  status: PaymentStatus;
  currency: string;
  amount: Minor;
  method: string | null;
  createdAt: string;
  expiresAt: string | null;
  paidAt: string | null;
  /** Refunds that neither failed nor were cancelled. */
  refunded: Minor;
  /** Chargebacks that were not reversed. */
  chargedBack: Minor;
  cancelable: boolean;
  checkoutUrl: string | null;
  dashboardUrl: string | null;
  bankTransfer: BankTransfer | null;
  metadata: unknown;
  description: string;
  locale: string | null;
  /** Whether Mollie was given an address for webhooks. */
  hasWebhook: boolean;
};

const STATUSES: ReadonlySet<string> = new Set<PaymentStatus>([
  'open',
  'pending',
  'authorized',
  'paid',
  'canceled',
  'expired',
  'failed',
]);

type Money = { currency: string; value: string };
type Link = { href: string } | undefined;

/** The parts of Mollie's answer that the client's types leave out or name more narrowly than they are. */
type Answer = {
  _embedded?: {
    refunds?: { status: string; amount: Money }[];
    chargebacks?: { amount: Money; reversedAt?: string | null }[];
  };
  _links?: { checkout?: Link; dashboard?: Link };
  details?: Partial<Record<keyof BankTransfer, string>> | null;
  amountRefunded?: Money;
  amountChargedBack?: Money;
};

/**
 * Reads Mollie's answer. `isCheckout` tells where customers may be sent.
 * @throws {MollieError} `unavailable` where it is not a payment, so that nothing is concluded from it.
 */
export function readPayment(payment: Payment, isCheckout: (address: string) => boolean): MolliePayment {
  const answer = payment as unknown as Answer;
  const currency = payment.amount?.currency;
  const minor = (money: Money): Minor => {
    const amount = money?.currency === currency ? parseMoney(money.value, currency) : undefined;
    if (amount === undefined) throw new MollieError('unavailable', 'an amount that cannot be read');
    return amount;
  };
  const sum = (amounts: readonly { amount: Money }[]) =>
    amounts.reduce((total, { amount }) => total + minor(amount), 0);
  if (typeof payment.id !== 'string' || !STATUSES.has(payment.status)) {
    throw new MollieError('unavailable', 'an answer that is not a payment');
  }
  const { refunds, chargebacks } = answer._embedded ?? {};
  const { details } = answer;
  const checkout = answer._links?.checkout?.href;

  return {
    id: payment.id,
    mode: payment.mode,
    status: payment.status as PaymentStatus,
    currency,
    amount: minor(payment.amount),
    method: payment.method ?? null,
    createdAt: payment.createdAt,
    expiresAt: payment.expiresAt ?? null,
    paidAt: payment.paidAt ?? null,
    refunded: refunds
      ? sum(refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled'))
      : answer.amountRefunded
        ? minor(answer.amountRefunded)
        : 0,
    chargedBack: chargebacks
      ? sum(chargebacks.filter(({ reversedAt }) => !reversedAt))
      : answer.amountChargedBack
        ? minor(answer.amountChargedBack)
        : 0,
    cancelable: payment.isCancelable ?? false,
    checkoutUrl: checkout && isCheckout(checkout) ? checkout : null,
    dashboardUrl: answer._links?.dashboard?.href ?? null,
    bankTransfer: details?.bankAccount && details.transferReference ? readBankTransfer(details) : null,
    metadata: payment.metadata,
    description: payment.description ?? '',
    locale: payment.locale ?? null,
    hasWebhook: Boolean(payment.webhookUrl),
  };
}

function readBankTransfer(details: NonNullable<Answer['details']>): BankTransfer {
  return {
    bankName: details.bankName ?? null,
    bankAccount: details.bankAccount!,
    bankBic: details.bankBic ?? null,
    transferReference: details.transferReference!,
  };
}
