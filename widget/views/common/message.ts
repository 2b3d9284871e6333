import { html, type TemplateResult } from 'lit/html.js';
import type { Message } from '../../state/message.ts';
import { icon } from './icons.ts';

/** A sentence with its icon. @param more beneath it */
export function message(
  { icon: name, text, isAlert = false }: Message,
  more: unknown = null,
): TemplateResult {
  return html`<div part="message" class="message ${isAlert ? 'attention' : ''}">${icon(name)}<div><p .textContent=${text}></p>${more}</div></div>`;
}
