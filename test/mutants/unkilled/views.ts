import type { Unkilled } from './unkilled.ts';

const FACTS = 'proxy/invoice/facts.ts';

const DIFFERENT = 'the two are known to differ here.';

export const views: readonly Unkilled[] = [
  {
    file: FACTS,
    from: 'if (given.rev !== facts.rev) return given.rev > facts.rev;',
    to: 'if (given.rev !== facts.rev) return given.rev >= facts.rev;',
    why: DIFFERENT,
  },
  {
    file: FACTS,
    from: 'if (given.iat !== facts.iat) return given.iat > facts.iat;',
    to: 'if (given.iat !== facts.iat) return given.iat >= facts.iat;',
    why: DIFFERENT,
  },
  {
    file: FACTS,
    from: "return recompute(undefined, { document: withBilling(first, billing), log }, 'facts', now);",
    to: 'return recompute(undefined, { document: withBilling(first, billing), log }, "", now);',
    why: 'an invoice that is seen for the first time has no payment that could have closed it: it is as of now either way.',
  },
];
