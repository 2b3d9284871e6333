import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../../shared/api.ts';
import { isWeb } from '../../api/web-address.ts';
import { button } from '../action-button.ts';
import type { Desk } from '../../state/element-state.ts';
import { adopt } from '../common/style-sheets.ts';
import { ask } from '../../state/request.ts';
import { facts } from '../common/invoice-header.ts';
import { failureView, isHopeless } from '../common/error-message.ts';
import { notes } from '../common/messages.ts';
import { createPayment } from '../../actions/create-payment.ts';
import { hasFailed, isPayable, transferOf } from '../../state/invoice-rules.ts';
import { notify } from '../../actions/announce.ts';
import { isSame } from '../office/is-same.ts';
import { formatTime } from '../../i18n/format-time.ts';
import type { Panel, View } from '../../state/panel.ts';
import { Log } from '../office/activity-log.ts';
import sheet from '../office/office.css?inline';
import * as texts from '../../texts/later.ts';
import { attempts } from './attempts.ts';
import { Clipboard } from './copy-buttons.ts';
import { share } from './share-link.ts';
import { sums } from './totals.ts';
import { unseen, wayOut } from './hidden-payments.ts';

/** What a merchant has besides the status: create, copy, check; the sums, the link, the attempts and the log. */
export class MerchantPanel implements Panel {
  readonly parts = [texts.notes, texts.panels];
  readonly #desk: Desk;
  readonly #clipboard: Clipboard;
  readonly #log: Log;
  /** The invoice when the log was last thought of. */
  #seen: InvoiceView | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#clipboard = new Clipboard(desk);
    this.#log = new Log(desk, 'v1/invoice/log');
    adopt(desk.element.shadowRoot!, sheet);
  }

  get states(): string[] {
    return hasFailed(this.#desk.invoice) ? ['failed'] : [];
  }

  view(): View | null {
    const { invoice } = this.#desk;
    if (!invoice) return failureView(this.#desk);
    return {
      facts: facts(this.#desk, invoice),
      actions: this.#actions(invoice),
      below: this.#below(invoice),
    };
  }

  /** The log, where it is open and something has happened; the rest is in the view. */
  async look(): Promise<void> {
    const { invoice, session } = this.#desk;
    if (!invoice || session.error || (isSame(this.#seen, invoice) && !this.#log.isWanting)) return;
    this.#seen = invoice;
    if (this.#log.isOpen) await this.#log.load();
  }

  /** The next step comes first, and filled: a payment where the link leads to none yet, else the link; none where nothing can be paid. */
  #actions(invoice: InvoiceView): TemplateResult {
    const { texts, locale } = this.#desk;
    const payable = isPayable(invoice) && !isHopeless(this.#desk);
    const createFirst = payable && !invoice.continues && !transferOf(invoice);
    const create = payable ? this.#createButton(invoice, createFirst ? 'filled' : '') : null;
    const copy = isWeb(invoice.link)
      ? this.#clipboard.button({
          label: texts.copyLink,
          done: texts.copied,
          text: invoice.link,
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
    const { texts } = this.#desk;
    const without = unseen(invoice).map(({ id }) => id);
    return html`
      ${notes(this.#desk, invoice)}
      ${without.length > 0 ? wayOut(this.#desk, invoice, this.#create(invoice, { without })) : null}
      ${invoice.status === 'paid' ? html`<slot name="paid"></slot>` : null}
      ${sums(this.#desk, invoice)}
      ${share(this.#desk, invoice, this.#clipboard)}
      <div class="folds">
        <details part="attempts">
          <summary><span .textContent=${texts.attempts}></span> <span class="count" .textContent=${invoice.attempts?.length ?? 0}></span></summary>
          ${attempts(invoice, this.#desk)}
        </details>
        ${this.#log.folded()}
      </div>
    `;
  }

  #createButton(invoice: InvoiceView, kind: 'filled' | ''): TemplateResult {
    const label = this.#desk.texts.createPayment;
    return button(this.#desk, { part: 'create-button', label, kind, work: this.#create(invoice) });
  }

  #create({ due }: InvoiceView, wish?: { without: string[] }): () => Promise<void> {
    return async () => {
      await createPayment(this.#desk, due, wish);
      await this.look();
    };
  }

  #checkButton(): TemplateResult {
    const desk = this.#desk;
    const work = async () => {
      const before = desk.invoice;
      const { session } = desk;
      session.show(await ask(desk, 'v1/invoice/refresh', desk.accepts, {}));
      if (isSame(before, desk.invoice!)) notify(desk, desk.texts.noNews);
      await this.look();
    };
    return button(desk, { part: 'check-button', label: desk.texts.checkNow, work });
  }
}
