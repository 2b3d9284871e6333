import type { Page } from 'puppeteer-core';
import { findFaults } from './faults.ts';

/** How long a sheet may take, in milliseconds. */
const PATIENCE = 20_000;

/** Makes every page the same each time: one moment, no long wait, a clipboard that takes everything. Runs in the browser. */
export function holdStill(now: number): void {
  Date.now = () => now;
  const { setTimeout } = window;
  const LONG = 1_000;
  window.setTimeout = ((run: () => void, wait = 0) =>
    wait < LONG ? setTimeout(run, wait) : 0) as typeof setTimeout;
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } });
}

/**
 * Waits until everything on a sheet stands as it will stand.
 *
 * @returns what is wrong with it, by state
 */
export async function settle(page: Page): Promise<string[]> {
  const rests = () =>
    page.waitForFunction(isComplete, { timeout: PATIENCE }).then(
      () => true,
      () => false,
    );
  const wasComplete = await rests();
  await page.evaluate(act);
  const isDone = wasComplete && (await rests());
  const faults = await page.evaluate(findFaults);
  return isDone ? faults : ['not all of it came to rest', ...faults];
}

/** Runs in the browser, as do the functions below. */
function isComplete(): boolean {
  const elements = [...document.querySelectorAll('invoice-pay-button')];
  const frames = [...document.querySelectorAll('iframe')];
  return (
    document.readyState === 'complete' &&
    frames.every(({ contentDocument }) => contentDocument?.readyState === 'complete') &&
    elements.every(({ shadowRoot, parentElement, dataset }) => {
      const box = shadowRoot?.querySelector('.box');
      if (parentElement!.id === 'loading') return box?.ariaBusy === 'true';
      const log = shadowRoot?.querySelector('details[part="log"][open], section[part="log"]');
      const isUnfolded =
        !('acted' in dataset && 'unfolded' in dataset) || box?.matches('.payer') || log?.querySelector('li');
      const isPressed =
        !('acted' in dataset && dataset.press) ||
        box?.querySelector(
          '[aria-busy="true"], [aria-invalid="true"], .message, .question, .settings .form, .away:first-child',
        );
      return box?.role === 'group' && box.ariaBusy === 'false' && isUnfolded && isPressed;
    })
  );
}

function act(): void {
  for (const frame of document.querySelectorAll('iframe')) {
    frame.style.blockSize = `${frame.contentDocument!.documentElement.scrollHeight + 2}px`;
  }
  for (const element of document.querySelectorAll('invoice-pay-button')) {
    const { press, unfolded, typed } = element.dataset;
    const root = element.shadowRoot!;
    if (unfolded !== undefined) {
      for (const details of root.querySelectorAll('details')) details.open = true;
      root.querySelector<HTMLElement>('.toggle, [part="more-button"]')?.click();
    }
    for (const [id, value] of Object.entries<string>(JSON.parse(typed!))) {
      const field = root.querySelector<HTMLInputElement>(`#${id}`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }
    if (press) root.querySelector<HTMLElement>(`[part="${press}"]`)?.click();
    element.dataset.acted = '';
  }
}
