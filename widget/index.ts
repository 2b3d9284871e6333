/** The element for bundlers: registers itself; `proxy` must be set. */
import { define } from './define.ts';

define();

export type { InvoiceView } from '../shared/api.ts';
export { InvoicePayButton } from './element/invoice-pay-button.ts';
export * from './events/index.ts';
