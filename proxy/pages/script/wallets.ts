/** Safari's, of which the types of the DOM know nothing. */
type AppleWindow = { ApplePaySession?: { canMakePayments(): boolean } };

/** Whether the browser has a wallet, by Mollie's id of the method. */
const HAS: Readonly<Record<string, () => boolean | undefined>> = {
  applepay: () => (window as AppleWindow).ApplePaySession?.canMakePayments(),
  // Mollie takes it from Android alone. https://docs.mollie.com/docs/google-pay
  googlepay: () => /Android/.test(navigator.userAgent),
};

/** Shows the methods of a part of the page that this browser has. */
export function showWallets(part: Element): void {
  for (const button of part.querySelectorAll<HTMLButtonElement>('button[hidden]')) {
    try {
      button.hidden = !HAS[button.value]?.();
    } catch {
      // Apple's answers https pages alone.
    }
  }
}
