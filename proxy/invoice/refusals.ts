import { elapsed, MINUTE } from '../lib/clock.ts';
import type { InvoiceDocument, Refusal } from './document.ts';

/** How long a refusal is repeated without asking Mollie: methods and limits change there without notice. */
const REFUSAL_HOLDS = MINUTE;

/** Refusals of methods kept at most; the oldest is forgotten. */
const MOST = 20;

/** How many methods may be refused before Mollie is asked for no other for a while: who presses buttons needs few. */
const REFUSED_AT_MOST = 10;

type Refused = Pick<InvoiceDocument, 'refusal' | 'methodRefusals'>;

/** Mollie's refusal of a payment of what is due by `method`, or by any, as long as another try makes no sense. */
export function recentRefusal(document: Refused, method: string | undefined, now: number): Refusal | null {
  const { refusal, methodRefusals = [] } = document;
  const known = method === undefined ? refusal : methodRefusals.find((one) => one.method === method);
  return known && elapsed(known.at, now) < REFUSAL_HOLDS ? known : null;
}

/** Milliseconds until Mollie may be asked for another method, after it has refused many; 0 where it may be asked now. */
export function waitForRefused({ methodRefusals = [] }: Refused, now: number): number {
  const ages = methodRefusals.map(({ at }) => elapsed(at, now)).sort((a, b) => a - b);
  return Math.max(0, REFUSAL_HOLDS - (ages[REFUSED_AT_MOST - 1] ?? REFUSAL_HOLDS));
}

/** With one more; the newest of each method counts. */
export function withRefusal<D extends Refused>(document: D, refusal: Refusal, method: string | undefined): D {
  if (method === undefined) return { ...document, refusal };
  const others = (document.methodRefusals ?? []).filter((one) => one.method !== method);
  return { ...document, methodRefusals: [...others, { ...refusal, method }].slice(-MOST) };
}

/** With those that still hold. */
export function keepRefusals<D extends Refused>(document: D, holds: (refusal: Refusal) => boolean): D {
  const { refusal, methodRefusals } = document;
  if ((!refusal || holds(refusal)) && !methodRefusals?.some((one) => !holds(one))) return document;
  const { methodRefusals: _, ...rest } = document;
  const kept = methodRefusals?.filter(holds) ?? [];
  return {
    ...(rest as D),
    refusal: refusal && holds(refusal) ? refusal : null,
    ...(kept.length > 0 && { methodRefusals: kept }),
  };
}

/** Mollie may take now what it refused before. */
export function withoutRefusals<D extends Refused>(document: D): D {
  return keepRefusals(document, () => false);
}
