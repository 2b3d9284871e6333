import { html, type TemplateResult } from 'lit';
import { ApiError } from '../api/client.ts';
import type { Desk } from '../state/element-state.ts';
import { InvoicePayRedirectEvent } from '../events/redirect.ts';
import type { Session } from '../state/session.ts';
import { isPayable } from '../state/invoice-rules.ts';
import { notify, say } from './announce.ts';

/** How long a button waits for the page to leave, in milliseconds: a checkout that never opens must not lock it. */
const DEPARTURE = 10_000;

/** This machine, as `URL` writes it. */
const LOOPBACK = /^(([^.]+\.)*localhost\.?|127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/;

/**
 * Leaves for a checkout. In a frame it goes by the top window, since no checkout opens within one; where the browser does
 * not allow that, a link to it is offered.
 *
 * @param session the conversation that brought the address
 * @throws {ApiError} where the address is no safe one
 */
export async function leave(desk: Desk, session: Session, url: string | null | undefined): Promise<void> {
  const { texts } = desk;
  if (!isSafe(url)) throw new ApiError('checkout_refused');
  if (!session.send(new InvoicePayRedirectEvent(url))) return;
  say(desk, texts.leaving);
  if ((await session.own(isLeft(url))) || window === top) return;
  notify(desk, texts.framed, { isAlert: true, checkoutUrl: url });
}

/** The way to a checkout that this frame could not leave for, as long as the notice of it stands. */
export function checkoutLink({ session, texts, invoice }: Desk): TemplateResult | null {
  const { checkoutUrl } = session.notice ?? {};
  if (!checkoutUrl || !invoice || !isPayable(invoice)) return null;
  return html`<p><a class="button" href=${checkoutUrl} target="_blank" rel="noopener"><span .textContent=${texts.openCheckout}></span></a></p>`;
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
function isSafe(url: string | null | undefined): url is string {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
