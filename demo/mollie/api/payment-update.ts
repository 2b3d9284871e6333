import { unprocessable } from '../errors.ts';
import { isFinal } from '../ledger.ts';
import type { Parts } from '../parts.ts';
import { enabledMethods, type Profile, suits } from '../profiles.ts';
import type { Payment, PaymentRequest } from '../records.ts';
import type { Settings } from '../settings.ts';
import { mailInstructions } from '../transfers.ts';
import { takesAmount } from './amount-parameter.ts';
import { allowedMethodsOf, refuseLack } from './method-parameter.ts';
import { type Parameters, textOf } from './parameters.ts';
import {
  addressesOf,
  descriptionOf,
  dueDateOf,
  localeOf,
  metadataOf,
  optionalAddressOf,
  redirectUrlOf,
  webhookUrlOf,
} from './payment-parameters.ts';

type At = { settings: Settings; profile: Profile; now: number };

/**
 * The part of a payment that may be changed later, as far as it is given.
 * https://docs.mollie.com/reference/update-payment
 *
 * @throws MollieError for the first thing that Mollie would refuse.
 */
export function paymentUpdateOf(parameters: Parameters, payment: Payment, at: At): Partial<PaymentRequest> {
  const given = (name: string) => parameters[name] !== undefined;
  const update: Partial<PaymentRequest> = addressesOf(parameters);
  if (given('description')) update.description = descriptionOf(parameters);
  if (given('redirectUrl')) update.redirectUrl = redirectUrlOf(parameters);
  if (given('cancelUrl')) update.cancelUrl = optionalAddressOf(parameters, 'cancelUrl', 'cancel URL');
  if (given('webhookUrl')) update.webhookUrl = webhookUrlOf(parameters, at.settings);
  if (given('metadata')) update.metadata = metadataOf(parameters);
  if (given('locale')) update.locale = localeOf(parameters);
  if (given('restrictPaymentMethodsToCountry')) {
    update.restrictPaymentMethodsToCountry = textOf(parameters, 'restrictPaymentMethodsToCountry');
  }
  textOf(parameters, 'issuer');
  if (given('method')) update.allowedMethods = otherMethodsOf(parameters, { ...payment, ...update }, at);
  const methods =
    update.allowedMethods ?? (payment.method === null ? payment.allowedMethods : [payment.method]);
  const dueDate = dueDateOf(parameters, methods, at.now);
  if (dueDate !== undefined) update.dueDate = dueDate;
  return update;
}

/** Writes what an update asks for. A single method that is left is chosen with it. No webhook tells of it. */
export function updatePayment(
  { ledger, clock }: Pick<Parts, 'ledger' | 'clock'>,
  payment: Payment,
  update: Partial<PaymentRequest>,
): void {
  if (isFinal(payment) && update.redirectUrl !== undefined) {
    throw unprocessable('The redirect URL cannot be updated when the payment is finalized', 'redirectUrl');
  }
  Object.assign(payment, update);
  if (update.allowedMethods !== undefined) {
    const [only, ...others] = update.allowedMethods ?? [];
    payment.preset = only !== undefined && others.length === 0;
    if (payment.preset && payment.method !== only) {
      ledger.chooseMethod(payment.id, only!);
      mailInstructions(payment, clock.now());
    }
  }
  if (update.dueDate !== undefined && payment.method === 'banktransfer') ledger.extend(payment);
}

function otherMethodsOf(
  parameters: Parameters,
  payment: Payment,
  { settings, profile }: At,
): string[] | null {
  const { amount, mode, method, status } = payment;
  const enabled = enabledMethods(profile, mode);
  const allowedMethods = allowedMethodsOf(parameters.method, enabled);
  const isSame = allowedMethods?.length === 1 && allowedMethods[0] === method;
  // Whoever has the details of a transfer may have sent it.
  const isStartedTransfer = method === 'banktransfer' && !isSame;
  if (settings.methodChanges === 'refused' || status !== 'open' || isStartedTransfer) {
    throw unprocessable('The payment method cannot be changed', 'method');
  }
  const wanted = { ...payment, allowedMethods };
  refuseLack(wanted);
  if (!enabled.some((candidate) => suits(candidate, wanted) && takesAmount(candidate, amount))) {
    throw unprocessable('No suitable payment methods found');
  }
  return allowedMethods;
}
