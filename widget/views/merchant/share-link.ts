import { html, type TemplateResult } from 'lit/html.js';
import type { InvoiceView } from '../../../shared/api.ts';
import { isPayable } from '../../../shared/invoice-rules.ts';
import { isWebAddress } from '../../api/web-address.ts';
import { formatAmount, formatDate } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { CopyButtons } from '../common/copy-buttons.ts';
import { qrCode } from '../common/qr-code.ts';

/** The link as a QR code, as text, and in a message to copy. */
export function shareLink(
  state: ElementState,
  invoice: InvoiceView,
  copyButtons: CopyButtons,
): TemplateResult | null {
  const { texts, locale } = state;
  const { link, number, due, dueDate, merchantName } = invoice;
  if (!isWebAddress(link)) return null;
  const date = dueDate && formatDate(dueDate, locale);
  const message = {
    label: texts.copyMessage,
    done: texts.messageCopied,
    text: texts.message(number, merchantName ?? '', formatAmount(due, locale), date, link),
    link,
    kind: 'plain',
  } as const;
  return html`<div class="share">
    ${qrCode(state, link, texts.qr(number)) ?? html`<div class="qr"></div>`}
    <div>
      <p class="caption" .textContent=${texts.linkFor}></p>
      <a part="link" translate="no" href=${link} .textContent=${link}></a>
      ${isPayable(invoice) ? copyButtons.button(message) : null}
    </div>
  </div>`;
}
