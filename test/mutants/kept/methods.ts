import type { KeptMutant } from '../kept.ts';

const METHODS = ['test/proxy/methods.test.ts'];
const BILLING = ['test/proxy/billing.test.ts'];

/** How a payment is to be paid, and who is billed for it. */
export const METHOD_CHOICES: readonly KeptMutant[] = [
  {
    file: 'proxy/invoice/attempt-changes.ts',
    find: 'const change = { changesTo: method, methodChanges: methodChanges + 1, looks: looks + 1 };',
    replace: 'const change = { methodChanges: methodChanges + 1, looks: looks + 1 };',
    tests: METHODS,
    why: 'a change of method is not written down before Mollie is asked',
  },
  {
    file: 'proxy/invoice/apply-payments.ts',
    find: '...(isChanged && { ownMethod: changesTo, changesTo: undefined }),',
    replace: '',
    tests: METHODS,
    why: 'Pay leads to a method that was chosen here',
  },
  {
    file: 'proxy/invoice/apply-payments.ts',
    find: "kept.status === 'open' && !isChanged ? known.checkoutUrl : null;",
    replace: "kept.status === 'open' ? known.checkoutUrl : null;",
    tests: METHODS,
    why: 'the address of the method before is answered after a change',
  },
  {
    file: 'proxy/payments/create/outcomes.ts',
    find: 'at: now, credential, reference, isFirm }, method);',
    replace: 'at: now, credential, reference, isFirm }, undefined);',
    tests: METHODS,
    why: 'what was refused for one method is refused for all',
  },
  {
    file: 'proxy/invoice/attempts.ts',
    find: 'methodChanges < MOST_CHANGES && !isStartedTransfer(attempt);',
    replace: 'methodChanges < MOST_CHANGES;',
    tests: METHODS,
    why: 'a transfer that was started is changed to another method',
  },
  {
    file: 'proxy/payments/create/request.ts',
    find: 'const isInTime = days >= DUE_IN.least && days <= DUE_IN.most;',
    replace: 'const isInTime = true;',
    tests: METHODS,
    why: 'a transfer is refused for a date that Mollie does not take',
  },
  {
    file: 'proxy/invoice/billing.ts',
    find: 'if (!document.billing || (isTaking && isWorthKeeping(document))) return document;',
    replace: 'if (document) return document;',
    tests: BILLING,
    why: 'who was billed is kept once nothing can be paid',
  },
  {
    file: 'proxy/mollie/order-line.ts',
    find: 'return Number((2n * BigInt(total) * rate + whole) / (2n * whole));',
    replace: 'return Number((BigInt(total) * rate) / whole);',
    tests: BILLING,
    why: 'Mollie refuses a line whose VAT is a cent too low',
  },
];
