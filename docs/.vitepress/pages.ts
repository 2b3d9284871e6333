/** Every page, in the order of the sidebar. A test holds this list to the files. */
export const PAGES = [
  {
    text: 'Begin',
    items: [
      { text: 'What it is', link: '/' },
      { text: 'Start in five minutes', link: '/start' },
    ],
  },
  {
    text: 'The element',
    items: [
      { text: 'On your page', link: '/element/' },
      { text: 'HTML, Turbo, htmx', link: '/element/html' },
      { text: 'React', link: '/element/react' },
      { text: 'Next.js', link: '/element/next' },
      { text: 'Vue', link: '/element/vue' },
      { text: 'Svelte', link: '/element/svelte' },
      { text: 'Angular', link: '/element/angular' },
      { text: 'Astro', link: '/element/astro' },
      { text: 'npm package, TypeScript', link: '/element/package' },
      { text: 'Integrity', link: '/element/integrity' },
    ],
  },
  {
    text: 'Your back end',
    items: [
      { text: 'Tokens', link: '/hosts/tokens' },
      { text: 'TypeScript', link: '/hosts/typescript' },
      { text: 'PHP', link: '/hosts/php' },
      { text: 'Python', link: '/hosts/python' },
      { text: 'Ruby', link: '/hosts/ruby' },
      { text: 'Go', link: '/hosts/go' },
      { text: 'Java', link: '/hosts/java' },
      { text: 'Notifications', link: '/hosts/notifications' },
      { text: 'Emails', link: '/hosts/email' },
      { text: 'WordPress', link: '/hosts/wordpress' },
    ],
  },
  {
    text: 'Running the proxy',
    items: [
      { text: 'Overview', link: '/operating/' },
      { text: 'Commands', link: '/operating/commands' },
      { text: 'Many merchants', link: '/operating/accounts' },
      { text: 'Stores', link: '/operating/stores' },
      { text: 'Backups', link: '/operating/backup' },
      { text: 'Upgrading', link: '/operating/upgrade' },
      { text: 'Metrics', link: '/operating/metrics' },
      { text: 'Performance', link: '/performance' },
      { text: 'Containers', link: '/operating/containers' },
      { text: 'Web servers', link: '/operating/web-servers' },
      { text: 'systemd', link: '/operating/systemd' },
    ],
  },
  {
    text: 'Runtimes',
    items: [
      { text: 'From code', link: '/runtimes/' },
      { text: 'Node', link: '/runtimes/node' },
      { text: 'Bun', link: '/runtimes/bun' },
      { text: 'Deno', link: '/runtimes/deno' },
      { text: 'Workers', link: '/runtimes/workers' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Element', link: '/reference/element' },
      { text: 'Invoice token', link: '/reference/token' },
      { text: 'HTTP', link: '/reference/http' },
      { text: 'Invoice', link: '/reference/invoice' },
      { text: 'Notifications', link: '/reference/notifications' },
      { text: 'Codes', link: '/reference/codes' },
      { text: 'Configuration', link: '/reference/configuration' },
    ],
  },
  {
    text: 'How it is proven',
    items: [{ text: 'Simulation', link: '/simulation' }],
  },
];
