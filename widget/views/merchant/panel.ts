import { html, type TemplateResult } from 'lit/html.js';
import type { InvoiceView } from '../../../shared/api.ts';
import { hasFailed, isPayable, startedTransfer } from '../../../shared/invoice-rules.ts';
import { createPayment } from '../../actions/create-payment.ts';
import { showMessage } from '../../actions/show-message.ts';
import { isWebAddress } from '../../api/web-address.ts';
import { formatTime } from '../../i18n/format-time.ts';
import type { ElementState } from '../../state/element-state.ts';
import type { Panel, PanelContent } from '../../state/panel.ts';
import { request } from '../../state/request.ts';
import { isErrorLasting } from '../../wording/error-text.ts';
import { actionButton } from '../common/action-button.ts';
import { BankTransferView } from '../common/bank-transfer.ts';
import { CopyButtons } from '../common/copy-buttons.ts';
import { errorContent } from '../common/error-message.ts';
import { invoiceHeader } from '../common/invoice-header.ts';
import { messages } from '../common/message-list.ts';
import { adoptSheet } from '../common/style-sheets.ts';
import { ActivityLog } from '../office/activity-log.ts';
import { isUnchanged } from '../office/is-unchanged.ts';
import lists from '../office/lists.css?inline';
import sheet from '../office/office.css?inline';
import { attempts } from './attempts.ts';
import { goOnWithout, notVisiblePayments } from './not-visible-payments.ts';
import { shareLink } from './share-link.ts';
import { totals } from './totals.ts';

/** What a merchant sees: the status, the buttons create, copy and check, totals, link, attempts and log. */
export class MerchantPanel implements Panel {
  readonly texts = ['payer', 'office'] as const;
  readonly #state: ElementState;
  readonly #copyButtons: CopyButtons;
  readonly #transfer: BankTransferView;
  readonly #log: ActivityLog;
  /** The invoice for which the log was loaded last, or did not need to be. */
  #seen: InvoiceView | null = null;

  constructor(state: ElementState) {
    this.#state = state;
    this.#copyButtons = new CopyButtons(state);
    this.#transfer = new BankTransferView(state, this.#copyButtons);
    this.#log = new ActivityLog(state, 'v1/invoice/log');
    adoptSheet(state.host.shadowRoot!, sheet + lists);
  }

  get states(): string[] {
    return hasFailed(this.#state.invoice) ? ['failed'] : [];
  }

  content(): PanelContent | null {
    const { invoice } = this.#state;
    if (!invoice) return errorContent(this.#state);
    return {
      header: invoiceHeader(this.#state, invoice),
      actions: this.#actions(invoice),
      below: this.#below(invoice),
    };
  }

  /** The log, where it is open and the invoice has changed. */
  async load(): Promise<void> {
    const { invoice, session } = this.#state;
    if (!invoice || session.error || (isUnchanged(this.#seen, invoice) && !this.#log.isWanting)) return;
    this.#seen = invoice;
    if (this.#log.isOpen) await this.#log.load();
  }

  /** The next step comes first and is filled: Create payment where the link leads to no payment yet, else Copy link. Where nothing can be paid, no button is filled. */
  #actions(invoice: InvoiceView): TemplateResult {
    const { texts, locale } = this.#state;
    const payable = isPayable(invoice) && !isErrorLasting(this.#state);
    const createFirst = payable && !invoice.continues && !startedTransfer(invoice);
    const create = payable ? this.#createButton(invoice, createFirst ? 'filled' : '') : null;
    const copy = isWebAddress(invoice.link)
      ? this.#copyButtons.button({
          label: texts.copyLink,
          done: texts.copied,
          text: invoice.link,
          link: invoice.link,
          part: 'copy-button',
          kind: payable && !createFirst ? 'filled' : '',
        })
      : null;
    return html`
      ${createFirst ? [create, copy] : [copy, create]}
      ${this.#checkButton()}
      <p class="small checked" .textContent=${texts.checked(formatTime(invoice.checkedAt, locale))}></p>
    `;
  }

  #below(invoice: InvoiceView): TemplateResult {
    const { texts } = this.#state;
    const without = notVisiblePayments(invoice).map(({ id }) => id);
    return html`
      ${messages(this.#state, invoice, this.#transfer)}
      ${without.length > 0 ? goOnWithout(this.#state, invoice, this.#create(invoice, { without })) : null}
      ${invoice.status === 'paid' ? html`<slot name="paid"></slot>` : null}
      ${totals(this.#state, invoice)}
      ${shareLink(this.#state, invoice, this.#copyButtons)}
      <div class="folds">
        <details part="attempts">
          <summary><span .textContent=${texts.attempts}></span> <span class="count" .textContent=${invoice.attempts?.length ?? 0}></span></summary>
          ${attempts(invoice, this.#state)}
        </details>
        ${this.#log.folded()}
      </div>
    `;
  }

  #createButton(invoice: InvoiceView, kind: 'filled' | ''): TemplateResult {
    const label = this.#state.texts.createPayment;
    return actionButton(this.#state, { part: 'create-button', label, kind, work: this.#create(invoice) });
  }

  #create({ due }: InvoiceView, wish?: { without: string[] }): () => Promise<void> {
    return async () => {
      await createPayment(this.#state, due, wish);
      await this.load();
    };
  }

  #checkButton(): TemplateResult {
    const state = this.#state;
    const work = async () => {
      const before = state.invoice;
      const { session } = state;
      session.show(await request(state, 'v1/invoice/refresh', state.accepts, {}));
      if (isUnchanged(before, state.invoice!)) showMessage(state, state.texts.noNews);
      await this.load();
    };
    return actionButton(state, { part: 'check-button', label: state.texts.checkNow, work });
  }
}
