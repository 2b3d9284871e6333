import { html, raw } from 'hono/html';
import type { Brand, PaymentView } from '../../shared/api.ts';
import { compactIban, printedIban } from '../../shared/iban.ts';
import { inlineQr } from '../lib/qr.ts';
import { formatDecimal, formatDigits } from '../texts/format.ts';
import type { Translator } from '../texts/translator.ts';
import { icon } from './icons.ts';

/** A line with its value, and what the copy button copies, which may be written otherwise. */
type Row = { term: string; value: string | null; copy?: string };

/** What to transfer and where to, once the customer chose bank transfer. */
export function transferDetails(payment: PaymentView, translator: Translator, { name }: Brand) {
  if (!payment.bankTransfer) return null;
  const words = translator.texts.page.bank;
  const { bankName, epc } = payment.bankTransfer;
  return html`<section class="transfer" data-copied="${words.copied}"><p>${words.exactly(translator.amount(payment.amount))}</p>
<dl>${rowsOf(payment, translator).map((row) => row.value && html`<div><dt>${row.term}</dt><dd><span>${row.value}</span>${copyButton(row, translator)}</dd></div>`)}</dl>
${epc && html`<figure>${raw(inlineQr(epc, words.qr))}<figcaption>${words.scan}</figcaption></figure>`}
${bankName && html`<p>${words.to(bankName, name)}</p>`}</section>`;
}

function rowsOf({ amount, bankTransfer }: PaymentView, translator: Translator): Row[] {
  const words = translator.texts.page.bank;
  const { bankName = null, bankAccount = '', bankBic = null } = bankTransfer ?? {};
  const { transferReference = '', dueDate = null } = bankTransfer ?? {};
  return [
    {
      term: words.amount,
      value: translator.amount(amount),
      copy: formatDecimal(amount.value, translator.locale),
    },
    { term: words.beneficiary, value: bankName },
    { term: words.iban, value: printedIban(bankAccount), copy: compactIban(bankAccount) },
    { term: words.bic, value: bankBic },
    { term: words.reference, value: transferReference },
    dueDate === null
      ? { term: words.by, value: null }
      : {
          term: words.by,
          value: translator.date(dueDate),
          copy: formatDigits(dueDate, translator.locale),
        },
  ];
}

function copyButton({ term, value, copy = value ?? '' }: Row, translator: Translator) {
  const words = translator.texts.page.bank;
  return html`<button class="copy" type="button" data-copy="${copy}" aria-label="${words.copy(term)}">${icon('copy')}${icon('tick')}</button>`;
}
