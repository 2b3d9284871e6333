import type { PayPage } from './pay-page.ts';

/** All that a page shows of its invoice, as one text: another text, another page. When Mollie was asked is no news. */
export function stateOf({ view, description, paidWith = [] }: PayPage): string {
  const { number, date, dueDate, url, status, reasons, payment, stillPayable, completedAt } = view;
  const { canPay, continues, chargedBackAt } = view;
  const { total, paid, paidElsewhere, refunded, chargedBack, pending, due, excess } = view;
  const sums = [total, paid, paidElsewhere, refunded, chargedBack, pending, due, excess];
  const transfer = Object.values(payment?.bankTransfer ?? {});
  return [
    ...[status, number, description, date, dueDate, url, completedAt],
    ...[canPay, continues, chargedBackAt],
    ...sums.map(({ value }) => value),
    ...[payment?.status, payment?.amount.value, payment?.expiresAt, ...transfer],
    ...stillPayable.flatMap((older) => [older.amount.value, older.expiresAt, older.bankTransfer]),
    ...paidWith,
    ...reasons,
  ].join(' ');
}
