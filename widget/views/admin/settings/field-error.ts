import { html, type TemplateResult } from 'lit/html.js';

/** What is wrong with a field, below it. It is there without words too, since the field refers to it. */
export function fieldError(id: string, error: string): TemplateResult {
  return html`<p id=${id} class="attention field-error" .textContent=${error}></p>`;
}
