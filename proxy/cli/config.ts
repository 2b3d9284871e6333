import { readJwks } from '../config/files.ts';
import { type Config, ConfigError, readConfig } from '../config/index.ts';
import { readFile } from '../node/serve.ts';
import { loadStore } from '../store/kinds.ts';
import { checkKeys } from '../token/verification-keys.ts';

/**
 * The configuration of a command, checked as far as can be before anything is done.
 * @throws {ConfigError} naming every problem at once.
 */
export async function loadConfig(): Promise<Config> {
  const [read, ...others] = await Promise.allSettled([
    (async () => readConfig(process.env, readFile))(),
    checkKeys({ invoiceJwks: keysIfRead() }),
  ]);
  const problems = [read, ...others].flatMap((outcome) =>
    outcome.status === 'rejected' ? problemsOf(outcome.reason) : [],
  );
  if (problems.length > 0 || read.status === 'rejected') throw new ConfigError(problems);
  await loadStore(read.value.storageUrl);
  return read.value;
}

function problemsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems;
  throw error;
}

/** If they cannot be read, `readConfig` tells why. */
function keysIfRead() {
  try {
    return readJwks(process.env.INVOICE_JWKS?.trim(), readFile);
  } catch {
    return [];
  }
}
