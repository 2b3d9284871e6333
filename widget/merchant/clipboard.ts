import { html, type TemplateResult } from 'lit';
import type { Desk } from '../desk.ts';
import { InvoicePayCopiedEvent } from '../events/copied.ts';
import { notify, say } from '../later/run.ts';

/** How long a button says that it copied, in milliseconds: long enough to look back at it. */
const COPIED = 3_000;

type CopyButton = {
  label: string;
  /** What the button says once it has copied. */
  done: string;
  /** What goes on the clipboard. */
  text: string;
  part?: string;
  kind?: 'filled' | 'plain' | '';
};

/** Buttons that put something with the link on the clipboard, and say so to eye and ear. */
export class Clipboard {
  readonly #desk: Desk;
  /** What was just copied. */
  #copied = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Keeps the width of the longer of its two texts. */
  button({ label, done, text, part = '', kind = '' }: CopyButton): TemplateResult {
    const isDone = this.#copied === text;
    return html`<button part=${part} class=${kind} @click=${() => this.#copy(text, done)}>
      <span class=${isDone ? 'away' : ''}>${label}</span>
      <span class=${isDone ? '' : 'away'} aria-hidden=${!isDone}>${done}</span>
    </button>`;
  }

  async #copy(text: string, done: string): Promise<void> {
    const desk = this.#desk;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // As on a page without https, or in a frame without the permission.
      const link = desk.element.shadowRoot!.querySelector('[part="link"]')!;
      getSelection()?.selectAllChildren(link);
      notify(desk, desk.texts.copyByHand);
      return;
    }
    desk.element.dispatchEvent(new InvoicePayCopiedEvent(desk.invoice!.link));
    this.#copied = text;
    say(desk, done);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#copied = '';
      say(desk, '');
    }, COPIED);
  }
}
