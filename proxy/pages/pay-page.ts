import { html, raw } from 'hono/html';
import type { Brand } from '../../shared/api.ts';
import type { Translator } from '../texts/translator.ts';
import { actions } from './actions.ts';
import { transferDetails } from './bank-transfer.ts';
import { details } from './details.ts';
import { fingerprintOf } from './fingerprint.ts';
import { heading, lead } from './heading.ts';
import { icon } from './icons.ts';
import { messages } from './messages.ts';
import { type PageModel, pageModelOf } from './model.ts';
import type { PayPage } from './types.ts';

/** The main part of the online invoice. */
export function payMain(page: PayPage, brand: Brand) {
  const { view, translator } = page;
  const model = pageModelOf(view);
  return html`<main data-state="${fingerprintOf(page)}"${model.pace && html` data-pace="${model.pace}"`}>
<p class="status ${model.tone}">${icon(model.icon)}${view.label}</p>
<h1 tabindex="-1">${heading(view, model, translator)}</h1>
${lead(page, model, brand)}
${figure(model, translator)}
${messages(page, model)}
${model.transfer && transferDetails(model.transfer, translator, brand)}
${details(page, model)}
${actions(page, model)}
${model.offer && printedLink(page, model)}
</main>`;
}

function figure({ figure, transfer }: PageModel, translator: Translator) {
  return transfer
    ? null
    : html`<p class="amount"><span class="what">${translator.texts.page.figure[figure.of]}</span> <strong>${translator.amount(figure.amount)}</strong></p>`;
}

/** Nothing can be pressed on paper: the link is there to be scanned, or typed where another code is to be scanned. */
function printedLink({ link, translator, qrSvg }: PayPage, { transfer }: PageModel) {
  return transfer?.bankTransfer?.epc
    ? html`<p class="printed">${link}</p>`
    : html`<figure class="printed">${qrSvg && raw(qrSvg)}<figcaption>${translator.texts.page.scan}<br>${link}</figcaption></figure>`;
}
