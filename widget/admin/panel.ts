import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectionView } from '../../proxy/types.ts';
import { button } from '../button.ts';
import type { Desk } from '../desk.ts';
import { icon } from '../icons.ts';
import { Log } from '../log.ts';
import sheet from '../panel.css?inline';
import type { Panel } from '../panel.ts';
import { adopt } from '../sheet.ts';
import { ribbon } from '../summary.ts';

/** What an administrator sees: whether the connection to Mollie stands, what to do where not, and the whole log. */
export class AdminPanel implements Panel {
  readonly #desk: Desk;
  readonly #log: Log;
  #connection: ConnectionView | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#log = new Log(desk, 'v1/log');
    adopt(desk.root, sheet);
  }

  get test(): boolean {
    return this.#connection?.mode === 'test';
  }

  async look(): Promise<void> {
    this.#connection = await this.#desk.call<ConnectionView>('GET', 'v1/connection');
    this.#desk.say(this.#verdict(this.#connection));
    await this.#log.load();
  }

  head(): TemplateResult | null {
    const { texts, format } = this.#desk;
    const connection = this.#connection;
    if (!connection) return null;
    return html`
      <p class="top">
        <span class="caption">${texts.connection}</span>
        ${this.test ? ribbon(texts) : nothing}
      </p>
      <p part="connection" class="verdict ${connection.ok ? 'positive' : 'attention'}">
        ${icon(connection.ok ? 'paid' : 'charged_back')}${this.#verdict(connection)}
      </p>
      <p class="caption">${texts.checked(format.time(connection.checkedAt))}</p>
    `;
  }

  actions(): TemplateResult {
    const { texts } = this.#desk;
    return button(this.#desk, {
      part: 'check-button',
      label: texts.checkAgain,
      task: 'check',
      work: () => this.look(),
    });
  }

  body(): TemplateResult {
    const { texts } = this.#desk;
    const { findings, ok } = this.#connection!;
    return html`
      ${findings.map(
        ({ message, hint }) => html`<div part="connection" class="note">
          ${icon(ok ? 'info' : 'charged_back')}
          <div>
            <p class="strong">${message}</p>
            <p class="caption">${hint}</p>
          </div>
        </div>`,
      )}
      <dl class="rows sums">
        ${this.#facts().map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
      <section part="log" aria-label=${texts.log}>
        <h3>${texts.log}</h3>
        ${this.#log.list()}
      </section>
    `;
  }

  #verdict({ ok }: ConnectionView): string {
    return ok ? this.#desk.texts.connectionOk : this.#desk.texts.connectionBroken;
  }

  #facts(): [string, string][] {
    const { texts, format } = this.#desk;
    const { profile, mode, methods, store, webhook } = this.#connection!;
    const profileState = profile && (texts.profiles[profile.status] ?? profile.status);
    const lastWebhook = webhook.lastAt ? format.moment(webhook.lastAt) : texts.never;
    return [
      [texts.profile, profile ? `${profile.name}, ${profileState}` : texts.none],
      [texts.mode, mode === 'test' ? texts.test : texts.live],
      [texts.methodsEnabled, methods.map(({ description }) => description).join(', ') || texts.none],
      [texts.store, `${store.kind}, ${store.writable ? texts.writable : texts.notWritable}`],
      [texts.lastWebhook, webhook.expected ? lastWebhook : texts.notExpected],
    ];
  }
}
