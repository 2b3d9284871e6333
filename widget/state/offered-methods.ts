import type { InvoiceView, MethodView } from '../../shared/api.ts';

type ApplePay = { ApplePaySession?: { canMakePayments(): boolean } };

/** The methods of an invoice that this browser can pay with. */
export function offeredMethods({ methods = [] }: InvoiceView): MethodView[] {
  return methods.filter(({ id }) => isAvailable(id));
}

/** Apple Pay is there in some browsers, Google Pay wherever pages can ask for a payment. */
function isAvailable(id: string): boolean {
  if (id === 'googlepay') return 'PaymentRequest' in window;
  if (id !== 'applepay') return true;
  try {
    return (window as ApplePay).ApplePaySession?.canMakePayments() ?? false;
  } catch {
    // In a frame of an insecure page. https://developer.apple.com/documentation/applepayontheweb/applepaysession/canmakepayments
    return false;
  }
}
