/** Code that Stryker changes, and what looks at the changes. */
export type Group = {
  name: string;
  mutate: readonly string[];
  /** The quick ones that meet this code: each change runs them until one fails. */
  tests: readonly string[];
};

const FIGURES = ['balance', 'money', 'keys', 'token', 'jwks', 'claims', 'explanations'];
export const GROUPS: readonly Group[] = [
  {
    name: 'mutants-figures',
    mutate: ['proxy/lib/money.ts', 'proxy/invoice/balance.ts', 'proxy/token/*.ts', 'proxy/keys/*.ts'],
    tests: FIGURES.map((name) => `test/proxy/${name}.test.ts`),
  },
  {
    name: 'mutants-invoices',
    mutate: ['proxy/invoice/**/*.ts'],
    tests: ['test/proxy/invoice/*.test.ts'],
  },
];
