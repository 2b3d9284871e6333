import type { Method } from './methods.ts';
import type { AddressField, PaymentExtras } from './records.ts';

export type Carried = Pick<PaymentExtras, 'lines' | 'billingAddress' | 'captureMode'>;

/** What a payment lacks, and the parameter where it would be. */
export type Lack = { field: string; detail: string };

/** https://docs.mollie.com/reference/create-payment names these for each method that asks who is billed. */
const NEEDED: readonly AddressField[] = [
  'givenName',
  'familyName',
  'streetAndNumber',
  'postalCode',
  'city',
  'country',
  'email',
];

/** What keeps a payment from being paid by this method; undefined where it carries all. */
export function lackOf(method: Method, { lines, billingAddress, captureMode }: Carried): Lack | undefined {
  const { needs = [], countries } = method;
  if (needs.includes('lines') && !lines) return { field: 'lines', detail: "The 'lines' field is missing" };
  if (needs.includes('categories') && !lines?.some(({ categories }) => categories?.length)) {
    return { field: 'lines', detail: 'No line has a category that the payment method takes' };
  }
  if (needs.includes('billingAddress')) {
    if (!billingAddress) return { field: 'billingAddress', detail: 'Billing address is required' };
    const missing = NEEDED.filter((part) => billingAddress[part] === undefined);
    if (missing.length > 0)
      return { field: 'billingAddress', detail: missingParts('billingAddress', missing) };
    if (countries && !countries.includes(billingAddress.country ?? '')) {
      const detail = 'The payment method is not available in the country of the billingAddress';
      return { field: 'billingAddress.country', detail };
    }
  }
  return captureLack(method, captureMode);
}

/** In Mollie's words. */
export function missingParts(name: string, parts: readonly AddressField[]): string {
  return `The following fields of the ${name} are missing: ${parts.join(', ')}`;
}

/** https://docs.mollie.com/docs/place-a-hold-for-a-payment has who is captured how. */
function captureLack(method: Method, mode: Carried['captureMode']): Lack | undefined {
  if (method.capturedByHand && mode !== 'manual') {
    return { field: 'captureMode', detail: 'The capture mode of the payment method is manual' };
  }
  if (mode === 'manual' && !method.authorizes && !method.mayAuthorize) {
    return { field: 'captureMode', detail: 'The payment method does not support the capture mode manual' };
  }
  return undefined;
}
