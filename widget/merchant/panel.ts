import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../proxy/types.ts';
import { button } from '../button.ts';
import type { Desk, Task } from '../desk.ts';
import { InvoicePayCopiedEvent } from '../events/copied.ts';
import { formatAmount } from '../format.ts';
import { adopt } from '../later/adopt.ts';
import { ask } from '../later/ask.ts';
import { facts } from '../later/facts.ts';
import { failureView } from '../later/failure.ts';
import { hasFailed, isPayable, notes } from '../later/notes.ts';
import { createPayment } from '../later/payment.ts';
import { notify, run, say } from '../later/run.ts';
import { isSome } from '../later/some.ts';
import { formatTime } from '../later/times.ts';
import type { Panel, View } from '../panel.ts';
import { Log } from '../shared/log.ts';
import sheet from '../shared/panel.css?inline';
import * as texts from '../texts/later.ts';
import { attempts } from './attempts.ts';
import { copy } from './copy.ts';
import { qr } from './qr.ts';

/** How long a button says that it copied, in milliseconds: long enough to look back at it. */
const COPIED = 3_000;

/** What a merchant has besides the status: create, copy, check; the sums, the link, the attempts and the log. */
export class MerchantPanel implements Panel {
  readonly parts = [texts.notes, texts.panels];
  readonly #desk: Desk;
  readonly #log: Log;
  /** The invoice when the log was last thought of. */
  #seen = '';
  #copied: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
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
    const seen = JSON.stringify({ ...this.#desk.invoice, checkedAt: '' });
    if (seen === this.#seen || this.#desk.error) return;
    this.#seen = seen;
    if (this.#log.isOpen) await this.#log.load();
  }

  /** The next step comes first, and filled: a payment where none can be paid yet, else the link. */
  #actions(invoice: InvoiceView): TemplateResult {
    const { texts, locale } = this.#desk;
    const payable = isPayable(invoice);
    const createFirst = payable && !invoice.payment?.checkoutUrl;
    const create = payable ? this.#createButton(createFirst) : null;
    const copy = this.#copyButton(!createFirst);
    return html`
      ${createFirst ? [create, copy] : [copy, create]}
      ${this.#checkButton()}
      <p class="small checked">${texts.checked(formatTime(invoice.checkedAt, locale))}</p>
    `;
  }

  #below(invoice: InvoiceView): TemplateResult {
    const { texts, locale } = this.#desk;
    return html`
      ${notes(this.#desk, invoice)}
      ${invoice.status === 'paid' ? html`<slot name="paid"></slot>` : null}
      <dl class="rows sums">
        ${sums(invoice, texts).map(
          ([name, amount]) => html`<div><dt>${name}</dt><dd>${formatAmount(amount, locale)}</dd></div>`,
        )}
      </dl>
      <div class="share">
        ${qr(invoice.link, texts.qr(invoice.number))}
        <div>
          <p class="caption">${texts.linkFor}</p>
          <a part="link" href=${invoice.link}>${invoice.link}</a>
        </div>
      </div>
      <div class="folds">
        <details part="attempts">
          <summary>${texts.attempts}<span class="count">${invoice.attempts?.length ?? 0}</span></summary>
          ${attempts(invoice, this.#desk)}
        </details>
        ${this.#log.folded()}
      </div>
    `;
  }

  #createButton(filled: boolean): TemplateResult {
    const press = this.#press('create', async () => {
      await createPayment(this.#desk);
    });
    const label = this.#desk.texts.createPayment;
    return button(this.#desk, { part: 'create-button', label, task: 'create', filled, press });
  }

  #checkButton(): TemplateResult {
    const desk = this.#desk;
    const press = this.#press('check', async () => {
      desk.show(await ask<InvoiceView>(desk, 'v1/invoice/refresh', {}));
    });
    return button(desk, { part: 'check-button', label: desk.texts.checkNow, task: 'check', press });
  }

  /** Does what a button is for, then catches up with what that has brought. */
  #press(task: Task, work: () => Promise<void>): () => Promise<void> {
    return () =>
      run(this.#desk, task, async () => {
        await work();
        await this.look();
      });
  }

  /** Keeps the width of the longer of its two texts. */
  #copyButton(filled: boolean): TemplateResult {
    const { texts, invoice } = this.#desk;
    return html`<button
      type="button"
      part="copy-button"
      class=${filled ? 'filled' : ''}
      @click=${() => this.#copy(invoice!.link)}
    >
      <span class=${this.#copied ? 'away' : ''}>${texts.copyLink}</span>
      <span class=${this.#copied ? '' : 'away'} aria-hidden=${!this.#copied}>${texts.copied}</span>
    </button>`;
  }

  async #copy(link: string): Promise<void> {
    const desk = this.#desk;
    if (!(await copy(link, desk.element.shadowRoot!))) {
      notify(desk, desk.texts.copyByHand);
      return;
    }
    desk.element.dispatchEvent(new InvoicePayCopiedEvent(link));
    clearTimeout(this.#copied);
    this.#copied = setTimeout(() => {
      this.#copied = undefined;
      say(desk, '');
    }, COPIED);
    say(desk, desk.texts.copied);
  }
}

/** The sums that are worth a line: the total, and whatever is not zero. */
function sums(invoice: InvoiceView, texts: Desk['texts']) {
  const { total, paidElsewhere, paid, refunded, chargedBack, pending, excess } = invoice;
  const others = [
    [texts.paidElsewhere, paidElsewhere],
    [texts.paidHere, paid],
    [texts.refunded, refunded],
    [texts.chargedBack, chargedBack],
    [texts.pendingSum, pending],
    [texts.excess, excess],
  ] as const;
  return [[texts.total, total] as const, ...others.filter(([, amount]) => isSome(amount))];
}
