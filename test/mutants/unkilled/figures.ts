import type { Unkilled } from './unkilled.ts';

const BALANCE = 'proxy/invoice/balance.ts';
const BASE32 = 'proxy/keys/base32.ts';
const MONEY = 'proxy/lib/money.ts';
const TOKEN = 'proxy/token/index.ts';
const CLAIMS = 'proxy/token/claims.ts';
const VERIFICATION_KEYS = 'proxy/token/verification-keys.ts';

const NOTHING_REMAINS =
  'where nothing remains and nothing was refunded, the total or more is kept; the condition is there for readers.';
const TYPES_ONLY = 'the types need it, the code does not.';
const SAME_WORDS = 'an empty message falls back to the one of the text itself, which is the same.';
const NO_HEADER = 'a token without a readable header fails with every key, too, and with the same error.';

export const figures: readonly Unkilled[] = [
  {
    file: BALANCE,
    from: "if (refunded > 0 && kept <= 0) return 'refunded';",
    to: "if (true && kept <= 0) return 'refunded';",
    why: NOTHING_REMAINS,
  },
  {
    file: BALANCE,
    from: "if (refunded > 0 && kept <= 0) return 'refunded';",
    to: "if (refunded >= 0 && kept <= 0) return 'refunded';",
    why: NOTHING_REMAINS,
  },
  {
    file: BALANCE,
    from: "if (refunded > 0 && kept < total) return 'partially_refunded';",
    to: "if (true && kept < total) return 'partially_refunded';",
    why: NOTHING_REMAINS,
  },
  {
    file: BALANCE,
    from: "if (refunded > 0 && kept < total) return 'partially_refunded';",
    to: "if (refunded >= 0 && kept < total) return 'partially_refunded';",
    why: NOTHING_REMAINS,
  },
  {
    file: MONEY,
    from: "const [, sign, whole = '', fraction = ''] = match;",
    to: `const [, sign, whole = "Stryker was here!", fraction = ''] = match;`,
    why: `every match has a whole part: ${TYPES_ONLY}`,
  },
  {
    file: BASE32,
    from: '} catch { return undefined; }',
    to: '} catch {}',
    why: 'a function that returns nothing returns undefined.',
  },
  {
    file: CLAIMS,
    from: "currency: z.string('an ISO 4217 code').refine(isCurrency, 'an ISO 4217 code'),",
    to: `currency: z.string('an ISO 4217 code').refine(isCurrency, ""),`,
    why: SAME_WORDS,
  },
  {
    file: CLAIMS,
    from: "url: z.string('an https address').refine(isSafeAddress, 'an https address').optional(),",
    to: `url: z.string('an https address').refine(isSafeAddress, "").optional(),`,
    why: SAME_WORDS,
  },
  {
    file: CLAIMS,
    from: "code: 'custom',",
    to: 'code: "",',
    why: 'nobody reads the code of an issue.',
  },
  {
    file: TOKEN,
    from: 'if (payload.exp !== undefined) refuseExpired(payload.exp, clock());',
    to: 'if (true) refuseExpired(payload.exp, clock());',
    why: `no comparison with what is undefined holds: ${TYPES_ONLY}`,
  },
  {
    file: VERIFICATION_KEYS,
    from: 'await importKeys({ invoiceSecrets: [], invoiceJwks: config.invoiceJwks });',
    to: 'await importKeys({ invoiceSecrets: ["Stryker was here"], invoiceJwks: config.invoiceJwks });',
    why: 'any secret can be imported, and the keys are thrown away.',
  },
  {
    file: VERIFICATION_KEYS,
    from: 'const jwk = y === undefined ? { kty, crv, x } : { kty, crv, x, y };',
    to: 'const jwk = false ? { kty, crv, x } : { kty, crv, x, y };',
    why: `jose takes an undefined coordinate as none: ${TYPES_ONLY}`,
  },
  { file: VERIFICATION_KEYS, from: '} catch { return []; }', to: '} catch {}', why: NO_HEADER },
  { file: VERIFICATION_KEYS, from: 'return [];', to: 'return ["Stryker was here"];', why: NO_HEADER },
];
