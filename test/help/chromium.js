import { existsSync } from 'node:fs';

/** Where Linux distributions put a Chromium that has no profile of its own to lose. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * A Chromium to test in: the one that `CHROME_PATH` names, else an installed one, else the one inside an npm package.
 *
 * @returns {Promise<{executablePath: string, args: string[]}>} launch options, as puppeteer takes them
 */
export async function chromium() {
  const args = ['--disable-gpu', '--disable-background-networking', '--no-first-run'];
  // Its sandbox refuses to start for root, as in most containers.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const executablePath = process.env.CHROME_PATH || INSTALLED.find((path) => existsSync(path));
  if (executablePath) return { executablePath, args };
  const { default: packed } = await import('@sparticuz/chromium');
  // Its own list of options is for functions in a cloud: one process for all, and no web security to test against.
  return { executablePath: await packed.executablePath(), args: [...new Set([...args, '--no-sandbox'])] };
}
