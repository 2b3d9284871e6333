import { html, type TemplateResult } from 'lit';
import type { Desk } from '../state/element-state.ts';
import { run } from '../actions/run-action.ts';

type Button = {
  /** The name of its part; empty where it has none. */
  part: string;
  /** By which its work is known where that is not its part. */
  name?: string;
  label: string;
  kind?: 'filled' | 'plain' | '';
  /** What is done once it is pressed. */
  work: () => Promise<unknown>;
};

/** A button that keeps its width and the focus while its work is done. */
export function button(desk: Desk, { part, name = part, label, kind = '', work }: Button): TemplateResult {
  const { session, resting } = desk;
  const press = () => run(desk, session, name, work);
  return html`<button part=${part} class=${kind} aria-busy=${session.busy === name} aria-disabled=${!!session.busy || resting} @click=${press}><span .textContent=${label}></span></button>`;
}
