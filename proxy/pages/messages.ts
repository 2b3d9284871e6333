import { html } from 'hono/html';
import type { InvoiceView } from '../../shared/api.ts';
import type { Translator } from '../texts/translator.ts';
import { icon } from './icons.ts';
import { isSome, type PageModel, type Tone } from './model.ts';

/** What came of the last request, such as an amount that changed since it was shown. */
export type Message = { code: string; text: string; reference?: string };

/** What the page itself says where nothing can be paid: its heading, and what is below it. */
const SAID_BY_THE_PAGE: readonly string[] = ['nothing_due', 'void', 'payment_pending'];

type Hint = { text: string; tone: 'neutral' | 'waiting' };

/** The message first, then what to know before paying. */
export function notices(view: InvoiceView, scene: PageModel, say: Translator, now: Date, message?: Message) {
  const isNews = message && (view.canPay || !SAID_BY_THE_PAGE.includes(message.code));
  return [
    isNews && notice('attention', message, say),
    ...hints(view, scene, say, now, message?.code).map((hint) => notice(hint.tone, hint, say)),
  ];
}

/** One about an amount stays while that amount is asked; others go with the state that they are about. */
function notice(tone: Tone, { code, text, reference }: Partial<Message>, say: Translator) {
  const alert = tone === 'attention';
  return html`<div class="notice ${tone}"${alert && html` role="alert"`}${
    code === 'amount_changed' && html` data-lasting`
  }>${icon(alert ? 'alert' : 'info')}<div><p>${text}</p>${
    reference && html`<p class="reference">${say.texts.page.reference(reference)}</p>`
  }</div></div>`;
}

/** `waiting` where money could go twice, `neutral` where it is good to know. Not again what was `told`, a code. */
function hints(view: InvoiceView, scene: PageModel, say: Translator, now: Date, told?: string): Hint[] {
  const words = say.texts.page.notices;
  const { payment, ended, reasons } = view;
  const hints: Hint[] = [];
  const hint = (tone: Hint['tone'], text: string) => hints.push({ tone, text });

  if (reasons.includes('mollie_unavailable') && told !== 'mollie_unavailable') {
    hint('neutral', words.stale(say.time(view.checkedAt, now)));
  }
  if (scene.obstacle && told !== scene.obstacle) hint('neutral', say.error(scene.obstacle));
  if (scene.offer === 'pay') {
    if (view.continues) hint('neutral', words.continues(until(payment?.expiresAt, say, now)));
    else if (ended) hint('neutral', words[ended]);
  }
  // Where all that is open is under way, the page is about nothing else.
  if (isSome(view.pending) && (view.status !== 'pending' || isSome(view.due))) {
    const sentence = scene.offer ? words.pendingPart : words.pendingBesides;
    hint('waiting', [sentence(say.amount(view.pending)), ...pendingUntil(view, say, now)].join(' '));
  }
  for (const text of older(view, scene, say, now)) hint('waiting', text);
  if (scene.offer === 'pay' && hasTransferBesides(view)) hint('waiting', words.transferOpen);
  return hints;
}

/** When a payment under way ends by itself. That of several is not known here. */
export function pendingUntil({ payment, pending }: InvoiceView, say: Translator, now: Date): string[] {
  const isIt =
    /^(pending|authorized)$/.test(payment?.status ?? '') && payment?.amount.value === pending.value;
  const time = isIt && until(payment.expiresAt, say, now);
  return time ? [say.texts.page.notices.pendingUntil(time)] : [];
}

/** What could still be paid and is not what Pay leads to. Where Pay is not there, none of it is to be used. */
function older(view: InvoiceView, { offer }: PageModel, say: Translator, now: Date): string[] {
  const { stillPayable, remaining, reasons } = view;
  const words = say.texts.page.notices;
  // Of an invoice in doubt any of them may be the one to pay, once it is stated again.
  if (reasons.includes('unconfirmed')) return [];
  const sentences = stillPayable.map(({ amount, expiresAt, bankTransfer }) => {
    if (bankTransfer) return words.olderTransfer(say.amount(amount));
    return (offer ? words.older : words.olderUseless)(say.amount(amount), until(expiresAt, say, now));
  });
  const isSettled = sentences.length > 0 && !isSome(remaining);
  return isSettled ? [[words.nothingMore, ...sentences].join(' ')] : sentences;
}

/** A transfer for exactly what is due, beside the payment page to which Pay leads. */
function hasTransferBesides({ reasons, stillPayable }: InvoiceView): boolean {
  return reasons.includes('bank_transfer_open') && !stillPayable.some(({ bankTransfer }) => bankTransfer);
}

/** A time that is still to come, as it is said. */
function until(at: string | null | undefined, say: Translator, now: Date): string | null {
  return at && Date.parse(at) > now.getTime() ? say.time(at, now) : null;
}
