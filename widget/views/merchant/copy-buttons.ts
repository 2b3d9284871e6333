import { html, type TemplateResult } from 'lit/html.js';
import { announce, showMessage } from '../../actions/show-message.ts';
import { InvoicePayCopiedEvent } from '../../events/copied.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { Session } from '../../state/session.ts';

/** How long a button says that it has copied, in milliseconds. */
const COPIED = 3_000;

type CopyButton = {
  label: string;
  /** What the button says once it has copied. */
  done: string;
  /** What is copied. */
  text: string;
  part?: string;
  kind?: 'filled' | 'plain' | '';
};

/** Buttons that copy the link or a text with it, and then say and announce so. */
export class CopyButtons {
  readonly #state: ElementState;
  /** The text that was copied last, for a moment. */
  #copied = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: ElementState) {
    this.#state = state;
  }

  /** Keeps the width of the longer of its two texts. */
  button({ label, done, text, part = '', kind = '' }: CopyButton): TemplateResult {
    const { session } = this.#state;
    const isDone = this.#copied === text;
    const press = () => this.#copy(session, text, done).catch(session.fail);
    return html`<button part=${part} class=${kind} @click=${press}>
      <span class=${isDone ? 'away' : ''} .textContent=${label}></span>
      <span class=${isDone ? '' : 'away'} aria-hidden=${!isDone} .textContent=${done}></span>
    </button>`;
  }

  async #copy(session: Session, text: string, done: string): Promise<void> {
    const state = this.#state;
    // Only what has a link has these buttons.
    const link = state.invoice!.link!;
    if (!(await session.whileCurrent(write(text)))) {
      const shown = state.host.shadowRoot!.querySelector(`a[href="${CSS.escape(link)}"]`);
      if (shown) getSelection()?.selectAllChildren(shown);
      showMessage(state, state.texts.copyByHand);
      return;
    }
    session.send(new InvoicePayCopiedEvent(link));
    this.#copied = text;
    announce(state, done);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#copied = '';
      if (session.liveText === done) session.liveText = '';
      state.requestUpdate();
    }, COPIED);
  }
}

/** @returns false where the browser does not allow it, as without https, or in a frame without the permission */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
