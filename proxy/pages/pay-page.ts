import { html, raw } from 'hono/html';
import type { InvoiceView } from '../../shared/api.ts';
import type { Brand } from '../config/index.ts';
import { dayOf } from '../texts/format.ts';
import type { Language } from '../texts/languages.ts';
import type { Translator } from '../texts/translator.ts';
import { address } from './address.ts';
import { transferDetails } from './bank-transfer.ts';
import { facts } from './details.ts';
import { fingerprintOf } from './fingerprint.ts';
import { icon } from './icons.ts';
import { type Message, notices, pendingUntil } from './messages.ts';
import { isBalanceKnown, isClosed, isSome, openAgain, type PageModel, pageModelOf } from './model.ts';

export type PayPage = {
  view: InvoiceView;
  /** What the invoice is for, where the host says more than its number. */
  description?: string | null | undefined;
  /** By which methods money has come, by Mollie's ids. */
  paidWith?: readonly string[] | undefined;
  translator: Translator;
  now: Date;
  /** The page's own path, `/pay/…`; the form posts to it. */
  path: string;
  /** The language that the customer chose by `?lang=`, kept in links and form. */
  chosen?: Language | undefined;
  /** The customer says to have transferred the money: `?transferred`. */
  transferred?: boolean | undefined;
  message?: Message | undefined;
  /** A QR code of the link, for the printed page. An SVG document without style attributes. */
  qrSvg?: string | undefined;
};

/** The main part of the online invoice, as the view has it. */
export function payMain(page: PayPage, brand: Brand) {
  const { view, translator: say, now, message } = page;
  const scene = pageModelOf(view);
  return html`<main data-state="${fingerprintOf(page)}"${scene.pace && html` data-pace="${scene.pace}"`}>
<p class="status ${scene.tone}">${icon(scene.icon)}${view.label}</p>
<h1 tabindex="-1">${heading(view, scene, say)}</h1>
${lead(page, scene, brand)}
${figure(scene, say)}
${notices(view, scene, say, now, message)}
${scene.transfer && transferDetails(scene.transfer, say)}
${facts(page, scene)}
${actions(page, scene)}
${scene.offer && printedLink(page)}
</main>`;
}

/** What happened, in a few words. */
function heading({ number, paid }: InvoiceView, { status, transfer }: PageModel, say: Translator): string {
  const words = say.texts.page.heading;
  if (transfer) return words.bankTransfer;
  switch (status) {
    case 'open':
    case 'partially_paid':
      return words.open(number);
    case 'paid':
      return isSome(paid) ? words.paid : words.settled;
    default:
      return words[status];
  }
}

function lead(page: PayPage, scene: PageModel, { name }: Brand) {
  const said = leadText(page, scene, name);
  return said && html`<p class="lead">${said}</p>`;
}

function leadText(
  { view, translator: say, now, transferred }: PayPage,
  { status, transfer }: PageModel,
  name: string | null,
): string | null {
  const words = say.texts.page.lead;
  const { excess, chargedBack, chargedBackAt, due } = view;
  if (transfer) return transferred ? words.transferred : null;
  if (isSome(chargedBack) && isSome(due) && isBalanceKnown(view)) {
    const day = chargedBackAt && say.date(dayOf(chargedBackAt, say.timeZone));
    return words.charged_back(say.amount(openAgain(view)), day);
  }
  switch (status) {
    case 'pending':
      return isSome(due) ? null : [words.pending, ...pendingUntil(view, say, now)].join(' ');
    case 'overpaid':
      return words.overpaid(say.amount(excess), name);
    case 'void':
      return isSome(excess) ? words.voidPaid(say.amount(excess), name) : words.void(name);
    case 'refunded':
    case 'nothing_due':
      return words[status];
    default:
      return null;
  }
}

function figure({ figure, transfer }: PageModel, say: Translator) {
  return transfer
    ? null
    : html`<p class="amount"><span class="what">${say.texts.page.figure[figure.of]}</span> <strong>${say.amount(figure.amount)}</strong></p>`;
}

/** What can be done, the way to pay first; below it what secures it, and the way back. */
function actions(page: PayPage, { offer, transfer, pace }: PageModel) {
  const { view, path, chosen, translator, transferred } = page;
  const words = translator.texts.page;
  const button = (text: string, href: string) => html`<a class="button" href="${href}">${text}</a>`;
  const checkAgain = button(words.actions.checkAgain, address(path, { lang: chosen, transferred }));
  const closed = isClosed(view);
  const waits = transfer ? transferred : view.status === 'pending' && !offer;
  return html`<div class="actions">
${transfer && !transferred && button(words.actions.transferred, address(path, { lang: chosen, transferred: true }))}
${waits && checkAgain}
${offer && payForm(page, offer)}
${!waits && pace === 'quick' && html`<noscript>${checkAgain}</noscript>`}
${view.url && closed && button(words.actions.back, view.url)}
${closed && html`<button class="button" type="button" data-print>${icon('print')}${words.actions.print}</button>`}
</div>
${offer === 'another_way' && html`<p class="small">${words.notices.transferOpen}</p>`}
${offer && html`<p class="small">${icon('lock')}${words.secured}</p>`}
${view.url && !closed && html`<p class="back"><a href="${view.url}">${words.actions.back}</a></p>`}`;
}

function payForm({ view, path, chosen, translator }: PayPage, offer: 'pay' | 'another_way') {
  const words = translator.texts.page.actions;
  const first = offer === 'pay';
  return html`<form method="post" action="${address(path, { lang: chosen })}">
<input type="hidden" name="expect" value="${view.due.value}">
${chosen && html`<input type="hidden" name="lang" value="${chosen}">`}
<button class="button${first ? ' filled' : ''}" type="submit">${first ? words.pay(translator.amount(view.due)) : words.payAnotherWay}</button>
</form>`;
}

/** On paper, nothing can be pressed: the link stands there to be scanned or typed. */
function printedLink({ view, translator, qrSvg }: PayPage) {
  return html`<figure class="printed">${qrSvg && raw(qrSvg)}<figcaption>${translator.texts.page.scan}<br>${view.link}</figcaption></figure>`;
}
