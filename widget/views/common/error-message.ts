import { html, type TemplateResult } from 'lit/html.js';
import { unbroken } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { PanelContent } from '../../state/panel.ts';
import { errorText, isErrorLasting } from '../../wording/error-text.ts';
import { actionButton } from './action-button.ts';
import { icon } from './icons.ts';
import { message } from './message.ts';

/** What an element shows that knows nothing but an error; null where there is not even an error. */
export function errorContent(state: ElementState): PanelContent | null {
  const { error, message: latest } = state.session;
  if (!error) return null;
  const retry = { part: 'check-button', label: state.texts.tryAgain, work: () => state.host.refresh() };
  return {
    header: errorMessage(state),
    actions: isErrorLasting(state) ? null : actionButton(state, retry),
    below: latest && message(latest),
  };
}

/** An error in words, with its code and the reference of its entry in the log. The slot has the host page's own words. */
export function errorMessage(state: ElementState): TemplateResult {
  const { texts, session } = state;
  const { code, reference } = session.error!;
  const small = [...(reference ? [texts.reference(reference)] : []), texts.code(code)]
    .map(unbroken)
    .join(' · ');
  return html`<div part="message" class="message attention">
    ${icon('failed')}
    <div>
      <p .textContent=${errorText(state, session.error!)}></p>
      <p class="small" .textContent=${small}></p>
      <slot name="error"></slot>
    </div>
  </div>`;
}
