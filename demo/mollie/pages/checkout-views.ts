import { html } from 'hono/html';
import { minorOf } from '../amounts.ts';
import { receivedOf } from '../captures.ts';
import { BENEFICIARY } from '../details.ts';
import { findMethod, type Language, type Method, methodName } from '../methods.ts';
import type { Payment, PaymentStatus } from '../records.ts';
import { chargedBackOf, refundedOf } from '../reversals.ts';
import { formatAmount, formatTime } from './format.ts';
import type { Html } from './layout.ts';
import { textsFor } from './texts.ts';

type View = { payment: Payment; language: Language; profileName: string; organizationName: string };

const tokenOf = ({ id }: Payment) => id.slice('tr_'.length);

function heading(view: View, title: string): Html {
  const { payment, language, profileName, organizationName } = view;
  const organization = organizationName === profileName ? '' : ` · ${organizationName}`;
  return html`<p class="muted"><span>${profileName}</span>${organization}</p>
    <p class="amount">${formatAmount(payment.amount, language)}</p>
    <p>${payment.description}</p>
    <h1>${title}</h1>`;
}

function cancelForm({ payment, language }: View): Html {
  return html`<form method="post" action="/checkout/cancel/${tokenOf(payment)}">
    <button class="plain">${textsFor(language).cancel}</button>
  </form>`;
}

export function selectMethodView(view: View, methods: readonly Method[]): Html {
  const { payment, language } = view;
  return html`<section class="card">
    ${heading(view, textsFor(language).chooseMethod)}
    <form method="post" action="/checkout/select-method/${tokenOf(payment)}">
      <ul class="choices">${methods.map(
        ({ id, names }) => html`<li><button name="method" value="${id}">${names[language]}</button></li>`,
      )}</ul>
    </form>
    ${cancelForm(view)}
  </section>`;
}

/** The ends that the customer may choose from, as in Mollie's test mode; and `pending`, for what ends so there. */
export function selectableStatuses({ method, captureMode }: Payment): PaymentStatus[] {
  const { authorizes, pends, pendsAlways } = (method !== null && findMethod(method)) || {};
  const isHeld = captureMode === 'manual';
  return [
    'open',
    ...(authorizes || isHeld ? (['authorized'] as const) : []),
    ...(pends ? (['pending'] as const) : []),
    ...(pendsAlways || isHeld ? [] : (['paid'] as const)),
    ...(['failed', 'canceled', 'expired'] as const),
  ];
}

export function testModeView(view: View, { others }: { others: boolean }): Html {
  const { payment, language, profileName } = view;
  const texts = textsFor(language);
  const method = payment.method ?? '';
  const action = html`/checkout/test-mode?method=${method}&amp;token=3.${tokenOf(payment)}`;
  return html`<section class="card">
    ${heading(view, `${texts.testPayment}: ${methodName(method, language)}`)}
    <p class="muted small">${texts.methodPage[findMethod(method)?.page ?? 'bank']}</p>
    <p class="muted small">${payment.mode === 'test' ? texts.testNote : texts.liveNote}</p>
    ${billedTo(view)}
    <dl class="small">
      <dt>${texts.beneficiary}</dt><dd>${BENEFICIARY} · ${profileName}</dd>
      <dt>${texts.expires}</dt><dd>${formatTime(payment.expiresAt, language)} UTC</dd>
    </dl>
    <form method="post" action="${action}">
      <fieldset class="radios">
        <legend>${texts.statusLegend}</legend>
        ${selectableStatuses(payment).map(
          (status) =>
            html`<label><input type="radio" name="status" value="${status}" required> ${texts.status[status]}</label>`,
        )}
      </fieldset>
      <button class="primary">${texts.proceed}</button>
    </form>
    ${
      findMethod(method)?.arrivesWithin === undefined
        ? ''
        : html`<form class="stack" method="post" action="${action}">
          <button name="status" value="paid">${texts.moneyArrives}</button>
        </form>`
    }
    ${others ? html`<p><a href="/checkout/select-method/${tokenOf(payment)}">${texts.otherMethod}</a></p>` : ''}
    ${payment.preset ? cancelForm(view) : ''}
  </section>`;
}

/** Whom the provider writes the bill to, where the customer pays later. */
function billedTo({ payment: { method, billingAddress }, language }: View): Html {
  if (!billingAddress || method === null || findMethod(method)?.page !== 'later') return html``;
  const { title, givenName, familyName, organizationName, streetAndNumber, streetAdditional } =
    billingAddress;
  const { postalCode, city, country, email } = billingAddress;
  const lines = [
    [title, givenName, familyName],
    [organizationName],
    [streetAndNumber, streetAdditional],
    [postalCode, city, country],
    [email],
  ].map((parts) => parts.filter(Boolean).join(' '));
  return html`<dl class="small"><dt>${textsFor(language).billedTo}</dt>
    <dd>${lines.filter(Boolean).map((line) => html`${line}<br>`)}</dd></dl>`;
}

export function bankTransferView(view: View, { others }: { others: boolean }): Html {
  const { payment, language } = view;
  const texts = textsFor(language);
  const { bankName = '', bankAccount = '', bankBic = '', transferReference = '' } = payment.details ?? {};
  return html`<section class="card">
    ${heading(view, texts.transferTitle)}
    <p class="muted small">${texts.transferNote}</p>
    <dl>
      <dt>${texts.accountHolder}</dt><dd>${bankName}</dd>
      <dt>${texts.account}</dt><dd>${bankAccount.match(/.{1,4}/g)?.join(' ')}</dd>
      <dt>${texts.bic}</dt><dd>${bankBic}</dd>
      <dt>${texts.reference}</dt><dd><strong>${transferReference}</strong></dd>
      <dt>${texts.amount}</dt><dd>${formatAmount(payment.amount, language)}</dd>
      <dt>${texts.expires}</dt><dd>${formatTime(payment.expiresAt, language)} UTC</dd>
    </dl>
    <form class="stack" method="post" action="/checkout/bank-transfer/${tokenOf(payment)}">
      <button class="primary" name="action" value="back">${texts.backToShop}</button>
      <button name="action" value="arrives">${texts.transferArrives}</button>
    </form>
    ${others ? html`<p><a href="/checkout/select-method/${tokenOf(payment)}">${texts.otherMethod}</a></p>` : ''}
    ${payment.preset ? cancelForm(view) : ''}
  </section>`;
}

/** What a payment that cannot be paid here any more came to. */
export function endedView(view: View): Html {
  const { payment, language } = view;
  const texts = textsFor(language);
  const at = payment.times[payment.status];
  const captured = minorOf(receivedOf(payment)) < minorOf(payment.amount) ? receivedOf(payment) : undefined;
  const line = (words: string, amount: Payment['amount']) =>
    minorOf(amount) === 0 ? '' : html`<dt>${words}</dt><dd>${formatAmount(amount, language)}</dd>`;
  return html`<section class="card">
    ${heading(view, texts.ended[payment.status])}
    <dl class="small">
      ${payment.method === null ? '' : html`<dt>${texts.method}</dt><dd>${methodName(payment.method, language)}</dd>`}
      ${at === undefined ? '' : html`<dt>${texts.status[payment.status]}</dt><dd>${formatTime(at, language)} UTC</dd>`}
      ${captured ? line(texts.captured, captured) : ''}
      ${line(texts.refunded, refundedOf(payment))}
      ${line(texts.chargedBack, chargedBackOf(payment))}
    </dl>
    <p><a class="button" href="${payment.redirectUrl}">${texts.backToShop}</a></p>
  </section>`;
}
