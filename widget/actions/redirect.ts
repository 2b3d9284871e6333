import { ApiError } from '../api/client.ts';
import { InvoicePayRedirectEvent } from '../events/redirect.ts';
import type { ElementState } from '../state/element-state.ts';
import type { Session } from '../state/session.ts';
import { announce, showMessage } from './show-message.ts';

/** How long a button stays busy while the checkout opens, in milliseconds. A checkout that never opens must not lock it. */
const LEAVING_TIMEOUT = 10_000;

/** This machine, as `URL` writes it. */
const LOOPBACK = /^(([^.]+\.)*localhost\.?|127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/;

/**
 * Opens a checkout in place of the page. In a frame it opens in the top window, since no checkout may be framed; where the
 * browser does not allow that, a link is offered.
 *
 * @param session that brought the address
 * @throws {ApiError} where the address is not safe
 */
export async function redirect(
  state: ElementState,
  session: Session,
  url: string | null | undefined,
): Promise<void> {
  const { texts } = state;
  if (!isSafe(url)) throw new ApiError('checkout_refused');
  if (!session.send(new InvoicePayRedirectEvent(url))) return;
  announce(state, texts.leaving);
  if ((await session.whileCurrent(leavesPage(url))) || window === top) return;
  showMessage(state, texts.framed, { isAlert: true, checkoutUrl: url });
}

/** @returns whether the page was left, and is back; false where it is still there */
async function leavesPage(url: string): Promise<boolean> {
  try {
    // Of a page of another origin, only this may be set.
    top!.location.href = url;
  } catch {
    return false;
  }
  return new Promise((resolve) => {
    addEventListener('pageshow', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), LEAVING_TIMEOUT);
  });
}

/** People type their bank's secrets behind this address. Plain http is for simulators on this machine. */
function isSafe(url: string | null | undefined): url is string {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
