import type { Unkilled } from './unkilled.ts';

const NOT_FACTS =
  'recompute only asks whether it is the facts that changed; any other word says that it is not.';

const ORDER = ".toSorted((a, b) => Date.parse(a.paidAt ?? '') - Date.parse(b.paidAt ?? ''));";

export const payments: readonly Unkilled[] = [
  {
    file: 'proxy/invoice/apply-payments.ts',
    from: "return recompute(document, { document: next, log }, 'payment', now);",
    to: 'return recompute(document, { document: next, log }, "", now);',
    why: NOT_FACTS,
  },
  {
    file: 'proxy/invoice/attempt-changes.ts',
    from: "return recompute(document, { document: { ...document, attempts }, log }, 'payment', now);",
    to: 'return recompute(document, { document: { ...document, attempts }, log }, "", now);',
    why: NOT_FACTS,
  },
  ...['a', 'b'].map((one) => ({
    file: 'proxy/invoice/recompute.ts',
    from: ORDER,
    to: ORDER.replace(`${one}.paidAt ?? ''`, `${one}.paidAt ?? "Stryker was here!"`),
    why: 'neither is a time.',
  })),
];
