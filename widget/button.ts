import { html, type TemplateResult } from 'lit';
import type { Desk } from './desk.ts';

type Button = {
  /** The name of its part, by which its work is known too. */
  part: string;
  label: string;
  kind?: 'filled' | '';
  press: () => unknown;
};

/** A button that keeps its width and the focus while its work is done. */
export function button({ busy, resting }: Desk, { part, label, kind = '', press }: Button): TemplateResult {
  return html`<button part=${part} class=${kind} aria-busy=${busy === part} aria-disabled=${!!busy || resting} @click=${press}><span>${label}</span></button>`;
}
