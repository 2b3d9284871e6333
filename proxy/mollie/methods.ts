/** Methods that need an order line or to know who is billed. https://docs.mollie.com/reference/create-payment */
const NEED_CUSTOMER: ReadonlySet<string> = new Set([
  ...['alma', 'billie', 'billink', 'in3', 'riverty'],
  ...['klarna', 'klarnapaylater', 'klarnapaynow', 'klarnasliceit'],
]);

/** A voucher pays for goods of certain kinds, which an invoice does not name. */
const NEVER: ReadonlySet<string> = new Set(['voucher']);

/** Methods whose money the merchant captures at Mollie; all others Mollie captures by itself. */
const CAPTURED_BY_HAND: ReadonlySet<string> = new Set(['billink', 'riverty']);

/** https://docs.mollie.com/reference/create-payment */
export function captureModeOf(method: string | undefined): 'automatic' | 'manual' {
  return method !== undefined && CAPTURED_BY_HAND.has(method) ? 'manual' : 'automatic';
}

export function needsCustomer(method: string): boolean {
  return NEED_CUSTOMER.has(method);
}

/** Whether it can pay an invoice where who is billed is known, or is not. */
export function canPayInvoice(method: string, isBilled: boolean): boolean {
  return !NEVER.has(method) && (isBilled || !needsCustomer(method));
}
