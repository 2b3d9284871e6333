import { html, type TemplateResult } from 'lit';
import type { AttemptView, InvoiceView, PaymentStatus } from '../../proxy/types.ts';
import type { Desk } from '../desk.ts';
import { formatAmount } from '../format.ts';
import { shapeOf } from '../later/shapes.ts';
import { isSome } from '../later/some.ts';
import { formatMoment } from '../later/times.ts';
import { icon } from '../summary.ts';

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
  { texts, locale }: Desk,
): TemplateResult {
  if (attempts.length === 0) return html`<p class="caption empty">${texts.noAttempts}</p>`;
  return html`
    <ol class="list" role="list">
      ${attempts.map((attempt) => row(attempt, texts, locale))}
    </ol>
    ${attemptsOmitted ? html`<p class="caption empty">${texts.omitted(attemptsOmitted)}</p>` : null}
  `;
}

function row(attempt: AttemptView, texts: Desk['texts'], locale: string): TemplateResult {
  const { status, method, amount, refunded, chargedBack, dashboardUrl } = attempt;
  const { captured, captureBefore, notVisibleSince, otherCurrencies } = attempt;
  const moment = attempt.paidAt ?? attempt.createdAt;
  const name = method ? (texts.methods[method] ?? brands[method] ?? method) : texts.noMethod;
  return html`<li class="attempt ${status}">
    ${icon(shapeOf(shapes[status]))}
    <p class="strong">${texts.payments[status] ?? status}</p>
    <p class="strong">${formatAmount(amount, locale)}</p>
    <div class="caption">
      <p>${name} · <time class="nowrap" datetime=${moment}>${formatMoment(moment, locale)}</time></p>
      ${captured && isSome(captured) ? html`<p>${texts.captured} ${formatAmount(captured, locale)}</p>` : null}
      ${captureBefore && status === 'authorized' ? html`<p>${texts.captureBefore(formatMoment(captureBefore, locale))}</p>` : null}
      ${isSome(refunded) ? html`<p>${texts.refunded} ${formatAmount(refunded, locale)}</p>` : null}
      ${isSome(chargedBack) ? html`<p class="attention">${texts.chargedBack} ${formatAmount(chargedBack, locale)}</p>` : null}
      ${otherCurrencies.map((other) => html`<p>${texts.otherCurrency(formatAmount(other, locale))}</p>`)}
      ${notVisibleSince ? html`<p class="attention">${texts.unseenSince(formatMoment(notVisibleSince, locale))}</p>` : null}
    </div>
    ${dashboardUrl ? html`<a class="end" href=${dashboardUrl} target="_blank" rel="noopener noreferrer">${texts.dashboard}</a>` : null}
  </li>`;
}
