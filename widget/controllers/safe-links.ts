import type { ReactiveController } from 'lit';
import { isWeb } from '../api/web-address.ts';
import type { InvoicePayButton } from '../element/invoice-pay-button.ts';

/** Pages of ours and of Mollie's refuse to stand in a frame. */
const isFramed = window !== top;

/** Lets every link of an element lead to the web alone, since other addresses can run script; in a frame, in a new window. */
export class Links implements ReactiveController {
  readonly #element: InvoicePayButton;

  constructor(element: InvoicePayButton) {
    this.#element = element;
    element.addController(this);
  }

  hostUpdated(): void {
    for (const link of this.#element.shadowRoot!.querySelectorAll('a')) {
      if (!isWeb(link.getAttribute('href'))) link.removeAttribute('href');
      if (isFramed) link.target = '_blank';
    }
  }
}
