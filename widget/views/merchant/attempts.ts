import { html, type TemplateResult } from 'lit/html.js';
import { isNonZero } from '../../../shared/amounts.ts';
import type { Amount, AttemptView, InvoiceView, PaymentStatus } from '../../../shared/api.ts';
import { methodName } from '../../../shared/methods.ts';
import { formatAmount } from '../../i18n/format.ts';
import { formatMoment } from '../../i18n/format-time.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { ElementState } from '../../state/element-state.ts';
import { icon } from '../common/icons.ts';

const icons: Record<PaymentStatus, string> = {
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
  { texts, locale }: ElementState,
): TemplateResult {
  if (attempts.length === 0) return html`<p class="caption empty" .textContent=${texts.noAttempts}></p>`;
  return html`
    <ol class="list" role="list">
      ${attempts.map((attempt) => row(attempt, texts, locale))}
    </ol>
    ${attemptsOmitted ? html`<p class="caption empty" .textContent=${texts.omitted(attemptsOmitted)}></p>` : null}
  `;
}

function row(attempt: AttemptView, texts: Texts, locale: string): TemplateResult {
  const { status, method, amount, refunded, chargedBack, dashboardUrl } = attempt;
  const { captured, captureBefore, notVisibleSince, otherCurrencies = [] } = attempt;
  const moment = attempt.paidAt ?? attempt.createdAt;
  const name = method ? methodName(method, texts.methods) : texts.noMethod;
  const format = (of: Amount) => formatAmount(of, locale);
  return html`<li class="attempt ${status}">
    ${icon(icons[status])}
    <p class="strong" .textContent=${texts.payments[status] ?? status}></p>
    <p class="strong" .textContent=${format(amount)}></p>
    <div class="caption">
      <p><span .textContent=${name}></span> · <time class="nowrap" datetime=${moment} .textContent=${formatMoment(moment, locale)}></time></p>
      ${captured && isNonZero(captured) ? line(`${texts.captured} ${format(captured)}`) : null}
      ${captureBefore && status === 'authorized' ? line(texts.captureBefore(formatMoment(captureBefore, locale))) : null}
      ${isNonZero(refunded) ? line(`${texts.refunded} ${format(refunded)}`) : null}
      ${isNonZero(chargedBack) ? line(`${texts.chargedBack} ${format(chargedBack)}`, 'attention') : null}
      ${otherCurrencies.map((other) => line(texts.otherCurrency(format(other))))}
      ${notVisibleSince ? line(texts.notVisibleSince(formatMoment(notVisibleSince, locale)), 'attention') : null}
    </div>
    ${dashboardUrl ? html`<a class="end" href=${dashboardUrl} target="_blank" rel="noopener noreferrer" .textContent=${texts.dashboard}></a>` : null}
  </li>`;
}

function line(text: string, kind = ''): TemplateResult {
  return html`<p class=${kind} .textContent=${text}></p>`;
}
