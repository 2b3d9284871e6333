import { html, type TemplateResult } from 'lit';
import type { Message } from '../../state/message.ts';
import { icon } from '../status-icons.ts';
import { iconPath } from './icons.ts';

/** A sentence with its icon. @param more beneath it */
export function message(
  { icon: name, text, isAlert = false }: Message,
  more: unknown = null,
): TemplateResult {
  return html`<div part="message" class="note ${isAlert ? 'attention' : ''}">${icon(iconPath(name))}<div><p .textContent=${text}></p>${more}</div></div>`;
}
