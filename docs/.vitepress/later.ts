/** Pages that the navigation has and that are not written yet: what links to them is no error until then. */
export const LATER: readonly string[] = [
  ...['node', 'bun', 'deno', 'workers'].map((name) => `runtimes/${name}`),
  ...['containers', 'web-servers', 'systemd'].map((name) => `operating/${name}`),
];
