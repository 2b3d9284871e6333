import type { KeptMutant } from '../kept.ts';

const FILE = 'proxy/payments/binding.ts';
const TESTS = ['test/proxy/binding.test.ts'];

export const BINDING: readonly KeptMutant[] = [
  {
    file: FILE,
    find: 'payment.mode !== realm.mode || ',
    replace: '',
    tests: TESTS,
    why: 'a test payment with the metadata of a live one counts',
  },
  {
    file: FILE,
    find: ' || payment.currency !== metadata.currency',
    replace: '',
    tests: TESTS,
    why: 'a payment of as many pesos counts as euros',
  },
  {
    file: FILE,
    find: "if (!(await keys.verify('payment', parts, metadata.mac))) return null;",
    replace: '',
    tests: TESTS,
    why: 'whoever has the API key can write a payment that counts',
  },
  {
    file: FILE,
    find: 'formatMoney(payment.amount, payment.currency)',
    replace: 'metadata.total',
    tests: TESTS,
    why: 'a payment of another amount than was asked counts',
  },
  {
    file: FILE,
    find: '/^[1-9]\\d{0,8}$/.test(n) && ',
    replace: '',
    tests: TESTS,
    why: 'a webhook has several addresses',
  },
];
