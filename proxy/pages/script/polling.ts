import { pollingPause } from '../../../shared/polling.ts';
import { mainPart, showNews } from './news.ts';

/** How long to wait for an answer. Milliseconds. */
const TIMEOUT = 20_000;

/** A network that has just come back often cannot be used at once. Milliseconds. */
const NETWORK_DELAY = 1_000;

/** As often as it takes for the longest pause. */
const VERY_OFTEN = Number.POSITIVE_INFINITY;

/** How often the page was asked for since the customer came or something changed. */
let reloads = 0;
let isReloading = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Plans to ask the server for the page again, if news is likely and somebody sees this one. */
export function planReload(): void {
  stopReloading();
  const { pace } = mainPart().dataset;
  if (!pace || document.hidden) return;
  timer = setTimeout(reload, pollingPause(pace === 'quick' ? reloads++ : VERY_OFTEN));
}

export function stopReloading(): void {
  clearTimeout(timer);
}

/** The customer has come back to the page. */
export function reloadAfterAbsence(): void {
  reloads = 0;
  reload();
}

export function reloadOnceOnline(): void {
  reloads = 0;
  stopReloading();
  timer = setTimeout(reload, NETWORK_DELAY);
}

/** Asks the server for the page, and shows it if it has changed. */
export async function reload(): Promise<void> {
  if (isReloading || document.hidden) return;
  isReloading = true;
  try {
    const response = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) reloads = VERY_OFTEN;
    else if (showNews(new DOMParser().parseFromString(await response.text(), 'text/html'))) reloads = 0;
  } catch {
    // Offline, or the connection broke: the next try may succeed.
  } finally {
    isReloading = false;
    planReload();
  }
}
