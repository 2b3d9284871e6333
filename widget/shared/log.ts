import { html, type TemplateResult } from 'lit';
import type { LogEntryView, LogPage } from '../../proxy/types.ts';
import type { Desk } from '../desk.ts';
import { ask } from '../later/ask.ts';
import { formatMoment } from '../later/times.ts';

/** How many entries come at a time. */
const PAGE = 20;

/** What happened, newest first, page by page. */
export class Log {
  isOpen = false;
  readonly #desk: Desk;
  readonly #path: string;
  #entries: LogEntryView[] | null = null;
  #before: string | null = null;

  /** @param path of the log, such as `v1/log` */
  constructor(desk: Desk, path: string) {
    this.#desk = desk;
    this.#path = path;
  }

  /** The newest page, in place of what is shown. @throws {ApiError} */
  async load(): Promise<void> {
    const { entries, before } = await this.#page('');
    this.#entries = entries;
    this.#before = before;
    this.#desk.redraw();
  }

  /** Behind a heading that opens it; nothing is asked before. */
  folded(): TemplateResult {
    const open = async (event: Event) => {
      this.isOpen = (event.target as HTMLDetailsElement).open;
      if (this.isOpen) await this.#try(() => this.load());
    };
    return html`<details part="log" @toggle=${open}>
      <summary>${this.#desk.texts.log}</summary>
      ${this.list()}
    </details>`;
  }

  list(): TemplateResult {
    const { texts } = this.#desk;
    const entries = this.#entries;
    if (!entries) return html`<p class="caption empty"><i></i></p>`;
    if (entries.length === 0) return html`<p class="caption empty">${texts.logEmpty}</p>`;
    return html`
      <ol class="list" role="list">
        ${entries.map((entry) => this.#row(entry))}
      </ol>
      ${
        this.#before
          ? html`<button type="button" class="plain" @click=${() => this.#try(() => this.#older())}>
              <span>${texts.showOlder}</span>
            </button>`
          : null
      }
    `;
  }

  #row({ at, message, number, reference }: LogEntryView): TemplateResult {
    const { texts, locale } = this.#desk;
    return html`<li class="entry" tabindex="-1">
      <time class="caption" datetime=${at}>${formatMoment(at, locale)}</time>
      <div>
        <p>${message}</p>
        <p class="small">${number ? html`${texts.invoice(number)} · ` : null}<span class="nowrap">${texts.reference(reference)}</span></p>
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
    return ask<LogPage>(this.#desk, `${this.#path}?limit=${PAGE}${before}`);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    if (this.#desk.resting) return;
    await work().catch(this.#desk.fail);
  }
}
