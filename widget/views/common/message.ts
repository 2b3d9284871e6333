import { html, type TemplateResult } from 'lit';
import { icon } from '../status-header.ts';
import type { Sentence } from '../../state/invoice-messages.ts';
import { shapeOf } from './icons.ts';

/** A sentence with its icon. @param more beneath it */
export function note({ shape, text, isAlert = false }: Sentence, more: unknown = null): TemplateResult {
  return html`<div part="message" class="note ${isAlert ? 'attention' : ''}">${icon(shapeOf(shape))}<div><p .textContent=${text}></p>${more}</div></div>`;
}
