import { html } from 'hono/html';
import type { PaymentView } from '../../shared/api.ts';
import { compactIban, printedIban } from '../../shared/iban.ts';
import { dayOf } from '../texts/format.ts';
import type { Translator } from '../texts/translator.ts';
import { icon } from './icons.ts';

/** A line with its value, and what the copy button copies, which may be written otherwise. */
type Row = { term: string; value: string | null; copy?: string };

/** What to transfer and where to, once the customer chose bank transfer at Mollie. */
export function transferDetails({ amount, expiresAt, bankTransfer }: PaymentView, translator: Translator) {
  if (!bankTransfer) return null;
  const words = translator.texts.page.bank;
  const { bankName, bankAccount, bankBic, transferReference } = bankTransfer;
  const until = expiresAt && translator.date(dayOf(expiresAt, translator.timeZone));
  const rows: Row[] = [
    { term: words.amount, value: translator.amount(amount) },
    { term: words.beneficiary, value: bankName, ...(bankName && { copy: bankName }) },
    { term: words.iban, value: printedIban(bankAccount), copy: compactIban(bankAccount) },
    { term: words.bic, value: bankBic },
    { term: words.reference, value: transferReference, copy: transferReference },
  ];
  return html`<section class="transfer"><p>${words.intro(until)}</p>
<dl>${rows.map((row) => row.value && html`<div><dt>${row.term}</dt><dd class="figure"><span>${row.value}</span>${copyButton(row, translator)}</dd></div>`)}</dl></section>`;
}

function copyButton({ term, copy }: Row, translator: Translator) {
  const words = translator.texts.page.bank;
  return (
    copy &&
    html`<button class="copy" type="button" data-copy="${copy}" data-copied="${words.copied}" aria-label="${words.copy(term)}">${icon('copy')}${icon('tick')}</button>`
  );
}
