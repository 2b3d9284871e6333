import { html } from 'hono/html';
import { isNegative, isNonZero, unsigned } from '../../shared/amounts.ts';
import type { Amount, InvoiceView } from '../../shared/api.ts';
import { isBalanceKnown } from '../../shared/invoice-rules.ts';
import { DAY } from '../lib/clock.ts';
import { parseMoney, toAmount } from '../lib/money.ts';
import { dayOf } from '../texts/format.ts';
import type { Translator } from '../texts/translator.ts';
import { isClosed, type PageModel } from './model.ts';
import type { PayPage } from './types.ts';

type Row = { term: string; value: unknown; remark?: string; strong?: boolean };

/** The invoice in a definition list: what it is, what was paid, what is open. */
export function details(page: PayPage, model: PageModel) {
  const rows = [...invoiceRows(page), ...(isClosed(page.view) ? settledRows(page) : openRows(page, model))];
  return html`<dl class="details">${rows.map(row)}</dl>`;
}

function row({ term, value, remark, strong }: Row) {
  return html`<div${strong && html` class="strong"`}><dt>${term}</dt><dd>${value}${
    remark && html` <span class="remark">${remark}</span>`
  }</dd></div>`;
}

function invoiceRows({ view, description, translator, now }: PayPage): Row[] {
  const words = translator.texts.page.details;
  const { number, date, dueDate } = view;
  const day = (of: string) => html`<time datetime="${of}">${translator.date(of)}</time>`;
  const late = dueDate && view.canPay ? daysBetween(dueDate, dayOf(now, translator.timeZone)) : 0;
  return [
    { term: words.number, value: html`<bdi>${number}</bdi>` },
    ...(description && description !== number
      ? [{ term: words.description, value: html`<bdi>${description}</bdi>` }]
      : []),
    ...(date ? [{ term: words.date, value: day(date) }] : []),
    ...(dueDate
      ? [{ term: words.due, value: day(dueDate), ...(late > 0 && { remark: words.overdue(late) }) }]
      : []),
    { term: words.total, value: translator.amount(view.total) },
  ];
}

function openRows({ view, translator }: PayPage, { status }: PageModel): Row[] {
  const words = translator.texts.page.details;
  const hasRemainder = status !== 'void' && status !== 'nothing_due' && isBalanceKnown(view);
  const { came, wentBack } = paidElsewhere(view);
  return [
    ...amountRow(words.alreadyPaid, sum(view.paid, came), translator),
    ...amountRow(words.givenBackOtherwise, wentBack, translator),
    ...amountRow(words.refunded, view.refunded, translator),
    ...amountRow(words.chargedBack, view.chargedBack, translator),
    ...amountRow(words.excess, view.excess, translator),
    ...(hasRemainder
      ? [{ term: words.stillOpen, value: translator.amount(view.remaining), strong: true }]
      : []),
    ...amountRow(words.pending, view.pending, translator),
  ];
}

function settledRows({ view, paidWith = [], translator }: PayPage): Row[] {
  const words = translator.texts.page.details;
  const { completedAt } = view;
  const { came, wentBack } = paidElsewhere(view);
  const time =
    completedAt && html`<time datetime="${completedAt}">${translator.dateTime(completedAt)}</time>`;
  return [
    ...amountRow(words.paidOnline, view.paid, translator),
    ...amountRow(words.paidOtherwise, came, translator),
    ...amountRow(words.givenBackOtherwise, wentBack, translator),
    ...amountRow(words.chargedBack, view.chargedBack, translator),
    ...amountRow(words.refunded, view.refunded, translator),
    ...amountRow(words.excess, view.excess, translator),
    ...amountRow(words.pending, view.pending, translator),
    ...(paidWith.length > 0
      ? [{ term: words.method, value: paidWith.map(translator.method).join(', ') }]
      : []),
    ...(time ? [{ term: words.paidAt, value: time }] : []),
  ];
}

/** Both are `YYYY-MM-DD` and taken as days in UTC, each of 24 hours. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** What the host has received or given back itself: readers would not understand a negative amount. */
function paidElsewhere({ paidElsewhere }: InvoiceView): { came: Amount; wentBack: Amount } {
  const none = toAmount(0, paidElsewhere.currency);
  return isNegative(paidElsewhere)
    ? { came: none, wentBack: unsigned(paidElsewhere) }
    : { came: paidElsewhere, wentBack: none };
}

/** None where there is nothing of the amount. */
function amountRow(term: string, amount: Amount, translator: Translator): Row[] {
  return isNonZero(amount) ? [{ term, value: translator.amount(amount) }] : [];
}

function sum(a: Amount, b: Amount): Amount {
  return toAmount(minorOf(a) + minorOf(b), a.currency);
}

/** In minor units. */
function minorOf({ value, currency }: Amount): number {
  return parseMoney(value, currency) ?? 0;
}
