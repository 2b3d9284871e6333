import { html } from 'hono/html';
import type { MethodView } from '../../shared/api.ts';
import { withChoices } from '../lib/pay-page-url.ts';
import { icon } from './icons.ts';
import { isClosed, isWallet, type PageModel } from './model.ts';
import type { PayPage } from './types.ts';

/** What the customer can do, paying first; below it, how payment is secured, and the way back to the host. */
export function actions(page: PayPage, model: PageModel) {
  const { view, path, chosen, translator, transferred } = page;
  const { offer, transfer, pace } = model;
  const words = translator.texts.page;
  const button = (text: string, href: string) => html`<a class="button" href="${href}">${text}</a>`;
  const checkAgain = button(words.actions.checkAgain, withChoices(path, { lang: chosen, transferred }));
  const isFinal = isClosed(view);
  const isWaiting = transfer ? transferred : view.status === 'pending' && !offer;
  const isAsked = transfer && !transferred;
  return html`<div class="actions">
${isAsked && button(words.actions.transferred, withChoices(path, { lang: chosen, transferred: true }))}
${isWaiting && checkAgain}
${offer && payForm(page, model)}
${isAsked && notSentForm(page)}
${!isWaiting && pace === 'quick' && html`<noscript>${checkAgain}</noscript>`}
${view.url && isFinal && button(words.actions.back, view.url)}
${isFinal && html`<button class="button" type="button" data-print>${icon('print')}${words.actions.print}</button>`}
</div>
${offer === 'another_way' && html`<p class="small">${words.messages.transferOpen}</p>`}
${offer && html`<p class="small">${icon('lock')}${words.secured}</p>`}
${view.url && !isFinal && html`<p class="back"><a href="${view.url}">${words.actions.back}</a></p>`}`;
}

/** Pay leaves the choice of the method to Mollie; each method's own button makes it here. */
function payForm(page: PayPage, { offer, methods }: PageModel) {
  const { view, translator } = page;
  const words = translator.texts.page.actions;
  const isFirst = offer === 'pay';
  return form(
    page,
    html`<input type="hidden" name="expect" value="${view.due.value}">
<button class="button${isFirst ? ' filled' : ''}" type="submit">${isFirst ? words.pay(translator.amount(view.due)) : words.payAnotherWay}</button>
${methods.length > 0 && html`<fieldset><legend>${words.methods}</legend>${methods.map(methodButton)}</fieldset>`}`,
  );
}

function methodButton(method: MethodView) {
  return html`<button class="button" name="method" value="${method.id}"${isWallet(method) && html` hidden`}>${method.label}</button>`;
}

/** Takes the started transfer back. */
function notSentForm(page: PayPage) {
  const { notSent } = page.translator.texts.page.actions;
  return form(page, html`<button class="plain" name="not_sent" value="1">${notSent}</button>`);
}

function form({ path, chosen }: PayPage, content: unknown) {
  return html`<form method="post" action="${withChoices(path, { lang: chosen })}">
${chosen && html`<input type="hidden" name="lang" value="${chosen}">`}
${content}
</form>`;
}
