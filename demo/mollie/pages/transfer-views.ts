import { html } from 'hono/html';
import type { Payment, ReturnedTransfer } from '../records.ts';
import { formatAmount, formatTime } from './format.ts';
import type { Html } from './layout.ts';

const WORDS: Record<ReturnedTransfer['reason'], string> = {
  late: 'it came too late',
  reference: 'another reference',
  amount: 'another amount',
};

/** What was sent back, and what Mollie wrote to the customer; nothing where there is neither. */
export function transfersView({ returned, mails }: Payment): Html {
  if (returned.length === 0 && mails.length === 0) return html``;
  return html`<section class="card">
    <h2>Bank transfer</h2>
    <div class="scroll"><table><tbody>${[
      ...mails.map(
        ({ at, to, amount, bankAccount, transferReference }) => html`<tr>
          <td>${formatTime(at, 'en')}</td><td>Mail to ${to}</td>
          <td>${formatAmount(amount, 'en')} to <code>${bankAccount}</code>, <code>${transferReference}</code></td>
        </tr>`,
      ),
      ...returned.map(
        ({ at, amount, reference, reason }) => html`<tr>
          <td>${formatTime(at, 'en')}</td><td>Sent back: ${WORDS[reason]}</td>
          <td>${formatAmount(amount, 'en')}, <code>${reference}</code></td>
        </tr>`,
      ),
    ]}</tbody></table></div>
  </section>`;
}
