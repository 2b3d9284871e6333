import { html } from 'hono/html';
import { DAY } from '../clock.ts';
import type { Speech } from '../texts/index.ts';
import type { InvoiceView, PaymentStatus } from '../types.ts';
import { icon } from './icons.ts';
import { isSome, type Scene, type Tone } from './scene.ts';

/** What came of the last request, such as an amount that changed since it was shown. */
export type Message = { code: string; text: string; reference?: string };

/** What the page itself says where nothing can be paid: its heading, and what is below it. */
const SAID_BY_THE_PAGE: readonly string[] = ['nothing_due', 'void', 'payment_pending'];

type Hint = { text: string; tone: 'neutral' | 'waiting' };

/** The message first, then what to know before paying. */
export function notices(view: InvoiceView, scene: Scene, say: Speech, now: Date, message?: Message) {
  const isNews = message && (view.canPay || !SAID_BY_THE_PAGE.includes(message.code));
  return [
    isNews && notice('attention', message, say),
    ...hints(view, scene, say, now, message?.code).map((hint) => notice(hint.tone, hint, say)),
  ];
}

/** One about an amount stays while that amount is asked; others go with the state that they are about. */
function notice(tone: Tone, { code, text, reference }: Partial<Message>, say: Speech) {
  const alert = tone === 'attention';
  return html`<div class="notice ${tone}"${alert && html` role="alert"`}${
    code === 'amount_changed' && html` data-lasting`
  }>${icon(alert ? 'alert' : 'info')}<div><p>${text}</p>${
    reference && html`<p class="reference">${say.texts.page.reference(reference)}</p>`
  }</div></div>`;
}

/** `waiting` where money could go twice, `neutral` where it is good to know. Not again what was `told`, a code. */
function hints(view: InvoiceView, scene: Scene, say: Speech, now: Date, told?: string): Hint[] {
  const words = say.texts.page.notices;
  const { payment, stillPayable, reasons } = view;
  const until = (at: string | null) => at && say.time(at, now);
  const hints: Hint[] = [];
  const hint = (tone: Hint['tone'], text: string) => hints.push({ tone, text });

  if (reasons.includes('mollie_unavailable') && told !== 'mollie_unavailable') {
    hint('neutral', words.stale(say.time(view.checkedAt, now)));
  }
  if (scene.obstacle && told !== scene.obstacle) hint('neutral', say.error(scene.obstacle));
  if (scene.offer === 'pay' && payment) {
    const isNews = now.getTime() - Date.parse(payment.createdAt) < DAY;
    if (payment.status === 'open') hint('neutral', words.continues(until(payment.expiresAt)));
    else if (isNews && isOver(payment.status)) hint('neutral', words[payment.status]);
  }
  if (view.canPay && isSome(view.pending)) hint('waiting', words.pendingPart(say.amount(view.pending)));
  for (const { amount, expiresAt } of stillPayable) {
    hint('waiting', words.older(say.amount(amount), until(expiresAt)));
  }
  return hints;
}

function isOver(status: PaymentStatus): status is 'failed' | 'canceled' | 'expired' {
  return status === 'failed' || status === 'canceled' || status === 'expired';
}
