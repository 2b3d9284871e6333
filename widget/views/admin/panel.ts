import { html, type TemplateResult } from 'lit/html.js';
import type { ConnectionView } from '../../../shared/api.ts';
import { announce } from '../../actions/show-message.ts';
import { connectionShape } from '../../api/connection-shape.ts';
import { payload } from '../../api/token-claims.ts';
import { InvoicePayConnectionEvent } from '../../events/connection.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { Panel, PanelContent } from '../../state/panel.ts';
import { request } from '../../state/request.ts';
import { actionButton } from '../common/action-button.ts';
import { errorContent } from '../common/error-message.ts';
import { news } from '../common/message-list.ts';
import { adoptSheet } from '../common/style-sheets.ts';
import { ActivityLog } from '../office/activity-log.ts';
import { isUnchanged } from '../office/is-unchanged.ts';
import lists from '../office/lists.css?inline';
import sheet from '../office/office.css?inline';
import { connectionFacts, connectionFindings, connectionHeader, verdict } from './connection-facts.ts';
import type { Change } from './settings/change.ts';
import type { ConnectionSettings } from './settings/connection-settings.ts';

const PATH = 'v1/connection';

/** Findings that go by themselves once the proxy has searched Mollie's list of payments. */
const PASSING = ['resync_needed', 'list_not_searched'];

/** How often it is asked again for them once a key was connected, and after how long. Milliseconds. */
const ROUNDS = 5;
const PAUSE = 2_000;

/** The longest life of a token that may change the connection, in seconds: what is stolen is soon worth nothing. */
const LIFE = 3600;

/**
 * What an administrator sees: whether the connection to Mollie works, what to do if not, how to connect and disconnect,
 * and the log of all invoices.
 */
export class AdminPanel implements Panel {
  readonly texts = ['payer', 'office', 'admin'] as const;
  readonly #state: ElementState;
  readonly #log: ActivityLog;
  readonly #settings: ConnectionSettings;
  #connection: ConnectionView | null = null;
  #isReadOnly = false;
  /** How often it was changed from here. */
  #changes = 0;
  /** How often it is still asked again by itself. */
  #rounds = 0;

  constructor(state: ElementState, Settings: typeof ConnectionSettings) {
    this.#state = state;
    this.#log = new ActivityLog(state, 'v1/log');
    adoptSheet(state.host.shadowRoot!, sheet + lists);
    this.#settings = new Settings(state, this.#change);
  }

  get states(): string[] {
    const { mode, key, paused } = this.#connection ?? {};
    return [
      ...(mode === 'test' ? ['test-mode'] : []),
      ...(key && key.source !== 'none' ? ['connected'] : []),
      ...(paused ? ['paused'] : []),
    ];
  }

  content(): PanelContent | null {
    const connection = this.#connection;
    if (!connection) return errorContent(this.#state);
    return {
      header: connectionHeader(this.#state, connection),
      actions: this.#actions(),
      below: this.#below(connection),
    };
  }

  /** Connection and log together, so that the page moves once; without the log, the connection is still shown. */
  async load(): Promise<void> {
    const { session } = this.#state;
    const changes = this.#changes;
    const life = session.ask(async (token) => lifeOf(token));
    const asked = request<ConnectionView>(this.#state, PATH, connectionShape);
    const [connection, log] = await session.whileCurrent(Promise.allSettled([asked, this.#log.load()]));
    this.#isReadOnly = (await life) > LIFE;
    if (connection.status === 'rejected') throw connection.reason;
    // A change that was made meanwhile has brought a newer answer.
    if (changes === this.#changes) this.#show(connection.value);
    if (log.status === 'rejected') throw log.reason;
  }

  #show(connection: ConnectionView): void {
    const { session, texts } = this.#state;
    const before = this.#connection;
    this.#connection = connection;
    session.clearError();
    if (before && (session.busy || verdict(texts, before) !== verdict(texts, connection)))
      announce(this.#state, verdict(texts, connection));
    if (session.busy && isUnchanged(before, connection))
      session.message = { icon: 'info', text: texts.noNews };
    this.#followUp(connection);
  }

  /** Has the proxy change the connection, and shows what stands then. @throws {ApiError} */
  readonly #change = async (change: Change | null): Promise<ConnectionView> => {
    const state = this.#state;
    if (!change) await request(state, PATH, () => true, undefined, 'DELETE');
    const connection = change
      ? await request<ConnectionView>(state, PATH, connectionShape, change, 'PUT')
      : await request<ConnectionView>(state, PATH, connectionShape);
    this.#changes++;
    this.#connection = connection;
    state.session.clearError();
    state.session.send(new InvoicePayConnectionEvent(connection));
    // The change stands in the log, and stands without it.
    this.#log.load().catch(state.session.fail);
    if (change?.apiKey) this.#rounds = ROUNDS;
    this.#followUp(connection);
    return connection;
  };

  /** Looks again, as long as the search for payments made with a new key goes on. */
  #followUp({ findings }: ConnectionView): void {
    const { session, host } = this.#state;
    if (this.#rounds === 0 || !findings.some(({ code }) => PASSING.includes(code))) return;
    this.#rounds--;
    setTimeout(() => session.isOver || host.refresh(), PAUSE);
  }

  #actions(): TemplateResult {
    const state = this.#state;
    return actionButton(state, {
      part: 'check-button',
      label: state.texts.checkAgain,
      work: () => this.load(),
    });
  }

  #below(connection: ConnectionView): TemplateResult {
    return html`
      ${news(this.#state)}
      ${connectionFindings(connection)}
      ${this.#settings.connecting(connection, this.#isReadOnly)}
      ${connectionFacts(this.#state, connection)}
      ${this.#settings.content(connection, this.#isReadOnly)}
      <section part="log">
        <h2 .textContent=${this.#state.texts.log}></h2>
        ${this.#log.list()}
      </section>
    `;
  }
}

/** How long a token is valid in all, in seconds; NaN where it does not say. */
function lifeOf(token: string): number {
  const { iat, exp } = payload(token);
  return Number(exp) - Number(iat);
}
