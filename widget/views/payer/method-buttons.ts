import { keyed } from 'lit/directives/keyed.js';
import { html, type TemplateResult } from 'lit/html.js';
import type { MethodView } from '../../../shared/api.ts';
import type { ElementState } from '../../state/element-state.ts';
import { FEW, methodPart, toggleMethods } from '../basic/basic-view.ts';
import { actionButton } from '../common/action-button.ts';

/**
 * The methods as the basic view draws them.
 *
 * @param isOpen whether a payment page for a method is open already; its button is shown from the start
 * @param pay with the method that is pressed
 */
export function methodButtons(
  state: ElementState,
  methods: readonly MethodView[],
  isOpen: (method: MethodView) => boolean,
  pay: (method: string) => Promise<void>,
): TemplateResult | null {
  if (methods.length === 0) return null;
  const { texts, unfolded } = state;
  const isFolded = methods.length > FEW && !methods.slice(FEW).some(isOpen);
  // Keyed, so that a press that began on one method never ends on another.
  const button = (method: MethodView) =>
    keyed(
      method.id,
      actionButton(state, {
        part: methodPart(method),
        label: method.label,
        work: () => pay(method.id),
      }),
    );
  const more = () => toggleMethods(state);
  return html`<fieldset class="methods"><legend class="caption" .textContent=${texts.orWith}></legend>${methods.slice(0, FEW).map(button)}${isFolded ? html`<button part="more-button" aria-expanded=${unfolded} @click=${more}><span .textContent=${texts.more}></span></button>` : null}${methods.slice(FEW).map(button)}</fieldset>`;
}
