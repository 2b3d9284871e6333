import { html, type TemplateResult } from 'lit/html.js';
import type { ConnectionView } from '../../../../shared/api.ts';
import { showMessage } from '../../../actions/show-message.ts';
import type { ElementState } from '../../../state/element-state.ts';
import { actionButton } from '../../common/action-button.ts';
import { message } from '../../common/message.ts';
import { adoptSheet } from '../../common/style-sheets.ts';
import { BrandForm } from './brand-form.ts';
import type { Send } from './change.ts';
import { ConnectForm } from './connect-form.ts';
import { focusOn } from './focus-on.ts';
import { question } from './question.ts';
import sheet from './settings.css?inline';

/** How an administrator connects, pauses, replaces the key, disconnects, and sets the brand. */
export class ConnectionSettings {
  readonly #state: ElementState;
  readonly #send: Send;
  readonly #form: ConnectForm;
  readonly #brand: BrandForm;
  /** What is open in place of the buttons. */
  #open: 'replace' | 'disconnect' | null = null;

  constructor(state: ElementState, send: Send) {
    this.#state = state;
    this.#send = send;
    const done = () => {
      this.#open = null;
      // What was found stands there.
      focusOn(state, '[part="check-button"]');
    };
    this.#form = new ConnectForm(state, send, done);
    this.#brand = new BrandForm(state, send);
    adoptSheet(state.host.shadowRoot!, sheet);
  }

  /** What stands where there is no key: what one is for, where it is found, and the form that takes it. */
  connecting({ key }: ConnectionView, isReadOnly: boolean): TemplateResult | null {
    if (key.source !== 'none') return null;
    const { texts } = this.#state;
    return html`<div class="connecting">
      <h2 .textContent=${texts.connectMollie}></h2>
      <p .textContent=${texts.connectFor}></p>
      ${isReadOnly ? null : [this.#form.help(), this.#form.content(texts.connect)]}
    </div>`;
  }

  /** What can be changed. */
  content(connection: ConnectionView, isReadOnly: boolean): TemplateResult {
    const { texts } = this.#state;
    if (isReadOnly) return message({ icon: 'info', text: texts.readOnly });
    const { source } = connection.key;
    return html`
      ${source === 'none' ? null : html`<div class="settings">${this.#key(connection)}</div>`}
      ${this.#brand.content(connection)}
    `;
  }

  #key(connection: ConnectionView): TemplateResult {
    if (connection.key.source === 'stored' && this.#open === 'replace') return this.#replacing();
    if (connection.key.source === 'stored' && this.#open === 'disconnect') return this.#disconnecting();
    return this.#buttons(connection);
  }

  #buttons({ key, paused }: ConnectionView): TemplateResult {
    const state = this.#state;
    const { texts } = state;
    const pause = {
      part: 'pause-button',
      label: paused ? texts.resume : texts.pausePayments,
      kind: paused ? 'filled' : '',
      work: () => this.#pause(!paused),
    } as const;
    const opener = (part: string, label: string, what: 'replace' | 'disconnect', focus: string) => {
      const open = () => {
        this.#open = what;
        this.#form.reset();
        focusOn(state, focus);
      };
      return html`<button part=${part} @click=${open}><span .textContent=${label}></span></button>`;
    };
    return html`
      <p class="caption" .textContent=${texts.pauseMeans}></p>
      <div class="line">
        ${actionButton(state, pause)}
        ${
          key.source === 'stored'
            ? [
                opener('replace-button', texts.replaceKey, 'replace', '#key'),
                opener('disconnect-button', texts.disconnect, 'disconnect', '.cancel'),
              ]
            : null
        }
      </div>
      ${key.source === 'environment' ? html`<p class="caption" .textContent=${texts.keyInEnvironment}></p>` : null}
    `;
  }

  #replacing(): TemplateResult {
    const { texts } = this.#state;
    const cancel = () => this.#close('replace-button');
    return html`
      <h2 .textContent=${texts.replaceKey}></h2>
      <p .textContent=${texts.replaceMeans}></p>
      ${this.#form.help()}
      ${this.#form.content(texts.replaceKey, html`<button type="button" @click=${cancel}><span .textContent=${texts.cancel}></span></button>`)}
    `;
  }

  #disconnecting(): TemplateResult {
    const { texts } = this.#state;
    return question({
      title: texts.disconnectAsk,
      sentences: texts.disconnectLoses,
      yes: actionButton(this.#state, {
        part: 'disconnect-button',
        label: texts.disconnect,
        work: () => this.#disconnect(),
      }),
      no: texts.stayConnected,
      cancel: () => this.#close('disconnect-button'),
    });
  }

  /** Closes what is open, and gives the focus back. @param part of the button that opened it */
  #close(part: string): void {
    this.#open = null;
    focusOn(this.#state, `[part="${part}"]`);
  }

  async #pause(paused: boolean): Promise<void> {
    const state = this.#state;
    await this.#send({ paused });
    showMessage(state, paused ? state.texts.nowPaused : state.texts.nowResumed);
  }

  async #disconnect(): Promise<void> {
    const state = this.#state;
    await this.#send(null);
    this.#open = null;
    this.#form.reset();
    showMessage(state, state.texts.disconnected);
    await focusOn(state, '[part="check-button"]');
  }
}
