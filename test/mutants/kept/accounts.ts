import type { KeptMutant } from '../kept.ts';

/** Merchants' accounts: whose key it is, who may change it, and what is another's. */
export const ACCOUNTS: readonly KeptMutant[] = [
  {
    file: 'proxy/keys/vault.ts',
    find: "return { name: 'AES-GCM', iv, additionalData: utf8(owner) };",
    replace: "return { name: 'AES-GCM', iv };",
    tests: ['test/proxy/accounts/keys-at-rest.test.ts'],
    why: "a key copied into another account's record is used there",
  },
  {
    file: 'proxy/accounts/index.ts',
    find: 'const outdated = opened.filter((one) => one.opened?.isOutdated);',
    replace: 'const outdated: OpenedKey[] = [];',
    tests: ['test/proxy/accounts/keys-at-rest.test.ts'],
    why: 'keys stay encrypted with a secret that was replaced',
  },
  {
    file: 'proxy/accounts/open-record.ts',
    find: 'isPaused: record?.paused ?? false,',
    replace: 'isPaused: false,',
    tests: ['test/proxy/connection.test.ts', 'test/proxy/accounts/connect.test.ts'],
    why: 'payments are made although they are paused',
  },
  {
    file: 'proxy/accounts/account.ts',
    find: 'if (account !== DEFAULT_ACCOUNT) return stored;',
    replace: '',
    tests: ['test/proxy/accounts/brand.test.ts'],
    why: "the operator's brand stands on the pages of every merchant",
  },
  {
    file: 'proxy/connection/change.ts',
    find: "if (account === DEFAULT_ACCOUNT && config.mollieKeys.length > 0) throw new ProxyError('key_in_environment');",
    replace: '',
    tests: ['test/proxy/connection.test.ts'],
    why: 'a key is taken that never creates',
  },
  {
    file: 'proxy/connection/change.ts',
    find: 'if (metadata && metadata.realm.account !== account) return metadata.realm.account;',
    replace: '',
    tests: ['test/proxy/accounts/connect.test.ts'],
    why: "a merchant connects another merchant's profile by mistake",
  },
  {
    file: 'proxy/routes/connection.ts',
    find: 'if (life > MAX_LIFE) {',
    replace: 'if (false) {',
    tests: ['test/proxy/accounts/connect.test.ts'],
    why: 'a token that lives for a year can replace the key',
  },
];
