import { html, type TemplateResult } from 'lit/html.js';
import { announce, showMessage } from '../../../actions/show-message.ts';
import { ApiError } from '../../../api/client.ts';
import { InvoicePayErrorEvent } from '../../../events/error.ts';
import type { ElementState } from '../../../state/element-state.ts';
import type { Session } from '../../../state/session.ts';
import { errorText } from '../../../wording/error-text.ts';
import { actionButton } from '../../common/action-button.ts';
import type { Send } from './change.ts';
import { fieldError, refusalText } from './field-error.ts';
import { focusOn } from './focus-on.ts';
import { question } from './question.ts';

/** Mollie has other tokens, which are no API keys. https://docs.mollie.com/reference/authentication */
const KEY = /^(test|live)_\w+$/;

/** Where it is made; Mollie leads on to it after signing in. */
const DASHBOARD = 'https://my.mollie.com/dashboard/developers/api-keys';

/** A key that waits for an answer to a question, in memory alone, as long as its session lasts. */
type Kept = { key: string; session: Session; error: ApiError };

/** Takes an API key. What was entered leaves the page with the press, whatever comes of it. */
export class ConnectForm {
  readonly #state: ElementState;
  readonly #send: Send;
  readonly #done: () => void;
  #isShown = false;
  #error = '';
  #kept: Kept | null = null;

  /** @param done what follows once a key is taken, or the question about one is closed */
  constructor(state: ElementState, send: Send, done: () => void) {
    this.#state = state;
    this.#send = send;
    this.#done = done;
  }

  /** Forgets what was said of a key before. */
  reset(): void {
    this.#error = '';
    this.#kept = null;
    this.#isShown = false;
  }

  /** Where a key is found. */
  help(): TemplateResult {
    const { texts } = this.#state;
    return html`
      <p id="where" .textContent=${texts.whereKey}></p>
      <p class="caption" .textContent=${texts.testOrLive}></p>
      <p><a href=${DASHBOARD} target="_blank" rel="noopener"><span .textContent=${texts.openDashboard}></span></a></p>
    `;
  }

  /** @param label of the button that sends it @param cancel another button beside it */
  content(label: string, cancel: TemplateResult | null = null): TemplateResult {
    const kept = this.#kept;
    if (kept && !kept.session.isOver) return this.#question(kept);
    const { texts } = this.#state;
    const toggle = () => {
      this.#isShown = !this.#isShown;
      this.#state.requestUpdate();
    };
    const button = { part: 'connect-button', label, kind: 'filled', work: () => this.#connect() } as const;
    return html`<form part="connect" class="form" novalidate autocomplete="off" @submit=${stay}>
      <label for="key" .textContent=${texts.apiKey}></label>
      <div class="line">
        <input part="field" id="key" class=${this.#isShown ? '' : 'masked'} dir="ltr" translate="no" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" enterkeyhint="go" data-1p-ignore data-lpignore="true" data-bwignore="true" data-form-type="other" aria-describedby="key-error where" aria-invalid=${this.#error !== ''} />
        <button type="button" class="narrow" @click=${toggle}><span .textContent=${this.#isShown ? texts.hideKey : texts.showKey}></span></button>
      </div>
      ${fieldError('key-error', this.#error)}
      <div class="line">${actionButton(this.#state, button)}${cancel}</div>
    </form>`;
  }

  async #connect(): Promise<void> {
    const { texts, host } = this.#state;
    const input = host.shadowRoot!.querySelector<HTMLInputElement>('#key');
    const key = input?.value.trim() ?? '';
    if (!KEY.test(key)) return this.#refuse(key ? texts.keyOdd : texts.keyMissing);
    input!.value = '';
    await this.#use({ apiKey: key });
  }

  async #use(change: { apiKey: string; shared?: true }): Promise<void> {
    const state = this.#state;
    const { session, texts } = state;
    this.reset();
    try {
      const { profile, mode, ok, paused } = await this.#send(change);
      const means = mode === 'test' ? [texts.testMeans] : ok ? [texts.liveMeans] : [];
      const missing = ok || paused ? [] : [texts.notReadyYet];
      this.#done();
      showMessage(state, [texts.connectedTo(profile?.name ?? 'Mollie'), ...means, ...missing].join(' '), {
        icon: 'ok',
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { code, reference, status = 0 } = error;
      if (![400, 409, 422].includes(status)) {
        this.#error = texts.keyGone;
        throw error;
      }
      session.send(new InvoicePayErrorEvent(code, reference));
      if (code === 'key_of_other_account') {
        this.#kept = { key: change.apiKey, session, error };
        await focusOn(state, '.cancel');
      } else await this.#refuse([refusalText(state, error), texts.keyGone].join(' '));
    }
  }

  async #refuse(why: string): Promise<void> {
    this.#error = why;
    announce(this.#state, why);
    await focusOn(this.#state, '#key');
  }

  #question({ key, error }: Kept): TemplateResult {
    const { texts } = this.#state;
    const work = () => this.#use({ apiKey: key, shared: true });
    const cancel = () => {
      this.reset();
      focusOn(this.#state, '#key');
    };
    return question({
      title: errorText(this.#state, error),
      sentences: [texts.sharedDanger],
      ...(error.reference && { small: texts.reference(error.reference) }),
      yes: actionButton(this.#state, { part: 'connect-button', label: texts.useAnyway, work }),
      no: texts.cancel,
      cancel,
    });
  }
}

/** The button does what there is to do, also for Enter in a field. */
function stay(event: Event): void {
  event.preventDefault();
}
