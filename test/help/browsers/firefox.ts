import { existsSync } from 'node:fs';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import type { Engine } from './engine.ts';

const PROGRAM = '/usr/bin/firefox-esr';

export const firefox: Engine = {
  name: 'Firefox',
  packages: 'firefox-esr',
  isInstalled: () => existsSync(PROGRAM),
  launcher: async () =>
    puppeteerLauncher({ launchOptions: { browser: 'firefox', executablePath: PROGRAM, headless: true } }),
};
