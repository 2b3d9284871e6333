import type { ReactiveController } from 'lit';
import type { Desk } from '../desk.ts';

/** Names the element after its invoice or what else it is about, for those who do not see what stands around it. */
export class Label implements ReactiveController {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.element.addController(this);
  }

  hostUpdated(): void {
    const { element, invoice, texts } = this.#desk;
    const box = element.shadowRoot!.querySelector('.box')!;
    box.role = 'group';
    const other = box.matches('.admin') ? texts.connection : null;
    box.ariaLabel = invoice ? texts.invoice(invoice.number) : other;
  }
}
