import { CHECKOUT_FAULTS, type Fault } from '../faults.ts';
import { originOf, type Parts } from '../parts.ts';
import type { Payment } from '../records.ts';
import type { ApiContext } from './env.ts';

/** A name that browsers take to this machine, as another host than the API's. */
const ELSEWHERE = 'ideal.localhost';

/** Where each checkout link of one answer leads to; null for none. A fault befalls the answer, not each payment. */
export function checkoutOrigins(
  parts: Pick<Parts, 'faults' | 'origin'>,
  c: ApiContext,
): (payment: Payment) => string | null {
  const logged = c.get('logged');
  const own = originOf(parts, c.req.url);
  let fault: Fault | undefined;
  return ({ status, method }) => {
    const applies = ({ onceChosen = false }: Fault) => status === 'open' && (method !== null || !onceChosen);
    if (logged.endpoint !== null)
      fault ??= parts.faults.take(logged.endpoint, CHECKOUT_FAULTS, logged.profileId, applies);
    if (!fault || !applies(fault)) return own;
    logged.fault ??= fault.kind;
    return fault.kind === 'checkout_missing' ? null : (fault.origin ?? elsewhere(own));
  };
}

function elsewhere(own: string): string {
  const url = new URL(own);
  url.hostname = ELSEWHERE;
  return url.origin;
}
