import type { ReactiveController } from '@lit/reactive-element';
import { isWebAddress } from '../api/web-address.ts';
import type { Host } from '../state/host.ts';

/** The pay page and Mollie's pages refuse to be framed. */
const isFramed = window !== top;

/** Removes addresses other than http(s) from links, since those could run script; in a frame, links open a new window. */
export class SafeLinks implements ReactiveController {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    for (const link of this.#host.shadowRoot!.querySelectorAll('a')) {
      if (!isWebAddress(link.getAttribute('href'))) link.removeAttribute('href');
      if (isFramed) link.target = '_blank';
    }
  }
}
