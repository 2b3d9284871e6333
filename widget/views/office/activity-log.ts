import { html, type TemplateResult } from 'lit';
import type { LogEntryView, LogPage } from '../../../shared/api.ts';
import { button } from '../action-button.ts';
import type { Desk } from '../../state/element-state.ts';
import { ask } from '../../state/request.ts';
import { formatMoment } from '../../i18n/format-time.ts';
import { listOf, maybe, objectOf, text, time } from '../../api/response-shape.ts';

/** How many entries come at a time. */
const PAGE = 20;

const page = objectOf({
  entries: listOf(objectOf({ at: time, message: text, reference: text, number: maybe(text) })),
  before: maybe(text),
});

/** What happened, newest first, page by page. */
export class Log {
  isOpen = false;
  readonly #desk: Desk;
  readonly #path: string;
  #entries: LogEntryView[] | null = null;
  #before: string | null = null;
  #isLoading = false;

  /** @param path of the log, such as `v1/log` */
  constructor(desk: Desk, path: string) {
    this.#desk = desk;
    this.#path = path;
  }

  /** Open, and nothing in it yet. */
  get isWanting(): boolean {
    return this.isOpen && !this.#entries;
  }

  /** The newest page, in place of what is shown. @throws {ApiError} */
  async load(): Promise<void> {
    this.#isLoading = true;
    this.#desk.redraw();
    try {
      const { entries, before } = await this.#page('');
      this.#entries = entries;
      this.#before = before;
    } finally {
      this.#isLoading = false;
      this.#desk.redraw();
    }
  }

  /** Behind a heading that opens it; nothing is asked before. */
  folded(): TemplateResult {
    const desk = this.#desk;
    const { session } = desk;
    const open = (event: Event) => {
      this.isOpen = (event.target as HTMLDetailsElement).open;
      if (this.isOpen && !desk.resting) this.load().catch(session.fail);
    };
    return html`<details part="log" @toggle=${open}>
      <summary .textContent=${desk.texts.log}></summary>
      ${this.list()}
    </details>`;
  }

  list(): TemplateResult {
    const { texts } = this.#desk;
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

  /** It is on its way, or could not be had. */
  #nothing(): TemplateResult {
    return this.#isLoading || !this.#desk.session.error
      ? html`<p class="caption empty"><i></i></p>`
      : this.#button(this.#desk.texts.tryAgain, () => this.load());
  }

  #button(label: string, work: () => Promise<void>): TemplateResult {
    return button(this.#desk, { part: '', name: 'log', label, kind: 'plain', work });
  }

  #row({ at, message, number, reference }: LogEntryView): TemplateResult {
    const { texts, locale } = this.#desk;
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
    const { element } = this.#desk;
    const root = element.shadowRoot!;
    const isHere = root.activeElement?.matches('.plain');
    this.#desk.redraw();
    await element.updateComplete;
    // On to what has come, also where the button has gone.
    if (isHere) root.querySelectorAll<HTMLElement>('.entry')[known.length]?.focus();
  }

  #page(before: string): Promise<LogPage> {
    return ask<LogPage>(this.#desk, `${this.#path}?limit=${PAGE}${before}`, page);
  }
}
