import { pollingPause } from '../../../shared/polling.ts';
import { mainPart, showNews } from './news.ts';

/** How long to wait for an answer. Milliseconds. */
const TIMEOUT = 20_000;

/** A network that has just come back often cannot be used at once. Milliseconds. */
const NETWORK_DELAY = 1_000;

/** As often as it takes for the longest pause. */
const VERY_OFTEN = Number.POSITIVE_INFINITY;

/** How often the page has looked since the customer came or something changed. */
let looked = 0;
let isLooking = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Plans the next look at the page on the server, if news is likely and somebody sees this one. */
export function planLook(): void {
  stopLooking();
  const { pace } = mainPart().dataset;
  if (!pace || document.hidden) return;
  timer = setTimeout(look, pollingPause(pace === 'quick' ? looked++ : VERY_OFTEN));
}

export function stopLooking(): void {
  clearTimeout(timer);
}

/** The customer has come back to the page. */
export function lookAgain(): void {
  looked = 0;
  look();
}

export function lookOnceOnline(): void {
  looked = 0;
  stopLooking();
  timer = setTimeout(look, NETWORK_DELAY);
}

/** Asks the server for the page, and shows it if it has changed. */
export async function look(): Promise<void> {
  if (isLooking || document.hidden) return;
  isLooking = true;
  try {
    const response = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) looked = VERY_OFTEN;
    else if (showNews(new DOMParser().parseFromString(await response.text(), 'text/html'))) looked = 0;
  } catch {
    // Offline, or the connection broke: the next look may succeed.
  } finally {
    isLooking = false;
    planLook();
  }
}
