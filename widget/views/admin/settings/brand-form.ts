import { html, type TemplateResult } from 'lit/html.js';
import type { Brand, ConnectionView } from '../../../../shared/api.ts';
import { announce, showMessage } from '../../../actions/show-message.ts';
import { ApiError } from '../../../api/client.ts';
import { InvoicePayErrorEvent } from '../../../events/error.ts';
import type { ElementState } from '../../../state/element-state.ts';
import { actionButton } from '../../common/action-button.ts';
import type { Send } from './change.ts';
import { fieldError, refusalText } from './field-error.ts';
import { focusOn } from './focus-on.ts';
import { LOGO_TYPES, readLogo } from './logo-file.ts';
import { COLOR, preview } from './preview.ts';

/** What the colour field of a browser shows where no colour is set: the pay page's own. */
const NO_COLOR = '#16181d';

type Errors = { color?: string; logo?: string; all?: string };

/** Name, logo and colour of the pay page, and how they look there. */
export class BrandForm {
  readonly #state: ElementState;
  readonly #send: Send;
  /** What was changed here and is not saved yet. */
  #edits: Partial<Brand> = {};
  #errors: Errors = {};

  constructor(state: ElementState, send: Send) {
    this.#state = state;
    this.#send = send;
  }

  content({ brand, profile, mode }: ConnectionView): TemplateResult {
    const { texts } = this.#state;
    const edited = { ...brand, ...this.#edits };
    const shown = { ...edited, name: edited.name ?? profile?.name ?? null };
    const button = { part: 'brand-button', label: texts.saveBrand, work: () => this.#save(brand) };
    return html`<details part="brand">
      <summary .textContent=${texts.brand}></summary>
      <form class="form brand" novalidate autocomplete="off" @submit=${(event: Event) => event.preventDefault()}>
        <div class="fields">
          ${this.#nameField(edited, profile?.name ?? '')}
          ${this.#colorField(edited)}
          ${this.#logoField(edited)}
        </div>
        ${preview(this.#state, shown, mode)}
        ${fieldError('brand-error', this.#errors.all ?? '')}
        <div class="line">${actionButton(this.#state, button)}</div>
      </form>
    </details>`;
  }

  #nameField({ name }: Brand, usual: string): TemplateResult {
    const input = (event: Event) => this.#edit({ name: typedIn(event).trim() || null });
    return html`
      <label for="brand-name" .textContent=${this.#state.texts.brandName}></label>
      <input part="field" id="brand-name" dir="auto" maxlength="100" autocomplete="off" placeholder=${usual} .value=${name ?? ''} @input=${input} />
    `;
  }

  #colorField({ color }: Brand): TemplateResult {
    const { texts } = this.#state;
    const error = this.#errors.color ?? '';
    const input = (event: Event) => {
      const typed = typedIn(event).trim();
      this.#edit({ color: typed ? withHash(typed) : null });
    };
    return html`
      <label for="brand-color" .textContent=${texts.brandColor}></label>
      <div class="line">
        <input part="field" type="color" aria-label=${texts.pickColor} .value=${color && COLOR.test(color) ? color : NO_COLOR} @input=${input} />
        <input part="field" id="brand-color" class="short" dir="ltr" translate="no" maxlength="7" autocomplete="off" spellcheck="false" placeholder="#rrggbb" aria-describedby="color-error" aria-invalid=${error !== ''} .value=${color ?? ''} @input=${input} />
        ${color ? this.#remover(texts.defaultColor, { color: null }, '#brand-color') : null}
      </div>
      ${fieldError('color-error', error)}
    `;
  }

  #logoField({ logo }: Brand): TemplateResult {
    const { texts } = this.#state;
    const choose = (event: Event) =>
      (event.currentTarget as Element).parentElement!.querySelector('input')!.click();
    return html`
      <p class="label" id="logo" .textContent=${texts.logo}></p>
      <div class="line">
        <input type="file" hidden accept=${LOGO_TYPES.join()} @change=${(event: Event) => this.#read(event)} />
        <button type="button" class="choose" aria-describedby="logo logo-rules logo-error" @click=${choose}><span .textContent=${texts.chooseLogo}></span></button>
        ${logo ? this.#remover(texts.removeLogo, { logo: null }, '.choose') : null}
      </div>
      <p class="small" id="logo-rules" .textContent=${texts.logoRules}></p>
      ${fieldError('logo-error', this.#errors.logo ?? '')}
    `;
  }

  /** @param focus where the focus goes, since the button goes too */
  #remover(label: string, edit: Partial<Brand>, focus: string): TemplateResult {
    const remove = () => {
      this.#edit(edit);
      focusOn(this.#state, focus);
    };
    return html`<button type="button" @click=${remove}><span .textContent=${label}></span></button>`;
  }

  #edit(edit: Partial<Brand>): void {
    this.#edits = { ...this.#edits, ...edit };
    this.#errors = {};
    this.#state.requestUpdate();
  }

  async #read(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    // The same file may be chosen again.
    input.value = '';
    if (!file) return;
    const read = await readLogo(file, this.#state);
    if ('logo' in read) this.#edit(read);
    else await this.#refuse({ logo: read.error }, '.choose');
  }

  async #save(brand: Brand): Promise<void> {
    const state = this.#state;
    const { texts, session } = state;
    const { color } = this.#edits;
    if (color && !COLOR.test(color)) return this.#refuse({ color: texts.colorOdd }, '#brand-color');
    const changed = Object.entries(this.#edits).filter(
      ([name, value]) => value !== brand[name as keyof Brand],
    );
    if (changed.length === 0) return showMessage(state, texts.brandUnchanged);
    try {
      const sent = this.#edits;
      await this.#send({ brand: Object.fromEntries(changed) });
      // What was changed meanwhile is kept.
      if (this.#edits === sent) this.#edits = {};
      showMessage(state, texts.brandSaved, { icon: 'ok' });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      session.send(new InvoicePayErrorEvent(error.code, error.reference));
      await this.#refuse({ all: refusalText(state, error) }, '[part="brand-button"]');
    }
  }

  /** @param focus the control that it is about */
  async #refuse(errors: Errors, focus: string): Promise<void> {
    this.#errors = errors;
    announce(this.#state, Object.values(errors).join(' '));
    await focusOn(this.#state, focus);
  }
}

function typedIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

/** What people type of a colour, as the API takes it. */
function withHash(typed: string): string {
  return typed.startsWith('#') ? typed : `#${typed}`;
}
