import type { InvoiceView, MethodView } from '../../shared/api.ts';
import { isAvailable } from '../../shared/wallets.ts';

/** The methods of an invoice that this browser can pay with. */
export function offeredMethods({ methods = [] }: InvoiceView): MethodView[] {
  return methods.filter(({ id }) => isAvailable(id));
}
