import { html, type TemplateResult } from 'lit';
import type { Desk, Task } from './desk.ts';

type Button = {
  /** The name of its part. */
  part: string;
  label: string;
  task: Task;
  filled?: boolean;
  press: () => unknown;
};

/** A button that keeps its width and the focus while its work is done. */
export function button(
  { busy, resting }: Desk,
  { part, label, task, filled, press }: Button,
): TemplateResult {
  return html`<button part=${part} class=${filled ? 'filled' : ''} aria-busy=${busy === task} aria-disabled=${busy !== null || resting} @click=${press}><span>${label}</span></button>`;
}
