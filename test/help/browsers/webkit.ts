import { existsSync, globSync } from 'node:fs';
import type { BrowserLauncher, TestRunnerCoreConfig } from '@web/test-runner-core';
import { WebdriverLauncher } from '@web/test-runner-webdriver';
import type { Engine } from './engine.ts';
import { startDisplay, startWebDriver } from './webkit-servers.ts';

const DISPLAY_SERVER = '/usr/bin/Xvfb';
const DRIVER = '/usr/bin/WebKitWebDriver';
/** In a folder that is named after the machine's architecture. */
const BROWSER = '/usr/lib/*/webkit2gtk-4.1/MiniBrowser';

export const webkit: Engine = {
  name: 'WebKit',
  packages: 'webkit2gtk-driver, libwebkit2gtk-4.1-0 and xvfb',
  isInstalled: () => [DISPLAY_SERVER, DRIVER].every(existsSync) && globSync(BROWSER).length > 0,
  async launcher() {
    const display = await startDisplay(DISPLAY_SERVER);
    const [binary = BROWSER] = globSync(BROWSER);
    // Its types differ in what is left out and what is undefined.
    return new WebKitLauncher(await startWebDriver(DRIVER, display), binary) as BrowserLauncher;
  },
};

class WebKitLauncher extends WebdriverLauncher {
  constructor(port: number, binary: string) {
    super({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port,
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        // The types know no WebKitGTK.
        ...{ 'webkitgtk:browserOptions': { binary, args: ['--automation'] } },
      },
    });
  }

  override async initialize(config: TestRunnerCoreConfig): Promise<void> {
    await super.initialize(config);
    this.name = webkit.name;
  }
}
