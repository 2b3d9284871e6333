import { limitRetries } from './api/load-chunk.ts';
import { InvoicePayButton } from './element/invoice-pay-button.ts';

/**
 * Registers `<invoice-pay-button>`; harmless where a second script did so before, or where there is no DOM.
 *
 * @param proxy of elements that name none
 * @param retries under how many new addresses files of the element may be asked for; any number if left out
 */
export function define(proxy = '', retries?: number): void {
  if (retries) limitRetries(retries);
  InvoicePayButton.defaultProxy = proxy;
  const registry = globalThis.customElements;
  if (registry && !registry.get('invoice-pay-button'))
    registry.define('invoice-pay-button', InvoicePayButton);
}
