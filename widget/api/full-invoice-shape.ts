import {
  amount,
  invoiceShape,
  listOf,
  maybe,
  objectOf,
  optional,
  type Shape,
  text,
  time,
} from './response-shape.ts';

const offered = { amount, expiresAt: maybe(time) };

const payment = {
  ...offered,
  status: text,
  method: maybe(text),
  bankTransfer: optional(
    objectOf({
      bankName: maybe(text),
      bankAccount: text,
      bankBic: maybe(text),
      transferReference: text,
      dueDate: maybe(text),
      epc: maybe(text),
    }),
  ),
};

const attempt = {
  ...payment,
  id: text,
  createdAt: time,
  paidAt: maybe(time),
  refunded: amount,
  chargedBack: amount,
  dashboardUrl: maybe(text),
  captured: maybe(amount),
  captureBefore: maybe(time),
  notVisibleSince: maybe(time),
  otherCurrencies: optional(listOf(amount)),
};

const more = objectOf({
  number: text,
  mode: maybe(text),
  merchantName: maybe(text),
  paidElsewhere: amount,
  refunded: amount,
  chargedBack: amount,
  pending: amount,
  excess: amount,
  chargedBackAt: maybe(time),
  checkedAt: maybe(time),
  paid: amount,
  payment: maybe(objectOf(payment)),
  stillPayable: listOf(objectOf(offered)),
  attempts: optional(listOf(objectOf(attempt))),
  attemptsOmitted: optional(Number.isSafeInteger),
});

/** Every field of an invoice that any panel draws. */
export const fullInvoiceShape: Shape = (view) => invoiceShape(view) && more(view);
