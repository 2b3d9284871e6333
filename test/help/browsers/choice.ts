import { chromium } from './chromium.ts';
import type { Engine } from './engine.ts';
import { firefox } from './firefox.ts';
import { webkit } from './webkit.ts';

const ENGINES: readonly Engine[] = [chromium, firefox, webkit];

/**
 * The engines that arguments ask for: every installed one by `--all`, some by their names such as `--webkit`, else
 * Chromium alone.
 *
 * @returns them, and a sentence for each that is left out because it is not installed
 * @throws where one is not installed that may not be left out: one named, or with `CI=true` any
 */
export function chooseEngines(args: readonly string[]): { engines: Engine[]; leftOut: string[] } {
  const named = ENGINES.filter(({ name }) => args.includes(`--${name.toLowerCase()}`));
  const asked = args.includes('--all') ? ENGINES : named.length > 0 ? named : [chromium];
  const missing = asked.filter((engine) => !engine.isInstalled());
  const leftOut = missing.map(
    ({ name, packages }) => `Nothing is tested in ${name}: it is not installed (${packages}).`,
  );
  if (leftOut.length > 0 && (process.env.CI === 'true' || missing.some((engine) => named.includes(engine))))
    throw new Error(leftOut.join('\n'));
  return { engines: asked.filter((engine) => !missing.includes(engine)), leftOut };
}
