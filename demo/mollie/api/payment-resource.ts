import { minorOf } from '../amounts.ts';
import { iso } from '../clock.ts';
import type { Payment } from '../records.ts';
import { chargedBackOf, refundableOf, refundedOf } from '../reversals.ts';
import { ORGANIZATION_ID, PROFILE_ID } from '../settings.ts';
import { documentation, halLink, type Link, pageLink } from './hal.ts';
import { chargebackResource, refundResource } from './reversal-resources.ts';

/** Where the customer goes to pay; where the method is known, straight to it. */
export function checkoutUrl({ id, method }: Payment, origin: string): string {
  const token = id.slice('tr_'.length);
  if (method === null) return `${origin}/checkout/select-method/${token}`;
  if (method === 'banktransfer') return `${origin}/checkout/bank-transfer/${token}`;
  return `${origin}/checkout/test-mode?method=${method}&token=3.${token}`;
}

/** Where a test payment's end can be chosen once more. */
export function changeStateUrl({ id, method }: Payment, origin: string): string {
  return `${origin}/checkout/test-mode?method=${method}&token=5.${id.slice('tr_'.length)}`;
}

export function dashboardUrl({ id }: Payment, origin: string): string {
  return `${origin}/dashboard/${ORGANIZATION_ID}/payments/${id}`;
}

/** What does not apply is absent, not null. https://docs.mollie.com/reference/get-payment */
export function paymentResource(
  payment: Payment,
  origin: string,
  { isCancelable, embed = [] }: { isCancelable: boolean; embed?: readonly string[] },
): Record<string, unknown> {
  const { status, amount } = payment;
  const times = Object.entries(payment.times).map(([name, time]) => [`${name}At`, iso(time)]);
  return {
    resource: 'payment',
    id: payment.id,
    mode: payment.mode,
    createdAt: iso(payment.createdAt),
    ...Object.fromEntries(times),
    amount,
    description: payment.description,
    method: payment.method,
    metadata: payment.metadata,
    status,
    ...(status === 'open' || status === 'pending' || status === 'authorized' ? { isCancelable } : {}),
    ...(status === 'open' ? { expiresAt: iso(payment.expiresAt) } : {}),
    ...(payment.locale === null ? {} : { locale: payment.locale }),
    ...(payment.method === null ? {} : { countryCode: 'NL' }),
    ...(payment.restrictPaymentMethodsToCountry === null
      ? {}
      : { restrictPaymentMethodsToCountry: payment.restrictPaymentMethodsToCountry }),
    profileId: PROFILE_ID,
    sequenceType: 'oneoff',
    redirectUrl: payment.redirectUrl,
    ...(payment.cancelUrl === null ? {} : { cancelUrl: payment.cancelUrl }),
    ...(payment.webhookUrl === null ? {} : { webhookUrl: payment.webhookUrl }),
    ...(payment.details === null ? {} : { details: payment.details }),
    ...(status === 'paid'
      ? { amountRefunded: refundedOf(payment), amountRemaining: refundableOf(payment) }
      : {}),
    ...(minorOf(chargedBackOf(payment)) > 0 ? { amountChargedBack: chargedBackOf(payment) } : {}),
    ...(embed.length > 0 ? { _embedded: embedded(payment, origin, embed) } : {}),
    _links: paymentLinks(payment, origin),
  };
}

function embedded(payment: Payment, origin: string, embed: readonly string[]): Record<string, unknown[]> {
  const all: Record<string, unknown[]> = {
    refunds: payment.refunds.map((refund) => refundResource(payment, refund, origin)),
    chargebacks: payment.chargebacks.map((chargeback) => chargebackResource(payment, chargeback, origin)),
    captures: [],
  };
  return Object.fromEntries(embed.map((name) => [name, all[name] ?? []]));
}

function paymentLinks(payment: Payment, origin: string): Record<string, Link> {
  const { status, mode, method } = payment;
  const self = `${origin}/v2/payments/${payment.id}`;
  const links: Record<string, Link> = {
    self: halLink(self),
    dashboard: pageLink(dashboardUrl(payment, origin)),
  };
  if (status === 'open') links.checkout = pageLink(checkoutUrl(payment, origin));
  if (mode === 'test' && status === 'paid')
    links.changePaymentState = pageLink(changeStateUrl(payment, origin));
  if (method === 'banktransfer') {
    links.status = pageLink(checkoutUrl(payment, origin));
    if (status === 'open') links.payOnline = pageLink(`${checkoutUrl(payment, origin)}?online=1`);
  }
  if (payment.refunds.length > 0) links.refunds = halLink(`${self}/refunds`);
  if (payment.chargebacks.length > 0) links.chargebacks = halLink(`${self}/chargebacks`);
  return { ...links, documentation: documentation('get-payment') };
}
