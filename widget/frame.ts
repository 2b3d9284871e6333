import { html, nothing, type TemplateResult } from 'lit';
import { button } from './button.ts';
import type { Desk } from './desk.ts';
import { failure, isPayable, notes } from './notes.ts';
import { pay } from './payment.ts';
import { summary } from './summary.ts';
import type { Audience } from './token.ts';

/** As large as what will come, so that nothing moves when it does. */
const placeholder = html`<i class="bone label"></i><i class="bone amount"></i><i class="bone caption"></i>`;

/** The fallback: there until a status shows, and whenever something fails, so that the link is never lost. */
const fallback = html`<slot></slot>`;

/** The whole element before its texts have arrived. */
export function waiting(audience: Audience): TemplateResult {
  const body = audience === 'payer' ? nothing : html`<i class="bone body"></i>`;
  return box(audience, placeholder, fallback, body, true);
}

/** The whole element. */
export function frame(desk: Desk, audience: Audience): TemplateResult {
  const { invoice, error, panel, texts } = desk;
  const head = panel?.head?.();
  if (panel && head) {
    const actions = html`${panel.actions()} ${error ? fallback : nothing}`;
    const below = html`${error ? failure(desk, error) : nothing} ${panel.body()}`;
    return box(audience, head, actions, below, false);
  }
  if (invoice && (panel || audience === 'payer')) {
    const below = html`
      ${notes(desk, invoice)}
      ${invoice.status === 'paid' ? html`<slot name="paid"></slot>` : nothing}
      ${panel?.body()}
    `;
    const actions = html`${panel?.actions() ?? payerActions(desk)} ${error ? fallback : nothing}`;
    return box(audience, summary(desk, invoice), actions, below, false);
  }
  if (!error) return waiting(audience);
  const work = () => (audience === 'admin' && panel ? panel.look() : desk.look());
  const again = button(desk, { part: 'check-button', label: texts.tryAgain, task: 'look', work });
  return box('payer', failure(desk, error), html`${fallback}${again}`, nothing, false);
}

/** One way on: to pay, or where there is nothing to pay, to the invoice's page. On paper its address stands. */
function payerActions(desk: Desk): TemplateResult {
  const { texts, format } = desk;
  const invoice = desk.invoice!;
  const payable = isPayable(invoice);
  const label = texts.pay(format.amount(invoice.due));
  const work = () => pay(desk);
  return html`
    ${payable ? button(desk, { part: 'pay-button', label, task: 'pay', filled: true, work }) : nothing}
    <a part="link" class=${payable ? 'on-paper' : 'button'} href=${invoice.link}><span>${texts.details}</span></a>
  `;
}

function box(
  audience: Audience,
  facts: unknown,
  actions: unknown,
  below: unknown,
  busy: boolean,
): TemplateResult {
  return html`<div class="box ${audience}" aria-busy=${busy}>
    <div class="facts">${facts}</div>
    <div class="actions">${actions}</div>
    ${below}
  </div>`;
}
