type ApplePay = { ApplePaySession?: { canMakePayments(): boolean } };

/**
 * Whether this browser can pay by a method, by Mollie's id: Apple Pay is there in some; Google Pay Mollie takes from
 * Android alone. https://docs.mollie.com/docs/google-pay
 */
export function isAvailable(id: string): boolean {
  try {
    if (id === 'applepay') return (window as ApplePay).ApplePaySession!.canMakePayments();
  } catch {
    // There is none, or the page is not secure, as another around its frame may be.
    return false;
  }
  return id !== 'googlepay' || /Android/.test(navigator.userAgent);
}
