import type { BrowserLauncher } from '@web/test-runner-core';

/** A browser's engine that tests run in. */
export type Engine = {
  name: string;
  /** The packages of Debian that it comes in. */
  packages: string;
  isInstalled(): boolean;
  /** What the test runner opens it with. */
  launcher(): Promise<BrowserLauncher>;
};
