/** The element's class and events for bundlers, and no registration: whoever imports this does that. */
import type { InvoicePayButton } from './element/invoice-pay-button.ts';

export type { InvoiceView } from '../shared/api.ts';
export { InvoicePayButton } from './element/invoice-pay-button.ts';
export * from './events/index.ts';

declare global {
  interface HTMLElementTagNameMap {
    'invoice-pay-button': InvoicePayButton;
  }
}
