import type { Page } from 'puppeteer-core';

export type Look = { scheme?: 'light' | 'dark'; forcedColors?: boolean; motion?: boolean };

/** Has a page shown as people have set up their system. Without `motion`, as by those who want none. */
export async function emulate(
  page: Page,
  { scheme = 'light', forcedColors = false, motion = false }: Look,
): Promise<void> {
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'forced-colors', value: forcedColors ? 'active' : 'none' },
      { name: 'prefers-reduced-motion', value: motion ? 'no-preference' : 'reduce' },
    ],
  });
}
