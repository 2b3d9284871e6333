import type { InvoiceView, MethodView } from '../../shared/api.ts';

type ApplePay = { ApplePaySession?: { canMakePayments(): boolean } };

/** The methods of an invoice that this browser can pay with. */
export function offeredMethods({ methods = [] }: InvoiceView): MethodView[] {
  return methods.filter(({ id }) => isAvailable(id));
}

/** Apple Pay is there in some browsers; Google Pay Mollie takes from Android alone. https://docs.mollie.com/docs/google-pay */
function isAvailable(id: string): boolean {
  try {
    if (id === 'applepay') return (window as ApplePay).ApplePaySession!.canMakePayments();
  } catch {
    // There is none, or the page is not secure, as another around its frame may be.
    return false;
  }
  return id !== 'googlepay' || /Android/.test(navigator.userAgent);
}
