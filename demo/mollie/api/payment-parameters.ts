import { minorOf } from '../amounts.ts';
import { unprocessable } from '../errors.ts';
import { findMethod, isLocale, type Method } from '../methods.ts';
import type { Caller } from '../organizations.ts';
import { enabledMethods, type Profile, suits } from '../profiles.ts';
import type { Payment, PaymentRequest } from '../records.ts';
import type { Settings } from '../settings.ts';
import { isUnreachable } from '../unreachable.ts';
import { amountOf, limitProblem, takesAmount } from './amount-parameter.ts';
import { type Parameters, requiredTextOf, textOf } from './parameters.ts';

export const UPDATE_PARAMETERS = [
  'description',
  'redirectUrl',
  'cancelUrl',
  'webhookUrl',
  'metadata',
  'method',
  'locale',
  'restrictPaymentMethodsToCountry',
] as const;

/** Those of Mollie's that a plain payment of an invoice has; mandates, lines and `captureMode` are not simulated. */
export const CREATE_PARAMETERS = [...UPDATE_PARAMETERS, 'amount', 'sequenceType'] as const;

/** Mollie shows so many characters, and cuts the rest off without a word. */
const LONGEST_DESCRIPTION = 255;

/** "Approximately 1kB". https://docs.mollie.com/reference/create-payment */
const LARGEST_METADATA = 1024;

/** @throws MollieError for the first thing that Mollie would refuse. */
export function paymentRequestOf(
  parameters: Parameters,
  { mode, profile }: Pick<Caller, 'mode' | 'profile'>,
  settings: Settings,
): PaymentRequest {
  const amount = amountOf(parameters.amount);
  const description = descriptionOf(parameters);
  const redirectUrl = addressOf(requiredTextOf(parameters, 'redirectUrl'), 'redirectUrl', 'redirect URL');
  if ((textOf(parameters, 'sequenceType') ?? 'oneoff') !== 'oneoff') {
    throw unprocessable('The sequence type is invalid', 'sequenceType');
  }
  if (profile.status === 'blocked') throw unprocessable('Your account is currently suspended');

  const enabled = enabledMethods(profile, mode);
  const allowedMethods = allowedMethodsOf(parameters.method, enabled);
  const candidates = enabled.filter((method) => suits(method, amount.currency, allowedMethods));
  if (candidates.length === 0) throw unprocessable('No suitable payment methods found');
  const problem =
    minorOf(amount) === 0
      ? 'The amount is lower than the minimum'
      : limitProblem(minorOf(amount), candidates);
  if (problem) throw unprocessable(problem, 'amount');
  const suitable = candidates.filter((method) => takesAmount(method, minorOf(amount)));
  if (suitable.length === 0) throw unprocessable('No suitable payment methods found');

  return {
    amount,
    description,
    redirectUrl,
    cancelUrl: optionalAddressOf(parameters, 'cancelUrl', 'cancel URL'),
    webhookUrl: webhookUrlOf(parameters, settings),
    // A profile with one method, like a merchant who names one, leaves nothing to choose.
    method: allowedMethods?.length === 1 || enabled.length === 1 ? suitable[0]!.id : null,
    allowedMethods,
    locale: localeOf(parameters),
    metadata: metadataOf(parameters),
    restrictPaymentMethodsToCountry: textOf(parameters, 'restrictPaymentMethodsToCountry'),
  };
}

/**
 * The part of a payment that may be changed later, as far as it is given.
 * @throws MollieError for the first thing that Mollie would refuse.
 */
export function paymentUpdateOf(
  parameters: Parameters,
  payment: Payment,
  at: { settings: Settings; profile: Profile },
): Partial<PaymentRequest> {
  const given = (name: string) => parameters[name] !== undefined;
  const update: Partial<PaymentRequest> = {};
  if (given('description')) update.description = descriptionOf(parameters);
  if (given('redirectUrl')) {
    update.redirectUrl = addressOf(requiredTextOf(parameters, 'redirectUrl'), 'redirectUrl', 'redirect URL');
  }
  if (given('cancelUrl')) update.cancelUrl = optionalAddressOf(parameters, 'cancelUrl', 'cancel URL');
  if (given('webhookUrl')) update.webhookUrl = webhookUrlOf(parameters, at.settings);
  if (given('metadata')) update.metadata = metadataOf(parameters);
  if (given('locale')) update.locale = localeOf(parameters);
  if (given('restrictPaymentMethodsToCountry')) {
    update.restrictPaymentMethodsToCountry = textOf(parameters, 'restrictPaymentMethodsToCountry');
  }
  if (given('method')) update.allowedMethods = otherMethodsOf(parameters, payment, at);
  return update;
}

function otherMethodsOf(
  parameters: Parameters,
  { amount, mode, status }: Payment,
  { settings, profile }: { settings: Settings; profile: Profile },
): string[] | null {
  if (!settings.allowMethodChange || status !== 'open') {
    throw unprocessable('The payment method cannot be changed', 'method');
  }
  const enabled = enabledMethods(profile, mode);
  const allowed = allowedMethodsOf(parameters.method, enabled);
  const isPayable = enabled.some(
    (method) => suits(method, amount.currency, allowed) && takesAmount(method, minorOf(amount)),
  );
  if (!isPayable) throw unprocessable('No suitable payment methods found');
  return allowed;
}

function descriptionOf(parameters: Parameters): string {
  return [...requiredTextOf(parameters, 'description')].slice(0, LONGEST_DESCRIPTION).join('');
}

function allowedMethodsOf(value: unknown, enabled: readonly Method[]): string[] | null {
  if (value === undefined || value === null || value === '') return null;
  const ids: unknown[] = Array.isArray(value) ? value : [value];
  if (ids.length === 0) return null;
  return ids.map((id) => {
    if (typeof id !== 'string' || !findMethod(id))
      throw unprocessable('The payment method is invalid', 'method');
    if (!enabled.some((method) => method.id === id)) {
      throw unprocessable('The payment method is not activated on the website profile', 'method');
    }
    return id;
  });
}

function addressOf(value: string, name: string, words: string): string {
  // Apps come back to addresses of their own scheme, so any will do that leads somewhere.
  if (!URL.canParse(value) || /^(javascript|data):/i.test(value))
    throw unprocessable(`The ${words} is invalid`, name);
  return value;
}

function optionalAddressOf(parameters: Parameters, name: string, words: string): string | null {
  const value = textOf(parameters, name);
  return value === null ? null : addressOf(value, name, words);
}

function webhookUrlOf(parameters: Parameters, { allowLocalWebhooks }: Settings): string | null {
  const value = optionalAddressOf(parameters, 'webhookUrl', 'webhook URL');
  if (value === null) return null;
  const { protocol, hostname } = new URL(value);
  if (!/^https?:$/.test(protocol)) throw unprocessable('The webhook URL is invalid', 'webhookUrl');
  if (!allowLocalWebhooks && isUnreachable(hostname)) {
    throw unprocessable(
      "The webhook URL is invalid because it is unreachable from Mollie's point of view",
      'webhookUrl',
    );
  }
  return value;
}

function localeOf(parameters: Parameters): string | null {
  const locale = textOf(parameters, 'locale');
  if (locale !== null && !isLocale(locale)) throw unprocessable('The locale is invalid', 'locale');
  return locale;
}

function metadataOf({ metadata = null }: Parameters): unknown {
  if (Buffer.byteLength(JSON.stringify(metadata)) > LARGEST_METADATA) {
    throw unprocessable('The metadata is too large, it may have 1024 bytes', 'metadata');
  }
  return metadata;
}
