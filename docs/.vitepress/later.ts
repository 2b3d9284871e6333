/** Pages that the navigation has and that are not written yet: what links to them is no error until then. */
export const LATER: readonly string[] = [
  'element/integrity',
  ...[
    'typescript',
    'php',
    'python',
    'ruby',
    'go',
    'java',
    'tokens',
    'notifications',
    'email',
    'wordpress',
  ].map((name) => `hosts/${name}`),
  ...['node', 'bun', 'deno', 'workers'].map((name) => `runtimes/${name}`),
  ...['commands', 'backup', 'upgrade', 'containers', 'web-servers', 'systemd'].map(
    (name) => `operating/${name}`,
  ),
];
