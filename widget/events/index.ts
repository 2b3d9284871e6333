import type { InvoicePayConnectionEvent } from './connection.ts';
import type { InvoicePayCopiedEvent } from './copied.ts';
import type { InvoicePayCreatedEvent } from './created.ts';
import type { InvoicePayErrorEvent } from './error.ts';
import type { InvoicePayRedirectEvent } from './redirect.ts';
import type { InvoicePayStatusEvent } from './status.ts';

export { InvoicePayConnectionEvent } from './connection.ts';
export { InvoicePayCopiedEvent } from './copied.ts';
export { InvoicePayCreatedEvent } from './created.ts';
export { InvoicePayErrorEvent } from './error.ts';
export { InvoicePayRedirectEvent } from './redirect.ts';
export { InvoicePayStatusEvent } from './status.ts';

export type InvoicePayEventMap = {
  'invoice-pay-status': InvoicePayStatusEvent;
  'invoice-pay-created': InvoicePayCreatedEvent;
  'invoice-pay-copied': InvoicePayCopiedEvent;
  'invoice-pay-connection': InvoicePayConnectionEvent;
  'invoice-pay-redirect': InvoicePayRedirectEvent;
  'invoice-pay-error': InvoicePayErrorEvent;
};

declare global {
  interface GlobalEventHandlersEventMap extends InvoicePayEventMap {}
}
