import { isCountry } from '../countries.ts';
import { unprocessable } from '../errors.ts';
import { missingParts } from '../needs.ts';
import type { Address, AddressField } from '../records.ts';
import type { Parameters } from './parameters.ts';

/** How long each may be. Mollie names no lengths; these are about what its providers take. */
const LONGEST: Record<AddressField, number> = {
  title: 20,
  givenName: 200,
  familyName: 200,
  organizationName: 200,
  streetAndNumber: 100,
  streetAdditional: 100,
  postalCode: 20,
  email: 254,
  phone: 20,
  city: 200,
  region: 200,
  country: 2,
};

const POSTAL: readonly AddressField[] = ['streetAndNumber', 'postalCode', 'city', 'country'];

const POSTAL_CODES: Record<string, RegExp> = {
  NL: /^[1-9]\d{3} ?[A-Z]{2}$/i,
  BE: /^[1-9]\d{3}$/,
  DE: /^\d{5}$/,
};

/** "At least two characters and cannot contain only numbers". https://docs.mollie.com/reference/create-payment */
const NAME = /^(?!\d+$).{2,}$/su;

const FORMS: Partial<Record<AddressField, (text: string) => boolean>> = {
  givenName: (text) => NAME.test(text),
  familyName: (text) => NAME.test(text),
  email: (text) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text),
  phone: (text) => /^\+?[1-9]\d{6,14}$/.test(text),
  country: isCountry,
};

/**
 * An address of a payment; undefined where there is none.
 * @param name the parameter, `billingAddress` or `shippingAddress`.
 * @throws MollieError for the first thing that Mollie would refuse.
 */
export function postalAddressOf(
  parameters: Parameters,
  name: 'billingAddress' | 'shippingAddress',
): Address | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw unprocessable(`The '${name}' field is not an address`, name);
  }
  const address: Address = {};
  for (const [field, text] of Object.entries(value)) {
    if (!isField(field)) {
      throw unprocessable(
        `Non-existent body parameter "${name}.${field}" for this API call.`,
        `${name}.${field}`,
      );
    }
    if (text === null || text === '') continue;
    if (typeof text !== 'string' || [...text].length > LONGEST[field] || FORMS[field]?.(text) === false) {
      throw unprocessable(`The '${field}' field of the ${name} is invalid`, `${name}.${field}`);
    }
    address[field] = text;
  }
  checkPostal(address, name);
  return address;
}

/** An e-mail address may stand alone; of a place Mollie wants all. */
function checkPostal(address: Address, name: string): void {
  const missing = POSTAL.filter((field) => address[field] === undefined);
  const isOnlyEmail = address.email !== undefined && missing.length === POSTAL.length;
  if (missing.length > 0 && !isOnlyEmail) throw unprocessable(missingParts(name, missing), name);
  if (POSTAL_CODES[address.country ?? '']?.test(address.postalCode ?? '') === false) {
    throw unprocessable(`The 'postalCode' field of the ${name} is invalid`, `${name}.postalCode`);
  }
}

function isField(field: string): field is AddressField {
  return Object.hasOwn(LONGEST, field);
}
