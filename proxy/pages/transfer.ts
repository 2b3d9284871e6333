import { html } from 'hono/html';
import { dayOf, type Speech } from '../texts/index.ts';
import type { PaymentView } from '../types.ts';

/** Where to transfer what, once the customer chose bank transfer at Mollie. */
export function transferDetails({ amount, expiresAt, bankTransfer }: PaymentView, say: Speech) {
  if (!bankTransfer) return null;
  const words = say.texts.page.bank;
  const until = expiresAt && say.date(dayOf(expiresAt, say.timeZone));
  const rows: [string, string | null][] = [
    [words.amount, say.amount(amount)],
    [words.beneficiary, bankTransfer.bankName],
    [words.iban, bankTransfer.bankAccount.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')],
    [words.bic, bankTransfer.bankBic],
    [words.reference, bankTransfer.transferReference],
  ];
  return html`<section class="transfer"><p>${words.intro(until)}</p>
<dl>${rows.map(([term, value]) => value && html`<div><dt>${term}</dt><dd class="figure">${value}</dd></div>`)}</dl></section>`;
}
