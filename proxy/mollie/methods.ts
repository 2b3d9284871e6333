/** Methods that need an order line or to know who is billed. https://docs.mollie.com/reference/create-payment */
const NEED_CUSTOMER: ReadonlySet<string> = new Set([
  ...['alma', 'billie', 'billink', 'in3', 'riverty'],
  ...['klarna', 'klarnapaylater', 'klarnapaynow', 'klarnasliceit'],
]);

/** A voucher pays for goods of certain kinds, which an invoice does not name. */
const NEVER: ReadonlySet<string> = new Set(['voucher']);

export function needsCustomer(method: string): boolean {
  return NEED_CUSTOMER.has(method);
}

/** Whether it can pay an invoice where who is billed is known, or is not. */
export function canPayInvoice(method: string, isBilled: boolean): boolean {
  return !NEVER.has(method) && (isBilled || !needsCustomer(method));
}
