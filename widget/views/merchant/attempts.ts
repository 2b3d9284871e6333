import { html, type TemplateResult } from 'lit';
import type { Amount, AttemptView, InvoiceView, PaymentStatus } from '../../../shared/api.ts';
import type { Desk } from '../../state/element-state.ts';
import { formatAmount } from '../../i18n/format.ts';
import { shapeOf } from '../common/icons.ts';
import { isSome } from '../office/is-same.ts';
import { formatMoment } from '../../i18n/format-time.ts';
import { icon } from '../status-header.ts';

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
  if (attempts.length === 0) return html`<p class="caption empty" .textContent=${texts.noAttempts}></p>`;
  return html`
    <ol class="list" role="list">
      ${attempts.map((attempt) => row(attempt, texts, locale))}
    </ol>
    ${attemptsOmitted ? html`<p class="caption empty" .textContent=${texts.omitted(attemptsOmitted)}></p>` : null}
  `;
}

function row(attempt: AttemptView, texts: Desk['texts'], locale: string): TemplateResult {
  const { status, method, amount, refunded, chargedBack, dashboardUrl } = attempt;
  const { captured, captureBefore, notVisibleSince, otherCurrencies = [] } = attempt;
  const moment = attempt.paidAt ?? attempt.createdAt;
  const name = method ? (texts.methods[method] ?? brands[method] ?? method) : texts.noMethod;
  const format = (of: Amount) => formatAmount(of, locale);
  return html`<li class="attempt ${status}">
    ${icon(shapeOf(shapes[status]))}
    <p class="strong" .textContent=${texts.payments[status] ?? status}></p>
    <p class="strong" .textContent=${format(amount)}></p>
    <div class="caption">
      <p><span .textContent=${name}></span> · <time class="nowrap" datetime=${moment} .textContent=${formatMoment(moment, locale)}></time></p>
      ${captured && isSome(captured) ? line(`${texts.captured} ${format(captured)}`) : null}
      ${captureBefore && status === 'authorized' ? line(texts.captureBefore(formatMoment(captureBefore, locale))) : null}
      ${isSome(refunded) ? line(`${texts.refunded} ${format(refunded)}`) : null}
      ${isSome(chargedBack) ? line(`${texts.chargedBack} ${format(chargedBack)}`, 'attention') : null}
      ${otherCurrencies.map((other) => line(texts.otherCurrency(format(other))))}
      ${notVisibleSince ? line(texts.unseenSince(formatMoment(notVisibleSince, locale)), 'attention') : null}
    </div>
    ${dashboardUrl ? html`<a class="end" href=${dashboardUrl} target="_blank" rel="noopener noreferrer" .textContent=${texts.dashboard}></a>` : null}
  </li>`;
}

function line(text: string, kind = ''): TemplateResult {
  return html`<p class=${kind} .textContent=${text}></p>`;
}
