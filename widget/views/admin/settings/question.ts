import { html, type TemplateResult } from 'lit/html.js';
import { icon } from '../../common/icons.ts';

type Question = {
  /** What is asked. */
  title: string;
  /** What would come of it, each in a sentence. */
  sentences: readonly string[];
  /** Below it in small letters, such as a reference. */
  small?: string;
  /** The button that does it. */
  yes: TemplateResult;
  /** On the button that does not. */
  no: string;
  cancel: () => void;
};

/** Asks before something that is hard to take back. It is not modal: the rest of the page can still be read. */
export function question({ title, sentences, small, yes, no, cancel }: Question): TemplateResult {
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  };
  return html`<div part="question" class="question" role="alertdialog" aria-labelledby="asked" aria-describedby="consequences" @keydown=${press}>
    <p class="strong attention" id="asked">${icon('alert')}<span .textContent=${title}></span></p>
    <div class="consequences" id="consequences">
      ${sentences.map((sentence) => html`<p .textContent=${sentence}></p>`)}
      ${small ? html`<p class="small" .textContent=${small}></p>` : null}
    </div>
    <div class="line">
      ${yes}
      <button type="button" class="cancel" @click=${cancel}><span .textContent=${no}></span></button>
    </div>
  </div>`;
}
