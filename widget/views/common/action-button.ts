import { html, type TemplateResult } from 'lit/html.js';
import { runAction } from '../../actions/run-action.ts';
import type { ElementState } from '../../state/element-state.ts';

type Button = {
  /** The name of its part; empty where it has none. */
  part: string;
  /** The name of its work, where that is not its part. */
  name?: string;
  label: string;
  kind?: 'filled' | 'plain' | '';
  /** What pressing it does. */
  work: () => Promise<unknown>;
};

/** A button that keeps its width and the focus while its work is done. */
export function actionButton(
  state: ElementState,
  { part, name = part, label, kind = '', work }: Button,
): TemplateResult {
  const { session, mustWait } = state;
  const press = () => runAction(state, session, name, work);
  return html`<button part=${part} class=${kind} aria-busy=${session.busy === name} aria-disabled=${!!session.busy || mustWait} @click=${press}><span .textContent=${label}></span></button>`;
}
