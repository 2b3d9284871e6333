import type { Evidence, Violation } from './evidence.ts';
import { judgeAccounts } from './judge-accounts.ts';
import { judgeTold } from './judge-answers.ts';
import { judgeAsks } from './judge-creates.ts';
import { judgePresses } from './judge-presses.ts';

/**
 * Everything about a run that must never be: a payment that asked anything but what was due, was made twice or was
 * lost; money counted that is not the invoice's; a wrong balance, status or log. Knows Mollie's books and the
 * host's, and nothing of how the proxy works.
 */
export function audit(evidence: Evidence): Violation[] {
  const told = new Set(evidence.invoices.map(({ slug }) => slug));
  const silent = evidence.payments.filter(({ slug }) => slug !== null && !told.has(slug));
  return [
    ...judgeAsks(evidence),
    ...judgePresses(evidence),
    ...judgeAccounts(evidence),
    ...evidence.invoices.flatMap((invoice) => judgeTold(invoice, evidence)),
    ...silent.map(({ id, slug }): Violation => ({ kind: 'lost payment', slug: slug!, what: `${id}` })),
  ];
}

/** For the message of a test: one line each. */
export function listed(violations: readonly Violation[]): string {
  return violations.map(({ kind, slug, what }) => `${kind}: ${what} (${slug})`).join('\n');
}
