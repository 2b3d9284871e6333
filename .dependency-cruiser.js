/**
 * The layers of proxy and element: a room may import the rooms that are listed before it, and no other. Types count like
 * code. `npm run lint` holds it.
 */

/** Lists and rules that proxy and element have in common, and the types of the API. */
const SHARED = ['shared'];

export const PROXY = [
  ...SHARED,
  // Closed lists that many rooms speak of, and the form of ids. They import nothing but what is shared.
  'proxy/codes',
  // Small tools that know nothing of payments: time, money, addresses.
  'proxy/lib',
  'proxy/keys',
  'proxy/log',
  'proxy/errors.ts',
  'proxy/config',
  'proxy/token',
  'proxy/texts',
  'proxy/mollie',
  'proxy/store',
  // Pure functions on one invoice.
  'proxy/invoice',
  // The merchants' accounts: their keys, as they are stored and used.
  'proxy/accounts',
  // Invoices as they are stored.
  'proxy/documents',
  'proxy/notify',
  'proxy/resync',
  'proxy/payments',
  'proxy/connection',
  // What is counted of all these.
  'proxy/metrics',
  'proxy/pages',
  // What requests may bring and answers have.
  'proxy/schemas',
  // From here on it is known that callers come by HTTP.
  'proxy/http',
  'proxy/limits',
  'proxy/middleware',
  // The API as it is told to machines.
  'proxy/openapi',
  'proxy/routes',
  // The parts of one proxy, each handed what it needs.
  'proxy/compose',
  'proxy/app.ts',
  'proxy/index.ts',
  'proxy/assets.ts',
  'proxy/node',
  'proxy/cli',
];

export const WIDGET = [
  ...SHARED,
  'widget/events',
  'widget/i18n',
  'widget/api',
  'widget/state',
  // What is said of an invoice or an error.
  'widget/wording',
  'widget/actions',
  'widget/controllers',
  'widget/views',
  'widget/element',
  'widget/element.ts',
  'widget/define.ts',
  'widget/index.ts',
  'widget/react.ts',
  'widget/served.ts',
  'widget/pinned.ts',
];

const pathOf = (room) => `^${room.replaceAll('.', '\\.')}${room.endsWith('.ts') ? '$' : '/'}`;

const OUTSIDE = {
  path: '^(proxy|widget|shared)/.*\\.ts$',
  pathNot: [...PROXY, ...WIDGET].map(pathOf),
};

/** One rule for each room: nothing that stands above it. */
const downward = (rooms) =>
  rooms.slice(0, -1).map((room, at) => ({
    name: `${room} is below what it imports`,
    severity: 'error',
    from: { path: pathOf(room) },
    to: { path: rooms.slice(at + 1).map(pathOf) },
  }));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no circle', severity: 'error', from: {}, to: { circular: true } },
    ...downward(PROXY),
    ...downward(WIDGET),
    {
      // A payment is made the same way, however a lost store is found and restored: it is told by `StoreCheck`.
      name: 'payments knows nothing of resync',
      severity: 'error',
      from: { path: pathOf('proxy/payments') },
      to: { path: pathOf('proxy/resync') },
    },
    {
      name: 'every file has a room',
      severity: 'error',
      from: {},
      to: OUTSIDE,
    },
    {
      name: 'a file without a room imports nothing',
      severity: 'error',
      from: OUTSIDE,
      to: {},
    },
    {
      name: 'proxy and element share nothing but what is shared',
      severity: 'error',
      from: { path: '^(proxy|widget)/' },
      to: { path: '^(proxy|widget|demo|test)/', pathNot: '^$1/' },
    },
    {
      name: 'the element says in one file what it loads later, and when',
      severity: 'error',
      from: { path: '^widget/', pathNot: '^widget/element/lazy\\.ts$' },
      to: { dynamic: true },
    },
    {
      // What is measured is the proxy alone.
      name: 'tests have the proxy whose answers are checked',
      severity: 'error',
      from: { path: '^test/', pathNot: '^test/(help/checked|bench)/' },
      to: { path: '^proxy/(app|node/serve)\\.ts$' },
    },
    {
      name: 'shared stands alone',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^shared/|node_modules' },
    },
  ],
  options: {
    // It reads types, too.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(test/(hosts|package/types)|dist|node_modules)' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.css'] },
  },
};
