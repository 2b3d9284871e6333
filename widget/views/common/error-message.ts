import { html, type TemplateResult } from 'lit';
import type { ApiError } from '../../api/client.ts';
import { button } from '../action-button.ts';
import type { Desk } from '../../state/element-state.ts';
import { unbroken } from '../../i18n/format.ts';
import type { View } from '../../state/panel.ts';
import { icon } from '../status-header.ts';
import { note } from './message.ts';
import { shapeOf } from './icons.ts';

/** Where trying again cannot help: something is wrong with the page, or with what its sender has signed. */
const HOPELESS = ['invalid_token', 'token_expired', 'invalid_invoice', 'wrong_audience', 'proxy_missing'];

/** What an element shows that has nothing but an error; null where it has not even that. */
export function failureView(desk: Desk): View | null {
  const { error, notice } = desk.session;
  if (!error) return null;
  const again = { part: 'check-button', label: desk.texts.tryAgain, work: () => desk.element.refresh() };
  return {
    facts: failure(desk),
    actions: isHopeless(desk) ? null : button(desk, again),
    below: notice && note(notice),
  };
}

/** The page would be told the same again; only where tokens are renewed, another may come. */
export function isHopeless({ session, element }: Desk): boolean {
  const code = session.error?.code ?? '';
  return HOPELESS.includes(code) && !(element.tokenUrl && code.includes('token'));
}

/** An error in words, with its code and what finds it in the log. The host's own words follow in the slot. */
export function failure(desk: Desk): TemplateResult {
  const { texts, session } = desk;
  const { code, reference } = session.error!;
  const small = [...(reference ? [texts.reference(reference)] : []), texts.code(code)]
    .map(unbroken)
    .join(' · ');
  return html`<div part="message" class="note attention">
    ${icon(shapeOf('failed'))}
    <div>
      <p .textContent=${errorText(desk, session.error)}></p>
      <p class="small" .textContent=${small}></p>
      <slot name="error"></slot>
    </div>
  </div>`;
}

/** An error in words, the proxy's own where it gave any. */
export function errorText({ texts }: Desk, error: ApiError | null): string {
  if (!error) return '';
  return error.message || (texts.errors[error.code] ?? texts.errors.unreachable!);
}
