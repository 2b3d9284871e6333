import type { ReactiveController } from 'lit';
import type { Desk } from '../state/element-state.ts';

/** Names the element after its invoice or what else it is about, for those who do not see what stands around it. */
export class Label implements ReactiveController {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.element.addController(this);
  }

  hostUpdated(): void {
    const { element, invoice, texts, audience } = this.#desk;
    // By its place: what it is called may be gone, as may be all of it.
    const box = element.shadowRoot!.querySelector('div');
    if (!box) return;
    box.role = 'group';
    const other = audience === 'admin' ? texts.connection : null;
    box.ariaLabel = invoice ? texts.invoice(invoice.number) : other;
  }
}
