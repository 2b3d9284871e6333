import { html, nothing, type TemplateResult } from 'lit';
import type { AttemptView, InvoiceView, PaymentStatus } from '../../proxy/types.ts';
import { type Format, isSome } from '../format.ts';
import { icon } from '../icons.ts';
import type { Texts } from '../texts/en.ts';

/** Methods whose names are brands, the same in every language. Another one is shown by Mollie's id for it. */
const brands: Record<string, string> = {
  alma: 'Alma',
  applepay: 'Apple Pay',
  bancontact: 'Bancontact',
  belfius: 'Belfius',
  billie: 'Billie',
  blik: 'BLIK',
  eps: 'eps',
  googlepay: 'Google Pay',
  ideal: 'iDEAL',
  in3: 'in3',
  kbc: 'KBC/CBC',
  klarna: 'Klarna',
  mybank: 'MyBank',
  paypal: 'PayPal',
  przelewy24: 'Przelewy24',
  riverty: 'Riverty',
  trustly: 'Trustly',
  twint: 'TWINT',
  wero: 'Wero',
};

const shapes: Record<PaymentStatus, string> = {
  open: 'open',
  pending: 'pending',
  authorized: 'pending',
  paid: 'paid',
  canceled: 'void',
  expired: 'nothing_due',
  failed: 'failed',
};

/** Every payment that was started, newest first. */
export function attempts(
  { attempts = [], attemptsOmitted = 0 }: InvoiceView,
  texts: Texts,
  format: Format,
): TemplateResult {
  if (attempts.length === 0) return html`<p class="caption empty">${texts.noAttempts}</p>`;
  return html`
    <ol class="list">
      ${attempts.map((attempt) => row(attempt, texts, format))}
    </ol>
    ${attemptsOmitted ? html`<p class="caption">${texts.omitted(attemptsOmitted)}</p>` : nothing}
  `;
}

function row(attempt: AttemptView, texts: Texts, format: Format): TemplateResult {
  const { status, method, amount, refunded, chargedBack, dashboardUrl } = attempt;
  const name = method ? (texts.methods[method] ?? brands[method] ?? method) : texts.noMethod;
  return html`<li class="attempt ${status}">
    ${icon(shapes[status] ?? 'info')}
    <div class="grow">
      <p class="strong">${texts.payments[status] ?? status}</p>
      <p class="caption">${name} · <span class="nowrap">${format.moment(attempt.paidAt ?? attempt.createdAt)}</span></p>
      ${isSome(refunded) ? html`<p class="caption">${texts.refunded} ${format.amount(refunded)}</p>` : nothing}
      ${isSome(chargedBack) ? html`<p class="attention">${texts.chargedBack} ${format.amount(chargedBack)}</p>` : nothing}
    </div>
    <div class="end">
      <p class="strong nowrap">${format.amount(amount)}</p>
      ${dashboardUrl ? html`<a href=${dashboardUrl} target="_blank" rel="noopener noreferrer">${texts.dashboard}</a>` : nothing}
    </div>
  </li>`;
}
