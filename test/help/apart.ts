import { installPackagesOf } from './packages.ts';

/** Tests that need packages of their own, by the folder of these. */
const TESTS = {
  'test/hosts': 'test/hosts/*.test.ts',
  'test/runtimes': 'test/runtimes/*.test.ts',
  docs: 'test/site/*.test.ts',
};

/**
 * The files of tests with packages of their own that arguments ask for: all of them by `--all`.
 *
 * @returns them, and a sentence for each that is left out because its packages cannot be installed
 * @throws with `CI=true`, where nothing may be left out
 */
export function chooseApart(args: readonly string[]): { files: string[]; leftOut: string[] } {
  const chosen = { files: [] as string[], leftOut: [] as string[] };
  if (!args.includes('--all')) return chosen;
  for (const [folder, files] of Object.entries(TESTS)) {
    try {
      installPackagesOf(folder);
      chosen.files.push(files);
    } catch (error) {
      if (process.env.CI === 'true') throw error;
      chosen.leftOut.push(`Nothing is tested of ${files}: ${(error as Error).message}.`);
    }
  }
  return chosen;
}
