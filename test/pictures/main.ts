/**
 * Takes pictures of every state of every view, in every language and scheme, and says where they are. Fails where a
 * state does not show as it should.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { contents } from './contents.ts';
import { serveSheets } from './server.ts';
import { allSheets } from './sheets.ts';
import { take } from './studio.ts';

const FOLDER = fileURLToPath(new URL('../../screenshots/', import.meta.url));

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER);

const server = await serveSheets();
const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
const names: string[] = [];
const faults: string[] = [];
try {
  for (const sheet of allSheets()) {
    const taken = await take(sheet, browser, server, FOLDER);
    names.push(...taken.names);
    faults.push(...taken.faults);
  }
} finally {
  await browser.close();
  server.close();
}
await writeFile(`${FOLDER}index.html`, contents(names));

for (const fault of faults) console.error(fault);
console.log(`${names.length} pictures, ${faults.length} faults: ${FOLDER}index.html`);
if (faults.length > 0) process.exitCode = 1;
