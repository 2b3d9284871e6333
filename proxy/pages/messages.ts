import { html } from 'hono/html';
import { isNonZero } from '../../shared/amounts.ts';
import type { InvoiceView, MethodView } from '../../shared/api.ts';
import { hasTransferBesides, isBalanceKnown, pendingUntil } from '../../shared/invoice-rules.ts';
import type { Translator } from '../texts/translator.ts';
import { icon } from './icons.ts';
import { isWallet, type PageModel, type Tone } from './model.ts';
import type { Message, PayPage } from './types.ts';

/** Errors that the page itself shows where nothing can be paid, by its heading and the text below. */
const SHOWN_BY_THE_PAGE: readonly string[] = ['nothing_due', 'void', 'payment_pending'];

/** `waiting` where money could be paid twice, `neutral` where it is good to know. */
type Hint = { text: string; tone: 'neutral' | 'waiting' };

/** What came of the last request, then what to know before paying. */
export function messages({ view, translator, now, message }: PayPage, model: PageModel) {
  const isNews = message && (view.canPay || !SHOWN_BY_THE_PAGE.includes(message.code));
  return [
    isNews && messageBox('attention', message, translator),
    ...hints(view, model, translator, now, message?.code).map((hint) =>
      messageBox(hint.tone, hint, translator),
    ),
  ];
}

/** The script keeps a message about an amount as long as that amount is asked; others go when the page changes. */
function messageBox(tone: Tone, { code, text, reference }: Partial<Message>, translator: Translator) {
  const isAlert = tone === 'attention';
  return html`<div class="message ${tone}"${isAlert && html` role="alert"`}${
    code === 'amount_changed' && html` data-lasting`
  }>${icon(isAlert ? 'alert' : 'info')}<div><p>${text}</p>${
    reference && html`<p class="reference">${translator.texts.page.reference(reference)}</p>`
  }</div></div>`;
}

/** `shown` is the code of the message above, which is not repeated. */
function hints(
  view: InvoiceView,
  model: PageModel,
  translator: Translator,
  now: Date,
  shown?: string,
): Hint[] {
  const words = translator.texts.page.messages;
  const { payment, ended, reasons, checkedAt, pending, status, due } = view;
  const hints: Hint[] = [];
  const hint = (tone: Hint['tone'], text: string) => hints.push({ tone, text });

  if (reasons.includes('mollie_unavailable') && shown !== 'mollie_unavailable') {
    hint('neutral', words.stale(translator.time(checkedAt, now)));
  }
  if (model.obstacle && shown !== model.obstacle) hint('neutral', translator.error(model.obstacle));
  if (model.offer === 'pay') {
    if (view.continues) hint('neutral', words.continues(futureTime(payment?.expiresAt, translator, now)));
    else if (model.opensWith) hint('neutral', openWithText(view, model.opensWith, translator, now));
    else if (ended) hint('neutral', words[ended]);
  }
  // Where all that is open is being processed, heading and figure say so.
  if (isNonZero(pending) && (status !== 'pending' || isNonZero(due))) {
    const sentence = model.offer ? words.pendingPart : words.pendingBesides;
    hint(
      'waiting',
      [sentence(translator.amount(pending)), ...pendingUntilText(view, translator, now)].join(' '),
    );
  }
  for (const text of olderPayments(view, model, translator, now)) hint('waiting', text);
  if (model.offer === 'pay' && hasTransferBesides(view)) hint('waiting', words.transferOpen);
  return hints;
}

/** When what is being processed ends by itself; none where that is not known. */
export function pendingUntilText(view: InvoiceView, translator: Translator, now: Date): string[] {
  const time = futureTime(pendingUntil(view), translator, now);
  return time ? [translator.texts.page.messages.pendingUntil(time)] : [];
}

/** A browser without the wallet has no button of it. */
function openWithText(view: InvoiceView, method: MethodView, translator: Translator, now: Date): string {
  const time = futureTime(view.payment?.expiresAt, translator, now);
  return translator.texts.page.messages.openWith(method.label, time, !isWallet(method));
}

/** Payments that can still be made and to which nothing here leads. Without Pay, none of them is to be used. */
function olderPayments(view: InvoiceView, { offer }: PageModel, translator: Translator, now: Date): string[] {
  const words = translator.texts.page.messages;
  // Once the host has stated the invoice again, any of them may be the one to pay.
  if (!isBalanceKnown(view)) return [];
  const sentences = view.stillPayable.map(({ amount, expiresAt, bankTransfer }) => {
    if (bankTransfer) return words.olderTransfer(translator.amount(amount));
    return (offer ? words.older : words.olderUseless)(
      translator.amount(amount),
      futureTime(expiresAt, translator, now),
    );
  });
  const isSettled = sentences.length > 0 && !isNonZero(view.remaining);
  return isSettled ? [[words.nothingMore, ...sentences].join(' ')] : sentences;
}

/** In words; null for a time that has passed. */
function futureTime(at: string | null | undefined, translator: Translator, now: Date): string | null {
  return at && Date.parse(at) > now.getTime() ? translator.time(at, now) : null;
}
