import { type Amount, minorOf } from '../amounts.ts';
import { capturedOf, supportsCaptures } from '../captures.ts';
import { iso } from '../clock.ts';
import type { Payment } from '../records.ts';
import { chargedBackOf, isReversible, refundedOf } from '../reversals.ts';
import { documentation, halLink, type Link, pageLink } from './hal.ts';
import { captureResource, chargebackResource, refundResource } from './money-resources.ts';

/** Where the customer chooses how to pay. */
export function selectionUrl({ id }: Payment, origin: string): string {
  return `${origin}/checkout/select-method/${id.slice('tr_'.length)}`;
}

/** Where the customer goes to pay; where the method is known, straight to it. */
export function checkoutUrl(payment: Payment, origin: string): string {
  const { id, method } = payment;
  const token = id.slice('tr_'.length);
  if (method === null) return selectionUrl(payment, origin);
  if (method === 'banktransfer') return `${origin}/checkout/bank-transfer/${token}`;
  return `${origin}/checkout/test-mode?method=${method}&token=3.${token}`;
}

/** Where a test payment's end can be chosen once more. */
export function changeStateUrl({ id, method }: Payment, origin: string): string {
  return `${origin}/checkout/test-mode?method=${method}&token=5.${id.slice('tr_'.length)}`;
}

export function dashboardUrl({ id, organizationId }: Payment, origin: string): string {
  return `${origin}/dashboard/${organizationId}/payments/${id}`;
}

type Standing = {
  isCancelable: boolean;
  /** Whether it still may. */
  expires: boolean;
  /** What can still be refunded. */
  refundable: Amount;
  /** Where the checkout link leads to; null for no such link. */
  checkoutOrigin: string | null;
  embed: readonly string[];
};

/** What does not apply is absent, not null. https://docs.mollie.com/reference/get-payment */
export function paymentResource(
  payment: Payment,
  origin: string,
  { isCancelable, expires, refundable, checkoutOrigin, embed }: Standing,
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
    metadata: payment.metadata,
    status,
    ...(status === 'open' || status === 'pending' || status === 'authorized' ? { isCancelable } : {}),
    ...(expires ? { expiresAt: iso(payment.expiresAt) } : {}),
    ...(payment.locale === null ? {} : { locale: payment.locale }),
    ...(payment.method === null ? {} : { method: payment.method, countryCode: 'NL' }),
    ...(payment.restrictPaymentMethodsToCountry === null
      ? {}
      : { restrictPaymentMethodsToCountry: payment.restrictPaymentMethodsToCountry }),
    profileId: payment.profileId,
    sequenceType: 'oneoff',
    redirectUrl: payment.redirectUrl,
    ...(payment.cancelUrl === null ? {} : { cancelUrl: payment.cancelUrl }),
    ...(payment.webhookUrl === null ? {} : { webhookUrl: payment.webhookUrl }),
    ...extrasOf(payment),
    ...(payment.details === null ? {} : { details: payment.details }),
    ...(isReversible(payment) ? { amountRefunded: refundedOf(payment), amountRemaining: refundable } : {}),
    ...(supportsCaptures(payment) ? { amountCaptured: capturedOf(payment) } : {}),
    ...(status === 'authorized' && payment.captureBefore !== null
      ? { captureBefore: iso(payment.captureBefore) }
      : {}),
    ...(minorOf(chargedBackOf(payment)) > 0 ? { amountChargedBack: chargedBackOf(payment) } : {}),
    ...(embed.length > 0 ? { _embedded: embedded(payment, origin, embed) } : {}),
    _links: paymentLinks(payment, origin, checkoutOrigin),
  };
}

/** The due date is not told: `expiresAt` is what comes of it. */
function extrasOf({ lines, billingAddress, shippingAddress, captureMode, captureDelay }: Payment): object {
  return {
    ...(lines ? { lines } : {}),
    ...(billingAddress ? { billingAddress } : {}),
    ...(shippingAddress ? { shippingAddress } : {}),
    ...(captureMode ? { captureMode } : {}),
    ...(captureDelay ? { captureDelay } : {}),
  };
}

function embedded(payment: Payment, origin: string, embed: readonly string[]): Record<string, unknown[]> {
  const all: Record<string, unknown[]> = {
    refunds: payment.refunds.map((refund) => refundResource(payment, refund, origin)),
    chargebacks: payment.chargebacks.map((chargeback) => chargebackResource(payment, chargeback, origin)),
    captures: payment.captures.map((capture) => captureResource(payment, capture, origin)),
  };
  return Object.fromEntries(embed.map((name) => [name, all[name] ?? []]));
}

function paymentLinks(payment: Payment, origin: string, checkoutOrigin: string | null): Record<string, Link> {
  const { status, mode, method } = payment;
  const self = `${origin}/v2/payments/${payment.id}`;
  const links: Record<string, Link> = {
    self: halLink(self),
    dashboard: pageLink(dashboardUrl(payment, origin)),
  };
  if (status === 'open' && checkoutOrigin !== null) {
    links.checkout = pageLink(checkoutUrl(payment, checkoutOrigin));
  }
  if (mode === 'test' && status === 'paid')
    links.changePaymentState = pageLink(changeStateUrl(payment, origin));
  if (method === 'banktransfer') {
    links.status = pageLink(checkoutUrl(payment, origin));
    if (status === 'open') links.payOnline = pageLink(`${checkoutUrl(payment, origin)}?online=1`);
  }
  if (payment.captures.length > 0) links.captures = halLink(`${self}/captures`);
  if (payment.refunds.length > 0) links.refunds = halLink(`${self}/refunds`);
  if (payment.chargebacks.length > 0) links.chargebacks = halLink(`${self}/chargebacks`);
  return { ...links, documentation: documentation('get-payment') };
}
