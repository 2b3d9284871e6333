import { html } from 'hono/html';
import type { Amount, InvoiceView } from '../../shared/api.ts';
import { DAY } from '../lib/clock.ts';
import { toAmount } from '../lib/money.ts';
import { dayOf } from '../texts/format.ts';
import type { Translator } from '../texts/translator.ts';
import { isBalanceKnown, isClosed, isSome, minorOf, type PageModel } from './model.ts';
import type { PayPage } from './pay-page.ts';

type Row = { term: string; value: unknown; remark?: string; figure?: boolean; strong?: boolean };

/** The invoice in a definition list: what it is, what was paid, what is open. */
export function facts(page: PayPage, scene: PageModel) {
  const rows = [...about(page), ...(isClosed(page.view) ? settled(page) : outstanding(page, scene))];
  return html`<dl class="facts">${rows.map(row)}</dl>`;
}

function row({ term, value, remark, figure, strong }: Row) {
  return html`<div class="${strong ? 'strong' : ''}"><dt>${term}</dt><dd class="${figure ? 'figure' : ''}">${value}${
    remark && html` <span class="remark">${remark}</span>`
  }</dd></div>`;
}

function about({ view, description, translator: say, now }: PayPage): Row[] {
  const words = say.texts.page.facts;
  const { number, date, dueDate } = view;
  const day = (of: string) => html`<time datetime="${of}">${say.date(of)}</time>`;
  const late = dueDate && view.canPay ? daysBetween(dueDate, dayOf(now, say.timeZone)) : 0;
  return [
    { term: words.number, value: html`<bdi>${number}</bdi>` },
    ...(description && description !== number
      ? [{ term: words.description, value: html`<bdi>${description}</bdi>` }]
      : []),
    ...(date ? [{ term: words.date, value: day(date) }] : []),
    ...(dueDate
      ? [{ term: words.due, value: day(dueDate), ...(late > 0 && { remark: words.overdue(late) }) }]
      : []),
    { term: words.total, value: say.amount(view.total), figure: true },
  ];
}

function outstanding({ view, translator: say }: PayPage, { status }: PageModel): Row[] {
  const words = say.texts.page.facts;
  const hasRemainder = status !== 'void' && status !== 'nothing_due' && isBalanceKnown(view);
  const { came, wentBack } = otherwise(view);
  return [
    ...some(words.alreadyPaid, sum(view.paid, came), say),
    ...some(words.givenBackOtherwise, wentBack, say),
    ...some(words.refunded, view.refunded, say),
    ...some(words.chargedBack, view.chargedBack, say),
    ...some(words.excess, view.excess, say),
    ...(hasRemainder
      ? [{ term: words.stillOpen, value: say.amount(view.remaining), figure: true, strong: true }]
      : []),
    ...some(words.pending, view.pending, say),
  ];
}

function settled({ view, paidWith = [], translator: say }: PayPage): Row[] {
  const words = say.texts.page.facts;
  const { completedAt } = view;
  const { came, wentBack } = otherwise(view);
  return [
    ...some(words.paidOnline, view.paid, say),
    ...some(words.paidOtherwise, came, say),
    ...some(words.givenBackOtherwise, wentBack, say),
    ...some(words.chargedBack, view.chargedBack, say),
    ...some(words.refunded, view.refunded, say),
    ...some(words.excess, view.excess, say),
    ...some(words.pending, view.pending, say),
    ...(paidWith.length > 0 ? [{ term: words.method, value: paidWith.map(say.method).join(', ') }] : []),
    ...(completedAt
      ? [
          {
            term: words.paidAt,
            value: html`<time datetime="${completedAt}">${say.dateTime(completedAt)}</time>`,
          },
        ]
      : []),
  ];
}

/** Both `YYYY-MM-DD`, which are days in UTC, so that none has 23 hours. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** What came outside, or was given back there: a negative amount says that to nobody. */
function otherwise({ paidElsewhere }: InvoiceView): { came: Amount; wentBack: Amount } {
  const amount = (minor: number) => toAmount(Math.max(0, minor), paidElsewhere.currency);
  const minor = minorOf(paidElsewhere);
  return { came: amount(minor), wentBack: amount(-minor) };
}

function some(term: string, amount: Amount, say: Translator): Row[] {
  return isSome(amount) ? [{ term, value: say.amount(amount), figure: true }] : [];
}

function sum(a: Amount, b: Amount): Amount {
  return toAmount(minorOf(a) + minorOf(b), a.currency);
}
