import { html } from 'hono/html';
import type { Speech } from '../texts/index.ts';
import type { InvoiceView } from '../types.ts';
import { isSome, type Scene } from './scene.ts';

/** What came of the last request, such as an amount that changed since it was shown. */
export type Message = { code: string; text: string; reference?: string };

const DAY_MS = 24 * 60 * 60 * 1000;

/** The message first, then what to know before paying. */
export function notices(view: InvoiceView, scene: Scene, say: Speech, now: Date, message?: Message) {
  const words = say.texts.page;
  const told = hints(view, scene, say, now).filter((text) => text !== message?.text);
  return [
    message &&
      html`<div class="notice attention" role="alert"><p>${message.text}</p>${
        message.reference && html`<p class="reference">${words.reference(message.reference)}</p>`
      }</div>`,
    ...told.map((text) => html`<p class="notice">${text}</p>`),
  ];
}

function hints(view: InvoiceView, scene: Scene, say: Speech, now: Date): string[] {
  const words = say.texts.page.notices;
  const { payment, stillPayable, reasons } = view;
  const until = (at: string | null) => at && say.time(at, now);
  const hints: string[] = [];

  if (reasons.includes('mollie_unavailable')) hints.push(words.stale(say.time(view.checkedAt, now)));
  if (scene.obstacle) hints.push(say.error(scene.obstacle));
  if (scene.offer === 'pay' && payment) {
    const isNews = now.getTime() - Date.parse(payment.createdAt) < DAY_MS;
    if (payment.status === 'open') hints.push(words.continues(until(payment.expiresAt)));
    else if (isNews && isOver(payment.status)) hints.push(words[payment.status]);
  }
  if (view.canPay && isSome(view.pending)) hints.push(words.pendingPart(say.amount(view.pending)));
  for (const { amount, expiresAt } of stillPayable)
    hints.push(words.older(say.amount(amount), until(expiresAt)));
  if (scene.offer === 'another_way') hints.push(words.transferOpen);
  return hints;
}

function isOver(status: string): status is 'failed' | 'canceled' | 'expired' {
  return status === 'failed' || status === 'canceled' || status === 'expired';
}
