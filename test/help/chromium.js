import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Gone with the next installation, and so never of another version. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

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
  // The list of options that comes with it is for functions in a cloud: one process for all, and no web security to test against.
  return { executablePath: await unpacked(), args: [...new Set([...args, '--no-sandbox'])] };
}

/** Unpacks it into a folder of its own, which gets its name only once it is whole: tests run side by side. */
async function unpacked() {
  const folder = join(CACHE, 'chromium');
  const executable = join(folder, 'chromium');
  if (existsSync(executable)) return executable;

  const { TMPDIR } = process.env;
  await mkdir(CACHE, { recursive: true });
  const own = await mkdtemp(join(CACHE, 'chromium-'));
  // There the package unpacks to.
  process.env.TMPDIR = own;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
    await rename(own, folder);
  } catch (error) {
    await rm(own, { recursive: true });
    // Somebody else was faster.
    if (!existsSync(executable)) throw error;
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  return executable;
}
