import { html, type TemplateResult } from 'lit';
import { button } from '../button.ts';
import type { Desk } from '../desk.ts';
import type { View } from '../panel.ts';
import { icon } from '../summary.ts';
import { run } from './run.ts';
import { shapeOf } from './shapes.ts';

/** What an element shows that has nothing but an error; null where it has not even that. */
export function failureView(desk: Desk): View | null {
  if (!desk.error) return null;
  const press = () => run(desk, 'check-button', () => desk.element.refresh());
  const again = { part: 'check-button', label: desk.texts.tryAgain, press };
  return { facts: failure(desk), actions: button(desk, again), below: null };
}

/** An error in words, with its code and what finds it in the log. The host's own words follow in the slot. */
export function failure(desk: Desk): TemplateResult {
  const { texts, error } = desk;
  const { code, reference } = error!;
  return html`<div part="message" class="note attention">
    ${icon(shapeOf('failed'))}
    <div>
      <p>${errorText(desk)}</p>
      <p class="small">${reference ? `${texts.reference(reference)} · ` : null}${texts.code(code)}</p>
      <slot name="error"></slot>
    </div>
  </div>`;
}

/** The error in words, the proxy's own where it gave any. */
export function errorText({ error, texts }: Desk): string {
  if (!error) return '';
  return error.message || (texts.errors[error.code] ?? texts.errors.unreachable!);
}
