import { html } from 'hono/html';
import { parseMoney, toAmount } from '../money.ts';
import { dayOf, type Speech } from '../texts/index.ts';
import type { Amount, InvoiceView } from '../types.ts';
import { isSome } from './scene.ts';

type Row = { term: string; value: string; remark?: string; figure?: boolean; strong?: boolean };

/** The invoice in a definition list: what it is, what was paid, what is open. */
export function facts(view: InvoiceView, say: Speech, now: Date) {
  const rows = [...about(view, say, now), ...(isClosed(view) ? settled(view, say) : outstanding(view, say))];
  return html`<dl class="facts">${rows.map(row)}</dl>`;
}

function row({ term, value, remark, figure, strong }: Row) {
  return html`<div class="${strong ? 'strong' : ''}"><dt>${term}</dt><dd class="${figure ? 'figure' : ''}">${value}${
    remark && html` <span class="remark">${remark}</span>`
  }</dd></div>`;
}

function about(view: InvoiceView, say: Speech, now: Date): Row[] {
  const words = say.texts.page.facts;
  const { dueDate } = view;
  const overdue = dueDate !== null && view.canPay && dueDate < dayOf(now, say.timeZone);
  return [
    { term: words.number, value: view.number },
    ...(view.date ? [{ term: words.date, value: say.date(view.date) }] : []),
    ...(dueDate
      ? [{ term: words.due, value: say.date(dueDate), ...(overdue && { remark: words.overdue }) }]
      : []),
    { term: words.total, value: say.amount(view.total), figure: true },
  ];
}

function outstanding(view: InvoiceView, say: Speech): Row[] {
  const words = say.texts.page.facts;
  return [
    ...some(words.alreadyPaid, sum(view.paid, view.paidElsewhere), say),
    ...some(words.refunded, view.refunded, say),
    ...some(words.chargedBack, view.chargedBack, say),
    ...(view.status === 'void' || view.status === 'nothing_due'
      ? []
      : [{ term: words.stillOpen, value: say.amount(view.remaining), figure: true, strong: true }]),
    ...some(words.pending, view.pending, say),
  ];
}

function settled(view: InvoiceView, say: Speech): Row[] {
  const words = say.texts.page.facts;
  const method = view.payment?.status === 'paid' ? view.payment.method : null;
  return [
    ...some(words.paidOnline, view.paid, say),
    ...some(words.paidOtherwise, view.paidElsewhere, say),
    ...some(words.chargedBack, view.chargedBack, say),
    ...some(words.refunded, view.refunded, say),
    ...some(words.excess, view.excess, say),
    ...(method ? [{ term: words.method, value: say.method(method) }] : []),
    ...(view.completedAt ? [{ term: words.paidAt, value: say.dateTime(view.completedAt) }] : []),
  ];
}

function isClosed({ status }: InvoiceView): boolean {
  return ['paid', 'overpaid', 'partially_refunded', 'refunded'].includes(status);
}

function some(term: string, amount: Amount, say: Speech): Row[] {
  return isSome(amount) ? [{ term, value: say.amount(amount), figure: true }] : [];
}

function sum(a: Amount, b: Amount): Amount {
  const [x = 0, y = 0] = [a, b].map(({ currency, value }) => parseMoney(value, currency));
  return toAmount(x + y, a.currency);
}
