import { captureDelayOf } from '../captures.ts';
import { isDueDate } from '../due-dates.ts';
import { unprocessable } from '../errors.ts';
import { isLocale } from '../methods.ts';
import type { Caller } from '../organizations.ts';
import { enabledMethods } from '../profiles.ts';
import type { PaymentExtras, PaymentRequest } from '../records.ts';
import type { Settings } from '../settings.ts';
import { isUnreachable } from '../unreachable.ts';
import { postalAddressOf } from './addresses.ts';
import { amountOf } from './amount-parameter.ts';
import { linesOf } from './lines.ts';
import { allowedMethodsOf, payableWith } from './method-parameter.ts';
import { type Parameters, requiredTextOf, textOf } from './parameters.ts';

export const UPDATE_PARAMETERS = [
  'description',
  'redirectUrl',
  'cancelUrl',
  'webhookUrl',
  'metadata',
  'method',
  'issuer',
  'locale',
  'dueDate',
  'billingAddress',
  'shippingAddress',
  'restrictPaymentMethodsToCountry',
] as const;

/** Those of Mollie's that a payment of an invoice has; mandates are not simulated. */
export const CREATE_PARAMETERS = [
  ...UPDATE_PARAMETERS,
  'amount',
  'sequenceType',
  'lines',
  'captureMode',
  'captureDelay',
] as const;

/** Mollie shows so many characters, and cuts the rest off without a word. */
const LONGEST_DESCRIPTION = 255;

/** "Approximately 1kB". https://docs.mollie.com/reference/create-payment */
const LARGEST_METADATA = 1024;

/** @throws MollieError for the first thing that Mollie would refuse. */
export function paymentRequestOf(
  parameters: Parameters,
  { mode, profile }: Pick<Caller, 'mode' | 'profile'>,
  { settings, now }: { settings: Settings; now: number },
): PaymentRequest {
  const amount = amountOf(parameters.amount);
  const description = descriptionOf(parameters);
  const redirectUrl = redirectUrlOf(parameters);
  if ((textOf(parameters, 'sequenceType') ?? 'oneoff') !== 'oneoff') {
    throw unprocessable('The sequence type is invalid', 'sequenceType');
  }
  if (profile.status === 'blocked') throw unprocessable('Your account is currently suspended');

  const enabled = enabledMethods(profile, mode);
  const allowedMethods = allowedMethodsOf(parameters.method, enabled);
  const lines = linesOf(parameters.lines, amount);
  const extras = { ...addressesOf(parameters), ...captureOf(parameters), ...(lines ? { lines } : {}) };
  const suitable = payableWith(enabled, { amount, allowedMethods, ...extras });
  const dueDate = dueDateOf(parameters, allowedMethods, now);
  textOf(parameters, 'issuer'); // Mollie has not heeded it since iDEAL 2.0.

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
    ...extras,
    ...(dueDate === undefined ? {} : { dueDate }),
  };
}

/** Both addresses, as far as they are given. */
export function addressesOf(
  parameters: Parameters,
): Pick<PaymentExtras, 'billingAddress' | 'shippingAddress'> {
  const billingAddress = postalAddressOf(parameters, 'billingAddress');
  const shippingAddress = postalAddressOf(parameters, 'shippingAddress');
  return { ...(billingAddress ? { billingAddress } : {}), ...(shippingAddress ? { shippingAddress } : {}) };
}

/** @param methods that the payment may be paid by; null for any. */
export function dueDateOf(
  parameters: Parameters,
  methods: readonly string[] | null,
  now: number,
): string | undefined {
  const dueDate = textOf(parameters, 'dueDate');
  if (dueDate === null) return undefined;
  const isTransfer = methods?.includes('banktransfer') ?? true;
  if (isTransfer && isDueDate(dueDate, now)) return dueDate;
  throw unprocessable('The due date is invalid or out of range', 'dueDate');
}

function captureOf(parameters: Parameters): Pick<PaymentExtras, 'captureMode' | 'captureDelay'> {
  const captureMode = textOf(parameters, 'captureMode');
  if (captureMode !== null && captureMode !== 'automatic' && captureMode !== 'manual') {
    throw unprocessable('The capture mode is invalid', 'captureMode');
  }
  const captureDelay = textOf(parameters, 'captureDelay');
  if (captureDelay !== null && captureDelayOf({ captureDelay }) === undefined) {
    throw unprocessable('The capture delay is invalid', 'captureDelay');
  }
  return { ...(captureMode ? { captureMode } : {}), ...(captureDelay ? { captureDelay } : {}) };
}

export function redirectUrlOf(parameters: Parameters): string {
  return addressOf(requiredTextOf(parameters, 'redirectUrl'), 'redirectUrl', 'redirect URL');
}

export function descriptionOf(parameters: Parameters): string {
  return [...requiredTextOf(parameters, 'description')].slice(0, LONGEST_DESCRIPTION).join('');
}

function addressOf(value: string, name: string, words: string): string {
  // Apps come back to addresses of their own scheme, so any will do that leads somewhere.
  if (!URL.canParse(value) || /^(javascript|data):/i.test(value))
    throw unprocessable(`The ${words} is invalid`, name);
  return value;
}

export function optionalAddressOf(parameters: Parameters, name: string, words: string): string | null {
  const value = textOf(parameters, name);
  return value === null ? null : addressOf(value, name, words);
}

export function webhookUrlOf(parameters: Parameters, { allowLocalWebhooks }: Settings): string | null {
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

export function localeOf(parameters: Parameters): string | null {
  const locale = textOf(parameters, 'locale');
  if (locale !== null && !isLocale(locale)) throw unprocessable('The locale is invalid', 'locale');
  return locale;
}

export function metadataOf({ metadata = null }: Parameters): unknown {
  if (Buffer.byteLength(JSON.stringify(metadata)) > LARGEST_METADATA) {
    throw unprocessable('The metadata is too large, it may have 1024 bytes', 'metadata');
  }
  return metadata;
}
