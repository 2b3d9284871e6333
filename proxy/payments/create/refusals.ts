import type { Account } from '../../accounts/account.ts';
import type { ErrorCode } from '../../codes/errors.ts';
import { ProxyError } from '../../errors.ts';
import { amountIn, type InvoiceDocument } from '../../invoice/document.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import { recentRefusal } from '../../invoice/refusals.ts';
import { balanceOfDocument } from '../../invoice/sums.ts';
import { SECOND } from '../../lib/clock.ts';
import { isMollieCurrency, MAX_MINOR } from '../../lib/money.ts';
import type { Wish } from './wish.ts';

/** Why no payment of what is due may be asked for; undefined where it may. `expect` is the amount that was shown. */
export function notPayable(document: InvoiceDocument, expect: string | undefined): ProxyError | undefined {
  const { facts } = document;
  const { due, remaining } = balanceOfDocument(document);
  const refuse = (code: ErrorCode, params: Record<string, string> = {}) =>
    withInvoice(new ProxyError(code, { params }), document);
  if (facts.void) return refuse('void');
  if (due === 0) return refuse(remaining > 0 ? 'payment_pending' : 'nothing_due');
  if (document.restoredAt !== null) return refuse('unconfirmed');
  const { currency, value } = amountIn(document, due);
  if (expect !== undefined && expect !== value) {
    return refuse('amount_changed', { from: expect, to: value, currency });
  }
  if (!isMollieCurrency(facts.currency)) return refuse('currency_unsupported');
  return due > MAX_MINOR ? refuse('above_maximum') : undefined;
}

/** That nothing is left to pay is said first, whatever stands in the way of paying it. */
const SETTLED: ReadonlySet<ErrorCode> = new Set(['void', 'nothing_due', 'payment_pending']);

/** Why the merchant's account makes no payments; undefined where it does. */
export function notTaking(
  { realm, isPaused, isUnreadable }: Account,
  document: InvoiceDocument,
): ProxyError | undefined {
  const code = !realm
    ? 'not_connected'
    : isUnreadable
      ? 'store_unavailable'
      : isPaused
        ? 'paused'
        : undefined;
  if (!code) return undefined;
  const settled = notPayable(document, undefined);
  if (settled && SETTLED.has(settled.code)) return settled;
  const cause = isUnreadable ? new Error('the stored API key cannot be decrypted') : undefined;
  return withInvoice(new ProxyError(code, { cause }), document);
}

/** What Mollie has just refused is refused again without asking, for the same facts, amount, method and key. */
export function refusedBefore(
  document: InvoiceDocument,
  { expect, method }: Pick<Wish, 'expect' | 'method'>,
  now: number,
): ProxyError | undefined {
  const refusal = recentRefusal(document, method, now);
  if (!refusal?.isFirm) return undefined;
  const error = notPayable(document, expect);
  if (error || refusal.due !== balanceOfDocument(document).due) return error;
  const params = { method: method ?? '' };
  return withInvoice(new ProxyError(refusal.code, { reference: refusal.reference, params }), document);
}

/** No other payment may be made for `wait` milliseconds; undefined where it may be made now. */
export function mustWait(document: InvoiceDocument, wait: number): ProxyError | undefined {
  if (wait <= 0) return undefined;
  return withInvoice(new ProxyError('rate_limited', { retryAfter: Math.ceil(wait / SECOND) }), document);
}
