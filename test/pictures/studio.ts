import type { Browser, Page } from 'puppeteer-core';
import { NOW } from '../help/invoice-views/view.ts';
import { TIME_ZONE } from './answers.ts';
import { holdStill, settle } from './settle.ts';
import type { Scheme, Sheet } from './sheets.ts';

/** What stands on one page is taken in each of these schemes. */
type Order = {
  address: string;
  schemes: readonly Scheme[];
  form?: Sheet['form'];
  /** Pixels of the picture for each of the page's. */
  scale?: number;
  /** Where a picture goes. */
  file: (scheme: Scheme) => string;
};

/** @returns what is wrong on the page */
export async function take(
  { address, schemes, form, scale = 1, file }: Order,
  browser: Browser,
): Promise<string[]> {
  const page = await browser.newPage();
  try {
    const faults = listen(page);
    await page.setViewport({ width: 1700, height: 1000, deviceScaleFactor: scale });
    await page.emulateTimezone(TIME_ZONE);
    await page.evaluateOnNewDocument(holdStill, NOW);
    await emulate(page, form, schemes[0]!);
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    faults.push(...(await settle(page)));
    const body = await page.$('body');
    for (const scheme of schemes) {
      await emulate(page, form, scheme);
      await body!.screenshot({ path: file(scheme) });
    }
    return faults;
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

async function emulate(page: Page, form: Sheet['form'], scheme: Scheme): Promise<void> {
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
