import type { Browser, Page } from 'puppeteer-core';
import { NOW } from '../help/views.ts';
import { TIME_ZONE } from './answers.ts';
import type { SheetServer } from './server.ts';
import { holdStill, settle } from './settle.ts';
import { nameOf, type Scheme, type Sheet } from './sheets.ts';

type Taken = { names: string[]; faults: string[] };

/**
 * Takes a sheet in each of its schemes.
 *
 * @param folder for the pictures, with a slash at its end
 */
export async function take(
  sheet: Sheet,
  browser: Browser,
  server: SheetServer,
  folder: string,
): Promise<Taken> {
  const names = sheet.schemes.map((scheme) => nameOf(sheet, scheme));
  const page = await browser.newPage();
  try {
    const faults = listen(page);
    await page.setViewport({ width: 1700, height: 1000 });
    await page.emulateTimezone(TIME_ZONE);
    await page.evaluateOnNewDocument(holdStill, NOW.getTime());
    await emulate(page, sheet, sheet.schemes[0]!);
    await page.goto(server.address(sheet), { waitUntil: 'domcontentloaded' });
    faults.push(...(await settle(page)));
    for (const scheme of sheet.schemes) {
      await emulate(page, sheet, scheme);
      await page.screenshot({ path: `${folder}${nameOf(sheet, scheme)}.png`, fullPage: true });
    }
    return { names, faults: faults.map((fault) => `${names[0]}: ${fault}`) };
  } finally {
    await page.close();
  }
}

/** @returns what the page will have complained about */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // That the proxy answered an error, the browser tells besides; some states are just that.
    const isAnswer = message.location().url?.includes('/v1/');
    if (['error', 'warn'].includes(message.type()) && !isAnswer) complaints.push(message.text());
  });
  return complaints;
}

async function emulate(page: Page, { form }: Sheet, scheme: Scheme): Promise<void> {
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setEmulatedMedia', {
    media: form === 'print' ? 'print' : 'screen',
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'forced-colors', value: form === 'forced-colors' ? 'active' : 'none' },
    ],
  });
}
