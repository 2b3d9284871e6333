/**
 * Takes pictures of every state of every view, in every language and scheme, and says where they are. Fails where a
 * state does not show as it should. With `--docs`, takes those in the README anew instead.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { contents } from './contents.ts';
import { readmePictures } from './readme-page.ts';
import { type SheetServer, serveSheets } from './server.ts';
import { allSheets, nameOf } from './sheets.ts';
import { take } from './studio.ts';

const SHEETS = fileURLToPath(new URL('../../screenshots/', import.meta.url));
const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

const server = await serveSheets();
const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
try {
  const faults = await (process.argv.includes('--docs') ? takeForReadme : takeSheets)(browser, server);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}

async function takeSheets(browser: Browser, server: SheetServer): Promise<string[]> {
  await rm(SHEETS, { recursive: true, force: true });
  await mkdir(SHEETS);
  const names: string[] = [];
  const faults: string[] = [];
  for (const sheet of allSheets()) {
    const address = server.address(sheet);
    const found = await take(
      { ...sheet, address, file: (scheme) => `${SHEETS}${nameOf(sheet, scheme)}.png` },
      browser,
    );
    const own = sheet.schemes.map((scheme) => nameOf(sheet, scheme));
    names.push(...own);
    faults.push(...found.map((fault) => `${own[0]}: ${fault}`));
  }
  await writeFile(`${SHEETS}index.html`, contents(names));
  console.log(`${names.length} pictures, ${faults.length} faults: ${SHEETS}index.html`);
  return faults;
}

async function takeForReadme(browser: Browser, { origin }: SheetServer): Promise<string[]> {
  const faults: string[] = [];
  for (const name of Object.keys(readmePictures)) {
    const file = (scheme: string) => `${DOCS}${name}-${scheme}.png`;
    const order = {
      address: `${origin}/readme/${name}`,
      schemes: ['light', 'dark'],
      scale: 2,
      file,
    } as const;
    faults.push(...(await take(order, browser)));
  }
  return faults;
}
