import type { Payment } from '@mollie/api-client';
import type { Amount, BankTransfer, PaymentStatus } from '../../shared/api.ts';
import { isSafeAddress } from '../lib/addresses.ts';
import { type Minor, parseMoney } from '../lib/money.ts';
import { MollieError } from './errors.ts';

/** Where a transfer goes to, as Mollie says it. */
export type TransferDetails = Pick<
  BankTransfer,
  'bankName' | 'bankAccount' | 'bankBic' | 'transferReference'
>;

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
  /** When it came to its status; null where Mollie does not say. */
  statusSince: string | null;
  /** Refunds that neither failed nor were cancelled. */
  refunded: Minor;
  /** Chargebacks that were not reversed. */
  chargedBack: Minor;
  /** When the last of these chargebacks was made. */
  chargedBackAt: string | null;
  /** Those of both that Mollie states in another currency than the payment's. */
  otherCurrencies: readonly Amount[];
  /** What was captured; null where the method does not authorise first, or Mollie does not say. */
  captured: Minor | null;
  /** Until when the rest can be captured. */
  captureBefore: string | null;
  cancelable: boolean;
  checkoutUrl: string | null;
  /** Where the customer comes back to. */
  redirectUrl: string | null;
  dashboardUrl: string | null;
  bankTransfer: TransferDetails | null;
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

type Link = { href: string } | undefined;

/** The parts of Mollie's answer that the client's types leave out or name more narrowly than they are. */
type Answer = {
  _embedded?: {
    refunds?: { status: string; amount: Amount }[];
    chargebacks?: { amount: Amount; createdAt?: string; reversedAt?: string | null }[];
  };
  _links?: { checkout?: Link; dashboard?: Link };
  details?: Partial<Record<keyof TransferDetails, string>> | null;
  amountRefunded?: Amount;
  amountChargedBack?: Amount;
  amountCaptured?: Amount;
  captureBefore?: string;
} & { [time in `${PaymentStatus}At`]?: string };

/**
 * Reads Mollie's answer. A checkout is wherever Mollie says: a method's own host is common.
 * @throws {MollieError} `unavailable` where it is not a payment, so that nothing is concluded from it; `unreadable`
 *   where it is one whose status or money is not known here.
 */
export function readPayment(payment: Payment): MolliePayment {
  const answer = payment as unknown as Answer;
  const currency = payment.amount?.currency;
  const minor = (money: Amount): Minor => {
    const amount = money?.currency === currency ? parseMoney(money.value, currency) : undefined;
    if (amount === undefined) throw new MollieError('unreadable', 'an amount that cannot be read');
    return amount;
  };
  const isForeign = ({ amount }: { amount: Amount }) => amount?.currency !== currency;
  /** The sum of what went back; where some of it is in another currency, what Mollie says of all of it, if it does. */
  const back = (parts: readonly { amount: Amount }[] | undefined, all: Amount | undefined): Minor => {
    const own = parts?.filter((part) => !isForeign(part));
    if (parts && own && (own.length === parts.length || all?.currency !== currency)) {
      return own.reduce((total, { amount }) => total + minor(amount), 0);
    }
    return all?.currency === currency ? minor(all) : 0;
  };
  if (typeof payment.id !== 'string' || typeof payment.status !== 'string') {
    throw new MollieError('unavailable', 'an answer that is not a payment');
  }
  if (!STATUSES.has(payment.status)) throw new MollieError('unreadable', 'a status that is not known here');
  const { details, amountRefunded, amountChargedBack, amountCaptured } = answer;
  const embedded = answer._embedded ?? {};
  const refunds = embedded.refunds?.filter(({ status }) => status !== 'failed' && status !== 'canceled');
  const chargebacks = embedded.chargebacks?.filter(({ reversedAt }) => !reversedAt);
  const times = chargebacks?.flatMap(({ createdAt }) => createdAt ?? []).toSorted() ?? [];
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
    statusSince: answer[`${payment.status as PaymentStatus}At`] ?? null,
    refunded: back(refunds, amountRefunded),
    chargedBack: back(chargebacks, amountChargedBack),
    chargedBackAt: times.at(-1) ?? null,
    otherCurrencies: [...(refunds ?? []), ...(chargebacks ?? [])]
      .filter(isForeign)
      .map(({ amount }) => amount),
    captured: amountCaptured?.currency === currency ? minor(amountCaptured!) : null,
    captureBefore: answer.captureBefore ?? null,
    cancelable: payment.isCancelable ?? false,
    checkoutUrl: checkout && isSafeAddress(checkout) ? checkout : null,
    redirectUrl: payment.redirectUrl ?? null,
    dashboardUrl: answer._links?.dashboard?.href ?? null,
    bankTransfer: details?.bankAccount && details.transferReference ? readBankTransfer(details) : null,
    metadata: payment.metadata,
    description: payment.description ?? '',
    locale: payment.locale ?? null,
    hasWebhook: Boolean(payment.webhookUrl),
  };
}

function readBankTransfer(details: NonNullable<Answer['details']>): TransferDetails {
  return {
    bankName: details.bankName ?? null,
    bankAccount: details.bankAccount!,
    bankBic: details.bankBic ?? null,
    transferReference: details.transferReference!,
  };
}
