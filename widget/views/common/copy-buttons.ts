import { html, type TemplateResult } from 'lit/html.js';
import { announce, showMessage } from '../../actions/show-message.ts';
import { InvoicePayCopiedEvent } from '../../events/copied.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { Session } from '../../state/session.ts';
import { icon } from './icons.ts';

/** How long a button says that it has copied, in milliseconds. */
const COPIED = 3_000;

type CopyButton = {
  label: string;
  /** What the button says once it has copied. */
  done: string;
  /** What is copied. */
  text: string;
  /** The link, where it is copied; else nobody hears of it. */
  link?: string;
  part?: string;
  kind?: 'filled' | 'plain' | '';
};

type CopyIcon = Pick<CopyButton, 'label' | 'done' | 'text'>;

/** Buttons that copy the link, a text with it or a bank's details, and then say and announce so. */
export class CopyButtons {
  readonly #state: ElementState;
  /** What the button that copied last says for a moment. */
  #done = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: ElementState) {
    this.#state = state;
  }

  /** Keeps the width of the longer of its two texts. */
  button({ label, done, text, link, part = '', kind = '' }: CopyButton): TemplateResult {
    const { session } = this.#state;
    const isDone = this.#done === done;
    const press = () => this.#copy(session, text, done, () => this.#linkShown(), link).catch(session.fail);
    return html`<button part=${part} class=${kind} @click=${press}>
      <span class=${isDone ? 'away' : ''} .textContent=${label}></span>
      <span class=${isDone ? '' : 'away'} aria-hidden=${!isDone} .textContent=${done}></span>
    </button>`;
  }

  /** Stands after what it copies. @param label for those who do not see it */
  icon({ label, done, text }: CopyIcon): TemplateResult {
    const { session } = this.#state;
    const press = ({ currentTarget }: Event) => {
      const shown = () => (currentTarget as Element).previousElementSibling;
      this.#copy(session, text, done, shown).catch(session.fail);
    };
    return html`<button part="copy-button" class="copy" aria-label=${label} @click=${press}>${icon(this.#done === done ? 'tick' : 'copy')}</button>`;
  }

  /** @param shown what is selected to be copied by hand, where the browser does not allow it otherwise */
  async #copy(
    session: Session,
    text: string,
    done: string,
    shown: () => Element | null,
    link?: string,
  ): Promise<void> {
    const state = this.#state;
    if (!(await session.whileCurrent(write(text)))) {
      const byHand = shown();
      if (byHand) getSelection()?.selectAllChildren(byHand);
      showMessage(state, link ? state.texts.copyByHand : state.texts.copyByHandValue);
      return;
    }
    if (link) session.send(new InvoicePayCopiedEvent(link));
    this.#done = done;
    announce(state, done);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#done = '';
      if (session.liveText === done) session.liveText = '';
      state.requestUpdate();
    }, COPIED);
  }

  #linkShown(): Element | null {
    const { host, invoice } = this.#state;
    // Only what has a link has the buttons that copy it.
    return host.shadowRoot!.querySelector(`a[href="${CSS.escape(invoice!.link!)}"]`);
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
