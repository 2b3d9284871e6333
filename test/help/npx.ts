import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './cli.ts';

const CLI = fileURLToPath(new URL('../../proxy/cli/index.ts', import.meta.url));

/** A PATH on which `npx invoice-pay-button` is the one of this checkout, so that snippets run as they stand. */
export function pathWithNpx(t: Pick<TestContext, 'after'>): string {
  const folder = join(temporaryFolder(t), 'bin');
  mkdirSync(folder);
  const script = `#!/bin/sh
[ "$1" = invoice-pay-button ] || { echo "npx: not $1" >&2; exit 1; }
shift
exec '${process.execPath}' --disable-warning=ExperimentalWarning '${CLI}' "$@"
`;
  writeFileSync(join(folder, 'npx'), script, { mode: 0o755 });
  return `${folder}:${process.env.PATH}`;
}
