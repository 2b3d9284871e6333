import { html, type TemplateResult } from 'lit/html.js';
import type { LogEntryView, LogPage } from '../../../shared/api.ts';
import { listOf, maybe, objectOf, text, time } from '../../api/response-shape.ts';
import { formatMoment } from '../../i18n/format-time.ts';
import type { ElementState } from '../../state/element-state.ts';
import { request } from '../../state/request.ts';
import { actionButton } from '../common/action-button.ts';

/** How many entries come at a time. */
const PAGE = 20;

const page = objectOf({
  entries: listOf(objectOf({ at: time, message: text, reference: text, number: maybe(text) })),
  before: maybe(text),
});

/** What happened, newest first, page by page. */
export class ActivityLog {
  isOpen = false;
  readonly #state: ElementState;
  readonly #path: string;
  #entries: LogEntryView[] | null = null;
  #before: string | null = null;
  #isLoading = false;

  /** @param path of the log, such as `v1/log` */
  constructor(state: ElementState, path: string) {
    this.#state = state;
    this.#path = path;
  }

  /** It is open, and has no entries yet. */
  get isWanting(): boolean {
    return this.isOpen && !this.#entries;
  }

  /** The newest page, in place of what is shown. @throws {ApiError} */
  async load(): Promise<void> {
    this.#isLoading = true;
    this.#state.requestUpdate();
    try {
      const { entries, before } = await this.#page('');
      this.#entries = entries;
      this.#before = before;
    } finally {
      this.#isLoading = false;
      this.#state.requestUpdate();
    }
  }

  /** The log behind a heading that opens it; it is loaded when it opens. */
  folded(): TemplateResult {
    const state = this.#state;
    const { session } = state;
    const open = (event: Event) => {
      this.isOpen = (event.target as HTMLDetailsElement).open;
      if (this.isOpen && !state.mustWait) this.load().catch(session.fail);
    };
    return html`<details part="log" @toggle=${open}>
      <summary .textContent=${state.texts.log}></summary>
      ${this.list()}
    </details>`;
  }

  list(): TemplateResult {
    const { texts } = this.#state;
    const entries = this.#entries;
    if (!entries) return this.#nothing();
    if (entries.length === 0) return html`<p class="caption empty" .textContent=${texts.logEmpty}></p>`;
    return html`
      <ol class="list" role="list">
        ${entries.map((entry) => this.#row(entry))}
      </ol>
      ${this.#before ? this.#button(texts.showOlder, () => this.#older()) : null}
    `;
  }

  /** What stands in place of the entries while they load, or where they could not be loaded. */
  #nothing(): TemplateResult {
    return this.#isLoading || !this.#state.session.error
      ? html`<p class="caption empty"><i></i></p>`
      : this.#button(this.#state.texts.tryAgain, () => this.load());
  }

  #button(label: string, work: () => Promise<void>): TemplateResult {
    return actionButton(this.#state, { part: '', name: 'log', label, kind: 'plain', work });
  }

  #row({ at, message, number, reference }: LogEntryView): TemplateResult {
    const { texts, locale } = this.#state;
    return html`<li class="entry" tabindex="-1">
      <time class="caption" datetime=${at} .textContent=${formatMoment(at, locale)}></time>
      <div>
        <p .textContent=${message}></p>
        <p class="small">${number ? html`<span .textContent=${texts.invoice(number)}></span> · ` : null}<span class="nowrap" .textContent=${texts.reference(reference)}></span></p>
      </div>
    </li>`;
  }

  async #older(): Promise<void> {
    const { entries, before } = await this.#page(`&before=${encodeURIComponent(this.#before!)}`);
    const known = this.#entries!;
    this.#entries = [...known, ...entries];
    this.#before = before;
    const { host } = this.#state;
    const root = host.shadowRoot!;
    const isHere = root.activeElement?.matches('.plain');
    this.#state.requestUpdate();
    await host.updateComplete;
    // The focus goes on to the new entries, since the button may be gone.
    if (isHere) root.querySelectorAll<HTMLElement>('.entry')[known.length]?.focus();
  }

  #page(before: string): Promise<LogPage> {
    return request<LogPage>(this.#state, `${this.#path}?limit=${PAGE}${before}`, page);
  }
}
