import type { PayPage } from './types.ts';

/**
 * A short name for all that a page shows of its invoice, from which the script sees whether the page has changed. The
 * time at which Mollie was asked is not part of it.
 */
export function fingerprintOf(page: PayPage): string {
  return shortened(shownOf(page).join(' '));
}

function shownOf({ view, description, paidWith = [] }: PayPage): unknown[] {
  const { number, date, dueDate, url, status, reasons, payment, stillPayable, completedAt } = view;
  const { canPay, continues, chargedBackAt, methods = [] } = view;
  const { total, paid, paidElsewhere, refunded, chargedBack, pending, due, excess } = view;
  const sums = [total, paid, paidElsewhere, refunded, chargedBack, pending, due, excess];
  const transfer = Object.values(payment?.bankTransfer ?? {});
  return [
    ...[status, number, description, date, dueDate, url, completedAt],
    ...[canPay, continues, chargedBackAt],
    ...sums.map(({ value }) => value),
    ...[payment?.status, payment?.method, payment?.amount.value, payment?.expiresAt, ...transfer],
    ...stillPayable.flatMap((older) => [older.amount.value, older.expiresAt, older.bankTransfer]),
    ...methods.flatMap(({ id, label }) => [id, label]),
    ...paidWith,
    ...reasons,
  ];
}

/** FNV-1a, in 64 bits. http://www.isthe.com/chongo/tech/comp/fnv/ */
function shortened(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(36);
}
