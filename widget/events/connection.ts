import type { ConnectionView } from '../../shared/api.ts';

/** An administrator has connected, paused, resumed, disconnected, or changed the brand. */
export class InvoicePayConnectionEvent extends Event {
  readonly #connection: ConnectionView;

  constructor(connection: ConnectionView) {
    super('invoice-pay-connection', { bubbles: true, composed: true });
    this.#connection = connection;
  }

  /** The connection as it is now. Of the API key it has no more than a hint. */
  get connection(): ConnectionView {
    return this.#connection;
  }
}
