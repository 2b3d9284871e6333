import { html, type TemplateResult } from 'lit/html.js';
import type { ApiError } from '../../../api/client.ts';
import { unbroken } from '../../../i18n/format.ts';
import type { ElementState } from '../../../state/element-state.ts';
import { errorText } from '../../../wording/error-text.ts';

/** What is wrong with a field, below it. It is there without words too, since the field refers to it. */
export function fieldError(id: string, error: string): TemplateResult {
  return html`<p id=${id} class="attention field-error" .textContent=${error}></p>`;
}

/** Why the proxy took nothing, with the reference of the entry in the log. */
export function refusalText(state: ElementState, error: ApiError): string {
  const { reference } = error;
  const small = reference ? ` (${unbroken(state.texts.reference(reference))})` : '';
  return `${errorText(state, error)}${small}`;
}
