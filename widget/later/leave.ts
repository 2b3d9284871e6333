import { html, type TemplateResult } from 'lit';
import { ApiError } from '../api.ts';
import type { Desk } from '../desk.ts';
import { InvoicePayRedirectEvent } from '../events/redirect.ts';
import { notify, say } from './run.ts';

/** How long a button waits for the page to leave, in milliseconds: a checkout that never opens must not lock it. */
const DEPARTURE = 10_000;

/** This machine, as `URL` writes it. */
const LOOPBACK = /^(([^.]+\.)*localhost\.?|127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/;

/** Where each frame could not leave for. */
const offered = new WeakMap<Desk, string>();

/**
 * Leaves for a checkout. In a frame it goes by the top window, since no checkout opens within one; where the browser does
 * not allow that, a link to it is offered.
 *
 * @throws {ApiError} where the address is no safe one
 */
export async function leave(desk: Desk, url: string | null): Promise<void> {
  if (!isSafe(url)) throw new ApiError('checkout_refused');
  if (!desk.element.dispatchEvent(new InvoicePayRedirectEvent(url))) return;
  say(desk, desk.texts.leaving);
  if (!(await isLeft(url)) && window !== top) {
    offered.set(desk, url);
    notify(desk, desk.texts.framed);
  }
}

/** The way to a checkout that this frame could not leave for, as long as the notice of it stands. */
export function wayOut(desk: Desk): TemplateResult | null {
  const { notice, texts } = desk;
  if (notice !== texts.framed) return null;
  return html`<p><a class="button" href=${offered.get(desk)} target="_blank" rel="noopener"><span>${texts.openCheckout}</span></a></p>`;
}

/** @returns whether the page was left, and is back; false where it is still there */
async function isLeft(url: string): Promise<boolean> {
  try {
    // The only thing of a page of another origin that may be set.
    top!.location.href = url;
  } catch {
    return false;
  }
  return new Promise((resolve) => {
    addEventListener('pageshow', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), DEPARTURE);
  });
}

/** People type their bank's secrets behind this address. Plain http is for simulators on this machine. */
function isSafe(url: string | null): url is string {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
