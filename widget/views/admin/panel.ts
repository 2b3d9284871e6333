import { html, type TemplateResult } from 'lit/html.js';
import type { ConnectionView } from '../../../shared/api.ts';
import { announce } from '../../actions/show-message.ts';
import { listOf, maybe, objectOf, text, time } from '../../api/response-shape.ts';
import { formatMoment, formatTime } from '../../i18n/format-time.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { Panel, PanelContent } from '../../state/panel.ts';
import { request } from '../../state/request.ts';
import { actionButton } from '../common/action-button.ts';
import { errorContent } from '../common/error-message.ts';
import { icon } from '../common/icons.ts';
import { news } from '../common/message-list.ts';
import { adoptSheet } from '../common/style-sheets.ts';
import { ActivityLog } from '../office/activity-log.ts';
import { isUnchanged } from '../office/is-unchanged.ts';
import lists from '../office/lists.css?inline';
import sheet from '../office/office.css?inline';

const connectionShape = objectOf({
  findings: listOf(objectOf({ message: text, hint: text })),
  profile: maybe(objectOf({ name: text, status: text })),
  methods: listOf(objectOf({ description: text })),
  store: objectOf({ kind: text }),
  webhook: objectOf({ lastAt: maybe(time) }),
  checkedAt: time,
});

/** What an administrator sees: whether the connection to Mollie works, what to do if not, and the log of all invoices. */
export class AdminPanel implements Panel {
  readonly texts = ['payer', 'office'] as const;
  readonly #state: ElementState;
  readonly #log: ActivityLog;
  #connection: ConnectionView | null = null;

  constructor(state: ElementState) {
    this.#state = state;
    this.#log = new ActivityLog(state, 'v1/log');
    adoptSheet(state.host.shadowRoot!, sheet + lists);
  }

  get states(): string[] {
    return this.#connection?.mode === 'test' ? ['test-mode'] : [];
  }

  content(): PanelContent | null {
    const connection = this.#connection;
    if (!connection) return errorContent(this.#state);
    return {
      header: this.#connectionHeader(connection),
      actions: this.#actions(),
      below: this.#below(connection),
    };
  }

  /** Connection and log together, so that the page moves once; without the log, the connection is still shown. */
  async load(): Promise<void> {
    const { session } = this.#state;
    const asked = request<ConnectionView>(this.#state, 'v1/connection', connectionShape);
    const [connection, log] = await session.whileCurrent(Promise.allSettled([asked, this.#log.load()]));
    if (connection.status === 'rejected') throw connection.reason;
    const before = this.#connection;
    this.#connection = connection.value;
    session.clearError();
    if (before) announce(this.#state, this.#verdict(connection.value));
    if (session.busy && isUnchanged(before, connection.value))
      session.message = { icon: 'info', text: this.#state.texts.noNews };
    if (log.status === 'rejected') throw log.reason;
  }

  #connectionHeader(connection: ConnectionView): TemplateResult {
    const { texts, locale } = this.#state;
    return html`
      <p class="top">
        <span class="caption" .textContent=${texts.connection}></span>
        ${connection.mode === 'test' ? html`<span class="ribbon" .textContent=${texts.test}></span>` : null}
      </p>
      <p part="connection" class="verdict ${connection.ok ? 'positive' : 'attention'}">
        ${icon(connection.ok ? 'ok' : 'alert')}<span .textContent=${this.#verdict(connection)}></span>
      </p>
      <p class="caption" .textContent=${texts.checked(formatTime(connection.checkedAt, locale))}></p>
    `;
  }

  #actions(): TemplateResult {
    const state = this.#state;
    return actionButton(state, {
      part: 'check-button',
      label: state.texts.checkAgain,
      work: () => this.load(),
    });
  }

  #below({ findings, ok, ...connection }: ConnectionView): TemplateResult {
    const { texts } = this.#state;
    return html`
      ${news(this.#state)}
      ${findings.map(
        ({ message, hint }) => html`<div part="connection" class="message">
          ${icon(ok ? 'info' : 'alert')}
          <div>
            <p class="strong" .textContent=${message}></p>
            <p class="caption" .textContent=${hint}></p>
          </div>
        </div>`,
      )}
      <dl class="rows totals stacking">
        ${this.#rows(connection).map(([name, value]) => html`<div><dt .textContent=${name}></dt><dd .textContent=${value}></dd></div>`)}
      </dl>
      <section part="log">
        <h2 .textContent=${texts.log}></h2>
        ${this.#log.list()}
      </section>
    `;
  }

  #verdict({ ok }: ConnectionView): string {
    return ok ? this.#state.texts.connectionOk : this.#state.texts.connectionBroken;
  }

  #rows({
    profile,
    mode,
    methods,
    store,
    webhook,
  }: Omit<ConnectionView, 'findings' | 'ok'>): [string, string][] {
    const { texts, locale } = this.#state;
    const profileState = profile && (texts.profiles[profile.status] ?? profile.status);
    const lastWebhook = webhook.lastAt ? formatMoment(webhook.lastAt, locale) : texts.never;
    return [
      [texts.profile, profile ? `${profile.name}, ${profileState}` : texts.unknown],
      [texts.mode, mode === 'test' ? texts.test : texts.live],
      [
        texts.methodsEnabled,
        methods.map(({ description }) => description).join(', ') || (profile ? texts.none : texts.unknown),
      ],
      [texts.store, `${store.kind}, ${store.writable ? texts.writable : texts.notWritable}`],
      [texts.lastWebhook, webhook.expected ? lastWebhook : texts.notExpected],
    ];
  }
}
