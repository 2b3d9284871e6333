import { chromeLauncher } from '@web/test-runner-chrome';
import { chromium as launchOptions } from '../chromium.js';
import type { Engine } from './engine.ts';

export const chromium: Engine = {
  name: 'Chromium',
  packages: 'chromium',
  // An npm package brings one.
  isInstalled: () => true,
  launcher: async () => chromeLauncher({ launchOptions: await launchOptions() }),
};
