import { html, type TemplateResult } from 'lit';
import type { Desk, Task } from './desk.ts';

type Button = {
  /** The name of its part. */
  part: string;
  label: string;
  task: Task;
  filled?: boolean;
  work: () => Promise<void>;
};

/** A button that keeps its width and the focus while its work is done. */
export function button(desk: Desk, { part, label, task, filled = false, work }: Button): TemplateResult {
  return html`<button
    type="button"
    part=${part}
    class=${filled ? 'filled' : ''}
    aria-busy=${desk.busy === task}
    aria-disabled=${desk.busy !== null || desk.resting}
    @click=${() => desk.run(task, work)}
  ><span>${label}</span></button>`;
}
