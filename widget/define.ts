import { InvoicePayButton } from './element/invoice-pay-button.ts';

/**
 * Registers `<invoice-pay-button>`; harmless where a second script did so before, or where there is no DOM.
 *
 * @param proxy of elements that name none
 */
export function define(proxy = ''): void {
  InvoicePayButton.defaultProxy = proxy;
  const registry = globalThis.customElements;
  if (registry && !registry.get('invoice-pay-button'))
    registry.define('invoice-pay-button', InvoicePayButton);
}
