import type { ReactiveController } from '@lit/reactive-element';
import type { ElementState } from '../state/element-state.ts';

/** Names the element after its invoice or its purpose, for screen readers. */
export class AccessibleName implements ReactiveController {
  readonly #state: ElementState;

  constructor(state: ElementState) {
    this.#state = state;
    state.host.addController(this);
  }

  hostUpdated(): void {
    const { host, invoice, texts, audience } = this.#state;
    // Found by its place, since scripts of the page may have removed its class, or the element itself.
    const box = host.shadowRoot!.querySelector('div');
    if (!box) return;
    box.role = 'group';
    const other = audience === 'admin' ? texts.connection : null;
    box.ariaLabel = invoice ? texts.invoice(invoice.number) : other;
  }
}
