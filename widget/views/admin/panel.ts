import { html, type TemplateResult } from 'lit';
import type { ConnectionView } from '../../../shared/api.ts';
import { button } from '../action-button.ts';
import type { Desk } from '../../state/element-state.ts';
import { adopt } from '../common/style-sheets.ts';
import { ask } from '../../state/request.ts';
import { failureView } from '../common/error-message.ts';
import { news } from '../common/messages.ts';
import { say } from '../../actions/announce.ts';
import { shapeOf } from '../common/icons.ts';
import { isSame } from '../office/is-same.ts';
import { formatMoment, formatTime } from '../../i18n/format-time.ts';
import type { Panel, View } from '../../state/panel.ts';
import { listOf, maybe, objectOf, text, time } from '../../api/response-shape.ts';
import { Log } from '../office/activity-log.ts';
import sheet from '../office/office.css?inline';
import { icon } from '../status-header.ts';
import * as texts from '../../texts/later.ts';

const connectionShape = objectOf({
  findings: listOf(objectOf({ message: text, hint: text })),
  profile: maybe(objectOf({ name: text, status: text })),
  methods: listOf(objectOf({ description: text })),
  store: objectOf({ kind: text }),
  webhook: objectOf({ lastAt: maybe(time) }),
  checkedAt: time,
});

/** What an administrator sees: whether the connection to Mollie stands, what to do where not, and the whole log. */
export class AdminPanel implements Panel {
  readonly parts = [texts.notes, texts.panels];
  readonly #desk: Desk;
  readonly #log: Log;
  #connection: ConnectionView | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#log = new Log(desk, 'v1/log');
    adopt(desk.element.shadowRoot!, sheet);
  }

  get states(): string[] {
    return this.#connection?.mode === 'test' ? ['test-mode'] : [];
  }

  view(): View | null {
    const connection = this.#connection;
    if (!connection) return failureView(this.#desk);
    return { facts: this.#facts(connection), actions: this.#actions(), below: this.#below(connection) };
  }

  /** Both at once, so that the page moves once; the connection is shown even where the log cannot be read. */
  async look(): Promise<void> {
    const { session } = this.#desk;
    const asked = ask<ConnectionView>(this.#desk, 'v1/connection', connectionShape);
    const [connection, log] = await session.own(Promise.allSettled([asked, this.#log.load()]));
    if (connection.status === 'rejected') throw connection.reason;
    const before = this.#connection;
    this.#connection = connection.value;
    session.heal();
    if (before) say(this.#desk, this.#verdict(connection.value));
    if (session.busy && isSame(before, connection.value))
      session.notice = { shape: 'info', text: this.#desk.texts.noNews };
    if (log.status === 'rejected') throw log.reason;
  }

  #facts(connection: ConnectionView): TemplateResult {
    const { texts, locale } = this.#desk;
    return html`
      <p class="top">
        <span class="caption" .textContent=${texts.connection}></span>
        ${connection.mode === 'test' ? html`<span class="ribbon" .textContent=${texts.test}></span>` : null}
      </p>
      <p part="connection" class="verdict ${connection.ok ? 'positive' : 'attention'}">
        ${icon(shapeOf(connection.ok ? 'paid' : 'charged_back'))}<span .textContent=${this.#verdict(connection)}></span>
      </p>
      <p class="caption" .textContent=${texts.checked(formatTime(connection.checkedAt, locale))}></p>
    `;
  }

  #actions(): TemplateResult {
    const desk = this.#desk;
    return button(desk, { part: 'check-button', label: desk.texts.checkAgain, work: () => this.look() });
  }

  #below({ findings, ok, ...connection }: ConnectionView): TemplateResult {
    const { texts } = this.#desk;
    return html`
      ${news(this.#desk)}
      ${findings.map(
        ({ message, hint }) => html`<div part="connection" class="note">
          ${icon(shapeOf(ok ? 'info' : 'charged_back'))}
          <div>
            <p class="strong" .textContent=${message}></p>
            <p class="caption" .textContent=${hint}></p>
          </div>
        </div>`,
      )}
      <dl class="rows sums stacking">
        ${this.#rows(connection).map(([name, value]) => html`<div><dt .textContent=${name}></dt><dd .textContent=${value}></dd></div>`)}
      </dl>
      <section part="log">
        <h2 .textContent=${texts.log}></h2>
        ${this.#log.list()}
      </section>
    `;
  }

  #verdict({ ok }: ConnectionView): string {
    return ok ? this.#desk.texts.connectionOk : this.#desk.texts.connectionBroken;
  }

  #rows({
    profile,
    mode,
    methods,
    store,
    webhook,
  }: Omit<ConnectionView, 'findings' | 'ok'>): [string, string][] {
    const { texts, locale } = this.#desk;
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
